import type { ChangeState } from '../../src/changes/change-record.ts';
import { actionsOf } from '../chat/teams-client.ts';
import { PEOPLE, type Somebody } from './cast.ts';
import type { Drama, Elsewhere, Plot } from './plot.ts';
import type { Random } from './random.ts';
import { cardIn } from './seen.ts';
import type { Posted, Teams } from './teams.ts';

/**
 * One thing that somebody does: says something, or presses the newest button of this verb in their own chat; `pressesOld`: as its
 * message showed it first; `as`: as if it was that one; `with`: somebody else presses one at the same moment; `isOnce`: whatever is seen of it. `elsewhere`:
 * it is done outside of the bot, by whoever may. `waits`: nobody does anything for so long.
 */
export type Step = { readonly who: string } & (
  | { readonly says: string }
  | {
      readonly presses: string;
      readonly with?: { readonly who: string; readonly presses: string };
      readonly isOnce?: boolean;
      readonly as?: string;
    }
  | { readonly pressesOld: string }
  | { readonly elsewhere: Elsewhere }
  | { readonly waits: number }
);

export interface Story {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly usersPerSecond?: number;
}

const says = (who: string, text: string): Step => ({ who, says: text });
const presses = (who: string, verb: string): Step => ({ who, presses: verb });
const bothPress = (one: readonly [string, string], other: readonly [string, string]): Step => ({
  ...{ who: one[0], presses: one[1] },
  with: { who: other[0], presses: other[1] },
});
const pressesOld = (who: string, verb: string): Step => ({ who, pressesOld: verb });
const pressesOnce = (who: string, verb: string): Step => ({ who, presses: verb, isOnce: true });
const pressesAs = (who: string, verb: string, as: string): Step => ({ who, presses: verb, isOnce: true, as });
const waits = (minutes: number): Step => ({ who: 'nobody', waits: minutes * 60_000 });
const elsewhere = (who: string, what: Elsewhere): Step => ({ who, elsewhere: what });
const REMOVAL = says('megan', 'remove E1 from Kiosk users');
const asked = [says('person-3', 'help'), REMOVAL, presses('megan', 'ask-approval')];
const SLOW = 0.4;
const FAST = 20;

export const STORIES: readonly Story[] = [
  { name: 'assign', steps: [says('megan', 'assign EMS to HR Department'), presses('megan', 'apply')] },
  {
    name: 'slow assign',
    steps: [says('megan', 'assign EMS to HR Department'), presses('megan', 'apply')],
    usersPerSecond: SLOW,
  },
  {
    name: 'apply and fix',
    steps: [says('megan', 'assign E3 to Kiosk users'), presses('megan', 'apply'), presses('megan', 'apply-fix')],
  },
  { name: 'ask', steps: asked },
  { name: 'approve', steps: [...asked, presses('person-3', 'approve')] },
  { name: 'reject', steps: [...asked, presses('person-3', 'reject')] },
  { name: 'take out', steps: [says('megan', 'remove person-1 from Kiosk users'), presses('megan', 'apply')] },
  {
    name: 'alert',
    steps: [
      says('megan', 'tell me whenever an assignment fails'),
      says('person-3', 'assign E3 to HR Department'),
      presses('person-3', 'apply'),
    ],
  },
  {
    name: 'cancel',
    steps: [says('megan', 'assign EMS to HR Department'), presses('megan', 'apply'), presses('megan', 'cancel')],
    usersPerSecond: SLOW / 2,
  },
  { name: 'schedule', steps: [says('megan', 'assign EMS to HR Department in 10 minutes'), presses('megan', 'apply')] },
  { name: 'for a time', steps: [says('megan', 'assign EMS to Kiosk users for 20 minutes'), presses('megan', 'apply')] },
  {
    name: 'undo',
    steps: [
      says('megan', 'remove person-1 from Kiosk users'),
      presses('megan', 'apply'),
      says('megan', 'undo'),
      presses('megan', 'apply'),
    ],
  },
];

