import type { Slots } from '../command.ts';
import { ask, command } from '../draft.ts';
import { says } from '../items.ts';
import { requestTarget } from '../patterns/requests.ts';
import { type Asked, beginsAsking, namedSlots } from './asked.ts';
import { reasonOf } from './failures.ts';
import type { QuestionFrame } from './question-frame.ts';

const TOLD = 'finished group product license products channel status changed it i mine show';

/** Of what somebody is told, and where. */
function toldOf(asked: Asked, plain = asked.sentence.plain): Slots {
  const slots = namedSlots(asked, 'groups', 'products');
  const event = asked.has('fail', '!license') ? 'failure' : asked.has('finished') ? 'finished' : 'any';
  return { ...(asked.has('group', 'product') ? slots : { scope: 'all' }), event, ...requestTarget(plain) };
}

/** "set Bob's location to DE and retry him": another change comes with it. */
function changesBesides({ sentence }: Asked): boolean {
  return sentence.items.some((item) => says(item, 'put', 'move', 'swap', 'enable', 'disable'));
}

const TELLS = /^(?:tell|let|zeg|laat)/;
const TO_COME = /^(?:fails?|breaks?|goes|failures?|errors?|mislukt|misgaat|fouten?)/;

const PAUSES = /^(?:pause|suspend|hold|pauzeer)$/;

/** What is asked for that changes no license, and needs no number. */
export const requestFrames: readonly QuestionFrame[] = [
  {
    intent: 'reprocess',
    needs: 'reprocess | process again | group again process | group again',
    takes:
      'again process give who users everyone everything members license products because fail group groups user only plans owed free seats no conflict duplicate dependency location notEnough inherited past it pronoun',
    slots(asked) {
      if (beginsAsking(asked) || changesBesides(asked)) return undefined;
      if (asked.has('user') && asked.has('group')) return ask('mixed');
      const how = asked.has('fail') ? { only: 'failed' as const, ...reasonOf(asked) } : {};
      const named = namedSlots(asked, 'groups', 'users');
      if (named.groups !== undefined || named.users !== undefined) return { ...named, ...how };
      const all =
        asked.has('everyone', 'everything', 'fail') || /\b(?:all|alle|whole|entire|hele)\b/.test(asked.sentence.plain);
      return all ? { scope: 'all', ...how } : ask('whichTarget');
    },
  },
  {
    intent: 'notify',
    needs: 'notify when | notify whenever | check fail receive | check fail what',
    takes: `who users everyone what fail got !license ${TOLD}`,
    // "tell me when alert fails": Alert may be a group.
    slots(asked) {
      // "check if anything failed" asks how it is now.
      if (asked.has('check') && !(TELLS.test(asked.said('check') ?? '') && TO_COME.test(asked.said('fail') ?? '')))
        return undefined;
      const heard = asked.tokens.filter(({ labels }) => labels.has('notify'));
      return heard.length > 1 && !asked.has('group', 'product') ? ask('whichTarget') : toldOf(asked);
    },
  },
  { intent: 'notify', needs: 'notify', takes: TOLD, slots: (asked) => toldOf(asked) },
  {
    intent: 'notify',
    needs: 'stop notify | stop notifications | !notify | !notifications | notify anymore | stop channel | stop',
    takes: `notify notifications fail anymore ${TOLD}`,
    slots(asked) {
      const { plain } = asked.sentence;
      // "don't ping Marketing" is not about being told; "stop" alone ends something else.
      const told =
        asked.has('notifications', '!notifications', 'channel') || /\b(?:me|us|mij|ons|unsubscribe|mute)\b/.test(plain);
      return told ? { ...toldOf(asked, plain.replace(/\bmij\b/, 'me')), off: true } : undefined;
    },
  },
  {
    intent: 'freeze',
    needs: 'freeze changed | freeze everything | freeze',
    takes: 'license products until time it',
    slots(asked) {
      const [first] = asked.tokens.filter(({ labels }) => !labels.has('noise'));
      const time = asked.said('time');
      if (first?.labels.has('freeze') !== true || beginsAsking(asked) || asked.has('until') !== (time !== undefined))
        return undefined;
      // A roll-out is paused as well: nobody is kept from changing anything by a word that may mean that.
      if (PAUSES.test(first.text) && !asked.has('changed', 'everything', 'license', 'products', 'until'))
        return ask('whichPause', { readings: [command('freeze', {}), command('pause', {})] });
      return { until: time };
    },
  },
];
