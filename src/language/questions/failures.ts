import type { Slots } from '../command.ts';
import { ask } from '../draft.ts';
import { type Asked, countSlot, groupsOrEverybody, namedSlots } from './asked.ts';
import type { QuestionFrame } from './question-frame.ts';
import type { Label } from './tokens.ts';

/** The words for each reason that Graph gives for a failure. */
const REASONS: readonly (readonly [string, readonly Label[]])[] = [
  ['MutuallyExclusiveViolation', ['conflict']],
  ['UniquenessViolation', ['duplicate']],
  ['DependencyViolation', ['dependency']],
  ['ProhibitedInUsageLocationViolation', ['location', '!location']],
  ['CountViolation', ['notEnough', '!seats', 'runOut']],
];
const REASON_WORDS =
  'because conflict duplicate dependency location !location notEnough !seats runOut seats free plans inherited';

export function reasonOf(asked: Asked): Slots {
  const found = REASONS.find(([, labels]) => asked.has(...labels));
  return found === undefined ? {} : { reason: found[0] };
}

function groupingOf(asked: Asked): Slots {
  if (asked.has('perReason')) return { group_by: 'reason' };
  return asked.has('perGroup', 'groups') ? { group_by: 'group' } : {};
}

/** "what's stopping Erin from getting E3". */
const HINDERS = /stop|prevent|block/;

function questionAbout(asked: Asked): string {
  if (asked.has('conflict')) return 'conflict';
  if (asked.has('fail', 'wrong')) return 'why_failed';
  if (HINDERS.test(asked.said('why') ?? '')) return 'why_not';
  const denied = asked.tokens.some(({ labels }) => [...labels].some((label) => label.startsWith('!')));
  return denied
    ? 'why_not'
    : asked.said('why')?.includes('happen') === true || asked.said('why')?.includes('gebeurd') === true
      ? 'why_failed'
      : 'why_has';
}

const PEOPLE = 'who users everyone members';

/** "why did 10 fail in HR" says how many a card showed; any other number would limit or count, and "she" is one person. */
function isAboutOthers(asked: Asked): boolean {
  const { plain } = asked.sentence;
  const isCounted = !asked.has('number') || COUNTED.test(plain);
  return !isCounted || (asked.has('pronoun') && !(asked.has('group') && MANY.test(plain)));
}

const COUNTED =
  /\b\d+ (?:(?:people|users|members|persons|mensen|personen|gebruikers|leden) )?(?:that |who |die )?(?:fail|did not|mislu)|\b(?:mislukken|mislukten|mislukt|mislukte)(?: er)? \d+\b|\b\d+ fail/;
const MANY = /\b(?:they|them|those|these|ze|zij|die)\b/;

export const failureFrames: readonly QuestionFrame[] = [
  {
    intent: 'list_failures',
    needs: 'fail | fail group | wrong group | !owed | !license got/receive | conflict who/users/what | who notEnough',
    takes: `${PEOPLE} what why show give howMany number pronoun owed license products got receive past group since last perReason perGroup groups it ${REASON_WORDS}`,
    slots: (asked) =>
      isAboutOthers(asked)
        ? undefined
        : {
            ...groupsOrEverybody(asked),
            ...reasonOf(asked),
            ...groupingOf(asked),
            ...countSlot(asked),
          },
  },
  {
    intent: 'explain_user',
    needs:
      'why user | whence user | conflict user | user fail | wrong user | why fail user | check user product | how past user product | groups hand user product',
    takes:
      'what who why whence where how hand receive modal past got fail wrong license products product plan plans group groups !product !license !plan !fail !got !usage usage active !active pending !pending show !show on !on off lose conflict both through:group !through:group because !whence time since contains it pronoun',
    slots: (asked) => ({
      ...namedSlots(asked, 'groups', 'through', 'users', 'products', 'denied'),
      question: questionAbout(asked),
    }),
  },
  {
    intent: 'explain_user',
    needs: 'why pronoun',
    takes: 'how modal past got fail license product plan !product !license !fail !got !usage on',
    slots: () => ask('whichUser'),
  },
  {
    intent: 'suggest_fixes',
    needs: 'fix | fix fail | fix group | fix user',
    takes:
      'fail conflict group user users everyone how what give modal i mine again receive cheap few show license products past because it enough contains',
    slots: (asked) => ({
      ...(asked.has('user') ? namedSlots(asked, 'users') : groupsOrEverybody(asked)),
      ...(asked.has('cheap')
        ? { objective: 'cost' as const }
        : asked.has('few')
          ? { objective: 'fewest_changes' as const }
          : {}),
    }),
  },
];
