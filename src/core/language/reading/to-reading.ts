import type { Language, Reading } from '../command.ts';
import type { Ref } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import type { Draft } from '../rules/draft.ts';

export interface Said {
  readonly language: Language;
  readonly text: string;
}

/** A draft as the bot answers it. */
export function toReading(names: Names, draft: Draft, { language }: Said): Reading {
  if (draft.kind === 'command') return { intent: draft.intent, slots: draft.slots, reading: draft.intent, language };
  const { kind, refs } = draft.question;
  const candidates = [...new Set((refs ?? []).flatMap((ref) => candidateName(names, ref) ?? []))];
  const slots = { question: kind, ...(candidates.length === 0 ? {} : { candidates }) };
  return { intent: 'clarify', slots, reading: kind, language };
}

export function candidateName(names: Names, ref: Ref): string | undefined {
  if (ref.kind === 'group') return names.source.group(ref.index).displayName;
  if (ref.kind === 'user') return names.source.user(ref.index).userPrincipalName;
  return ref.kind === 'sku' ? names.source.skus[ref.index]?.skuPartNumber : undefined;
}
