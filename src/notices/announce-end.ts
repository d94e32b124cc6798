import { realOf } from '../cards/change/finished.ts';
import { outcomeText, targetText } from '../cards/change/record.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Foundation } from '../chat/foundation.ts';
import { channelOf } from '../chat/places.ts';
import { viewContext } from '../chat/turn.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';

/** An edit notifies nobody: whoever waited longer than this for a change is told of its end. */
const LONG_RUN_MS = 60_000;

/** One short new message where the change was asked for, when it took long and nobody is `told` of its end there. */
export async function announceEnd(
  services: Foundation,
  record: ChangeRecord,
  told: (channel: string) => Promise<boolean>,
): Promise<void> {
  const tookMs = Date.parse(record.finishedAt ?? '') - Date.parse(record.appliedAt ?? '');
  if (!(tookMs > LONG_RUN_MS)) return;
  const [card] = await services.liveCards.cardsOf(record.number);
  if (card === undefined || (await told(channelOf(card.place)))) return;
  const context = viewContext(services, record.language);
  const text = fill(texts[record.language].answers.took, {
    number: String(record.number),
    target: targetText(context, record),
    outcome: outcomeText(context, realOf(record)),
  });
  await services.chat.send(await services.places.latest(card.place), { text });
}