/** Told beside others, for what comes of it there. */
const SIDE_STORIES: readonly Story[] = [
  { name: 'later', steps: [says('person-3', 'assign E1 to Kiosk users in 8 minutes'), presses('person-3', 'apply')] },
  { name: 'sooner', steps: [says('megan', 'add person-5 to Kiosk users in 5 minutes'), presses('megan', 'apply')] },
  { name: 'nobody decides', steps: [says('person-2', 'help'), ...asked] },
  {
    name: 'asked of two',
    steps: [
      says('person-2', 'help'),
      says('megan', 'help'),
      says('person-3', 'remove E1 from Kiosk users'),
      presses('person-3', 'ask-approval'),
      presses('megan', 'approve'),
    ],
  },
  {
    name: 'asked twice',
    steps: [...asked, says('megan', 'remove person-1 from Kiosk users'), presses('megan', 'apply')],
  },
  {
    name: 'asked again',
    steps: [
      ...asked,
      elsewhere('person-5', 'joins kiosk'),
      pressesOnce('person-3', 'approve'),
      pressesOld('person-3', 'approve'),
    ],
  },
  {
    name: 'previewed again',
    steps: [
      says('person-3', 'assign EMS to Kiosk users'),
      elsewhere('person-6', 'joins kiosk'),
      pressesOnce('person-3', 'apply'),
      pressesOld('person-3', 'apply'),
    ],
  },
  {
    name: 'asked by who may not any more',
    steps: [
      ...asked,
      elsewhere('megan', 'loses roles'),
      presses('person-3', 'approve'),
      elsewhere('megan', 'gets roles'),
    ],
  },
  {
    name: 'asked late',
    steps: [
      says('person-3', 'help'),
      REMOVAL,
      waits(6),
      presses('megan', 'ask-approval'),
      says('person-2', 'assign E1 to HR Department'),
      waits(6),
      presses('person-3', 'approve'),
    ],
  },
  {
    name: 'forged',
    steps: [REMOVAL, pressesAs('megan', 'ask-approval', 'apply'), pressesAs('megan', 'ask-approval', 'approve')],
  },
  { name: 'frozen', steps: [says('person-3', 'freeze all changes')] },
  {
    name: 'frozen for a time',
    steps: [says('megan', 'freeze all changes'), says('megan', 'help'), says('megan', 'unfreeze')],
  },
  {
    name: 'a later thing is frozen',
    steps: [
      says('megan', 'assign EMS to HR Department in 5 minutes'),
      presses('megan', 'apply'),
      says('person-3', 'freeze all changes'),
    ],
  },
  { name: 'own request', steps: [...asked, presses('megan', 'approve')] },
  { name: 'approved in words', steps: [...asked, says('person-3', 'approve')] },
  {
    name: 'told in the channel',
    steps: [
      says('person-2', 'tell me whenever an assignment fails'),
      says('megan', 'assign E3 and EMS to HR Department'),
      presses('megan', 'apply'),
      presses('megan', 'apply-fix'),
      says('megan', 'remove E3 from HR Department'),
      presses('megan', 'ask-approval'),
    ],
  },
  {
    name: 'corrected',
    steps: [says('megan', 'assign E3 to HR Department'), says('megan', 'no, EMS instead'), presses('megan', 'apply')],
  },
  {
    name: 'fixed and left alone',
    steps: [says('megan', 'assign E3 to Kiosk users'), presses('megan', 'apply'), pressesOnce('megan', 'apply-fix')],
  },
  { name: 'thought better of', steps: [says('megan', 'assign E3 to HR Department'), presses('megan', 'dismiss')] },
  {
    name: 'done elsewhere',
    steps: [
      says('megan', 'add person-5 to Kiosk users in 5 minutes'),
      presses('megan', 'apply'),
      elsewhere('person-5', 'joins kiosk'),
    ],
  },
  {
    name: 'impossible by then',
    steps: [
      says('person-2', 'help'),
      says('megan', 'remove person-1 and kiosk-only from Kiosk users'),
      presses('megan', 'ask-approval'),
      elsewhere('person-1', 'leaves kiosk'),
      elsewhere('kiosk-only', 'leaves kiosk'),
      presses('person-2', 'approve'),
    ],
  },
  {
    name: 'not allowed by then',
    steps: [
      says('person-3', 'assign EMS to HR Department in 5 minutes'),
      presses('person-3', 'apply'),
      elsewhere('person-3', 'loses roles'),
      ...Array.from({ length: 20 }, () => says('kiosk-only', 'help')),
      elsewhere('person-3', 'gets roles'),
    ],
  },
];

