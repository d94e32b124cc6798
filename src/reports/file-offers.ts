import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { Chat, IncomingFile, Message } from '../chat/chat.ts';
import type { Turn } from '../chat/turn.ts';
import type { KeyValue } from '../store/store.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';
import type { WrittenReport } from './report.ts';
import type { ReportFiles } from './report-files.ts';

/** A report that somebody was asked about: whether Teams may put it into their OneDrive. */
interface OfferedFile {
  readonly name: string;
  /** Object id of the only one who may have it. */
  readonly userId: string;
  readonly conversationId: string;
}

/** Reports as files of a chat, where the chat takes files. */
export interface FileOffers {
  offer(turn: Turn, report: WrittenReport): Promise<Message>;
  /** What became of it; undefined when nothing is offered to them by this id. Each offer is decided once. */
  decided(turn: Turn, incoming: IncomingFile): Promise<Message | undefined>;
}

interface FileOffersOptions {
  readonly reports: ReportFiles;
  readonly offers: KeyValue<OfferedFile>;
  readonly chat: Chat;
}

/** A file holds what was true when it was made: nobody wants it a day later. */
const OFFERED_FOR_MS = 24 * 3_600_000;

export function fileOffers({ reports, offers, chat }: FileOffersOptions): FileOffers {
  return {
    async offer({ by, place, language }, report) {
      const id = randomUUID();
      const name = basename(reports.write(report));
      await offers.set(id, { name, userId: by.userId, conversationId: place.conversationId }, OFFERED_FOR_MS);
      const description = fill(texts[language].record.reportOffered, { name });
      return { text: description, offers: { id, name, description, bytes: Buffer.byteLength(report.content) } };
    },
    async decided({ by, place, language }, { fileId, upload }) {
      const words = texts[language].record;
      const offered = await offers.get(fileId);
      const isTheirs = offered?.userId === by.userId && offered.conversationId === place.conversationId;
      if (offered === undefined || !isTheirs || !(await offers.delete(fileId))) return undefined;
      const { name } = offered;
      if (upload === undefined) return { text: fill(words.reportDeclined, { name }) };
      const taken = await chat.upload(upload.uploadUrl, reports.read(name));
      if (!taken) return { text: fill(words.reportNotTaken, { name }) };
      return { text: fill(words.reportHere, { name }), file: upload };
    },
  };
}
