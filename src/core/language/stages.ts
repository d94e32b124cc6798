import type { Pace, StagesAsked } from '../schedule.ts';

const PEOPLE = '(?: ?(?:people|users|members|persons|seats|personen|mensen|gebruikers|leden))?';
const UNITS: Readonly<Record<string, Pace>> = { hour: 'hour', day: 'day', week: 'week', uur: 'hour', dag: 'day' };
const EVERY = '(?:a|an|per|each|every|/|elke|iedere|ieder|one a|one per|één per)';
const PACED = new RegExp(
  `(?:[,;:]|\\s)\\s*(?:(?:and|en|but|maar|then|dan|with|met|at|at a rate of|in stages[,:]?|gefaseerd[,:]?) )?(\\d{1,5})${PEOPLE}(?: at a time,?| tegelijk,?)? ?${EVERY} ?(hour|day|week|uur|dag)[\\s.!]*$`,
  'i',
);
const IN_STAGES = new RegExp(
  `(?:[,;:]|\\s)\\s*in (?:stages|batches|groups|chunks|steps|waves|groepen|groepjes|porties|stappen|fasen|fases|golven|delen) (?:of|van) (\\d{1,5})${PEOPLE}(?:,? ${EVERY} (hour|day|week|uur|dag))?[\\s.!]*$`,
  'i',
);

/** "E5 for Marketing, 50 a day", "in stages of 50": the command without that, and how it is to go. */
export function withoutStages(text: string): { readonly told: string; readonly stages?: StagesAsked } {
  const found = IN_STAGES.exec(text) ?? PACED.exec(text);
  const size = Number(found?.[1]);
  if (found === null || !(size > 0)) return { told: text };
  return {
    told: text.slice(0, found.index).trim(),
    stages: { size, every: UNITS[found[2]?.toLowerCase() ?? 'day'] ?? 'day' },
  };
}