/** Told only where there are many who can be told of. */
const FLOOD: Story = {
  name: 'a flood',
  steps: [
    says('megan', 'tell me whenever an assignment fails'),
    says('person-2', 'tell me whenever an assignment fails'),
    elsewhere('everybody', 'lets all in'),
    waits(2),
    elsewhere('everybody', 'lets all out'),
  ],
};

/** Told only where a change is to come to a state. */
const LEADING_STORIES: readonly Story[] = [
  {
    name: 'rejected by two at once',
    steps: [
      says('person-2', 'help'),
      elsewhere('person-2', 'gets roles'),
      ...asked,
      bothPress(['person-2', 'reject'], ['person-3', 'reject']),
    ],
  },
  {
    name: 'rejected as it is taken back',
    steps: [...asked, bothPress(['person-3', 'reject'], ['megan', 'dismiss'])],
  },
];

/** Which stories bring a change into a state, for those in which most is to go wrong. */
const LEADING_TO: Partial<Record<ChangeState, readonly string[]>> = {
  waiting: [
    'ask',
    'approve',
    'reject',
    'asked of two',
    'asked again',
    'approved in words',
    'rejected as it is taken back',
  ],
  scheduled: ['schedule', 'sooner', 'done elsewhere'],
  running: ['slow assign', 'cancel'],
  cancelling: ['cancel'],
  cancelled: ['cancel'],
  finished: ['assign', 'apply and fix', 'for a time', 'fixed and left alone'],
  dismissed: ['thought better of'],
  superseded: ['corrected'],
  refused: ['done elsewhere', 'impossible by then', 'not allowed by then'],
  rejected: ['reject', 'rejected by two at once'],
  expired: ['nobody decides'],
};

export const STATES_LED_TO = Object.keys(LEADING_TO) as ChangeState[];

/** Those that are over at once where people are written fast. */
const SLOW_STATES: ReadonlySet<ChangeState> = new Set(['running', 'cancelling', 'cancelled']);

/** Whoever was told of something and sees no button of it asks for it. */
const ASKS_FOR: Readonly<Record<string, string>> = {
  approve: 'show 1001',
  reject: 'show 1001',
};

/** A tenant of Graph keeps its roles. */
const movesRoles = (step: Step) => 'elsewhere' in step && step.elsewhere.endsWith('roles');

const LASTS_MS = 25 * 60_000;
/** Whoever sees nothing by then does it again. */
const PATIENCE_MS = 12_000;
const MOST_TRIES = 8;
const BETWEEN_MS = 4_000;

/** The story, with what the world does to each commit and each call. Who is not answered says or presses it again. */
export function told(story: Story, { commit, fate }: Pick<Drama, 'commit' | 'fate'>): Drama {
  return { ...plotOf(story), commit, fate };
}

const ALL_STORIES = [...STORIES, ...SIDE_STORIES];

export interface DrawnStory extends Plot {
  readonly worstIn: ChangeState;
}

/** Where a change is to come to a state: nothing else is told, which might be in its way. */
interface Led {
  readonly to: ChangeState;
  readonly isOfGraph: boolean;
}

/** Some stories that begin soon after each other, each by whoever may tell it; the first brings a change to the state in which most goes wrong. */
export function drawnStory(random: Random, first?: Led | 'a flood'): DrawnStory {
  const led = first === 'a flood' ? undefined : first;
  const worstIn = led?.to ?? random.pick(STATES_LED_TO);
  const isLeading = ({ name, steps }: Story) =>
    LEADING_TO[worstIn]?.includes(name) && !(led?.isOfGraph && steps.some(movesRoles));
  const leading = [...ALL_STORIES, ...LEADING_STORIES].filter(isLeading);
  const others = Array.from({ length: led === undefined ? random.below(3) : 0 }, () => random.pick(ALL_STORIES));
  const stories = [first === 'a flood' ? FLOOD : random.pick(leading), ...others];
  const plots = stories.map(plotOf);
  return {
    names: stories.map(({ name }) => name),
    worstIn,
    lastsMs: LASTS_MS,
    usersPerSecond: first === 'a flood' ? FAST : random.pick(speedsOf(worstIn)),
    begin(stage) {
      for (const plot of plots) stage.time.at(random.below(4 * 60_000), () => plot.begin(stage));
    },
  };
}

const speedsOf = (worstIn: ChangeState) => (SLOW_STATES.has(worstIn) ? [SLOW / 2, SLOW / 4] : [5, SLOW, SLOW / 2]);

function plotOf(story: Story): Plot {
  return {
    names: [story.name],
    lastsMs: LASTS_MS,
    usersPerSecond: story.usersPerSecond ?? 5,
    begin({ time, teams, people, elsewhere: outside, seenAfterMs }) {
      /** As whoever has not seen since what became of the message. */
      function pressFirst(userId: string, verb: string): void {
        const who = PEOPLE.find(({ id }) => id === userId);
        const button = who && newest(teams, who, verb, (message) => message.states);
        if (who !== undefined && button !== undefined) people.press(who, button);
      }
      function take(place: number, tries: number): void {
        const step = story.steps[place];
        if (step !== undefined && 'waits' in step) {
          time.at(step.waits, () => take(place + 1, 0));
          return;
        }
        if (step !== undefined && 'elsewhere' in step) {
          outside(step.who, step.elsewhere);
          const next = story.steps[place + 1];
          const isToBeSeen = next !== undefined && !('elsewhere' in next) && !movesRoles(step);
          time.at(isToBeSeen ? BETWEEN_MS + seenAfterMs : BETWEEN_MS, () => take(place + 1, 0));
          return;
        }
        if (step !== undefined && 'pressesOld' in step) {
          pressFirst(step.who, step.pressesOld);
          time.at(BETWEEN_MS, () => take(place + 1, 0));
          return;
        }
        const who = PEOPLE.find(({ id }) => id === step?.who);
        if (step === undefined || who === undefined || tries > MOST_TRIES) return;
        const before = teams.messages.length;
        const button = 'says' in step ? undefined : newest(teams, who, step.presses);
        if ('says' in step) people.say(who, step.says);
        else if (button !== undefined) {
          people.press(who, button, step.as);
          const other = PEOPLE.find(({ id }) => id === step.with?.who);
          const theirs = other && newest(teams, other, step.with?.presses ?? '');
          if (other !== undefined && theirs !== undefined) people.press(other, theirs);
        } else if (tries > 1) people.say(who, ASKS_FOR[step.presses] ?? 'help');
        time.at(PATIENCE_MS, () => {
          const isAnswered = teams.messages
            .slice(before)
            .some(({ conversationId }) => conversationId === who.conversationId);
          const isDone =
            'says' in step
              ? isAnswered
              : button !== undefined &&
                (step.isOnce === true || buttonIn(button.message.states.at(-1), step.presses) === undefined);
          if (isDone) time.at(BETWEEN_MS, () => take(place + 1, 0));
          else take(place, tries + 1);
        });
      }
      take(0, 0);
    },
  };
}

/** @param seen what somebody sees of a message, the first that has the button first; absent: what it says now */
function newest(
  { messages }: Teams,
  { conversationId }: Somebody,
  verb: string,
  seen: (message: Posted) => Posted['states'] = ({ states }) => states.slice(-1),
) {
  for (const message of messages.filter((posted) => posted.conversationId === conversationId).toReversed()) {
    const [button] = seen(message).flatMap((state) => buttonIn(state, verb) ?? []);
    if (button !== undefined) return { message, button };
  }
  return undefined;
}

function buttonIn(state: Posted['states'][number] | undefined, verb: string) {
  return actionsOf(cardIn(state)).find((action) => action.type === 'Action.Execute' && action['verb'] === verb);
}
