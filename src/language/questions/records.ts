import type { Slots } from '../command.ts';
import { ask } from '../draft.ts';
import { type Asked, groupsOrEverybody, isAsking, namedSlots, sinceOf } from './asked.ts';
import type { QuestionFrame } from './question-frame.ts';

function whoDid(asked: Asked): Slots {
  if (asked.has('approved')) return { question: 'who_approved' };
  if (asked.has('rejected')) return { question: 'who_rejected' };
  if (asked.has('who')) return { question: TAKEN.test(asked.sentence.plain) ? 'who_removed' : 'who' };
  return asked.has('when') ? { question: 'when' } : {};
}

/** "who took E1 away": whoever gave it is no answer. */
const TAKEN =
  /\b(?:took|taken|removed|revoked|stripped|pulled|dropped|weggehaald|weghaalde|verwijderd|verwijderde|afgenomen|afgepakt|ingetrokken)\b/;

/** Of what is named; of everything where nothing is, unless it is what somebody did themselves or what is planned. */
function ofWhom(asked: Asked): Slots {
  const named = namedSlots(asked, 'groups', 'users', 'products');
  const narrowed =
    named.ids !== undefined ||
    asked.has('mine', 'i', 'scheduled') ||
    (asked.has('number') && asked.has('approved', 'rejected'));
  return narrowed ? named : { scope: 'all' };
}

/** "the last 10 changes" are so many; "who approved 1001" is that one. */
function numberOf(asked: Asked): Slots {
  const number = asked.said('number');
  if (number === undefined) return {};
  return asked.has('approved', 'rejected') ? { ref: number } : { limit: Number(number) };
}

/** "change 42"; "42 changes" are so many. */
function refOf(asked: Asked): string | undefined {
  const number = asked.tokens.find(({ labels }) => labels.has('number'));
  const word = asked.tokens.find(
    ({ labels }) => labels.has('changed') || labels.has('approval') || labels.has('status'),
  );
  return number === undefined || (word !== undefined && word.start > number.start) ? undefined : number.text;
}

const OF_THE_PAST =
  'who what when show give howMany receive i mine number since time last group user product license products plan turned past off on scheduled everyone everything users groups members it';

/** "who has Yammer turned off" asks how it is. */
function isState(asked: Asked): boolean {
  return asked.has('turned') && asked.has('plan') && /\b(?:has|have)\b/.test(asked.sentence.plain);
}

/** "is Visio assigned to Marketing" asks how it is. */
function isNow(asked: Asked): boolean {
  return (
    /^(?:is|are|zijn) /.test(asked.sentence.plain) &&
    !asked.has('who', 'when', 'past', 'since', 'time', 'history', 'changed')
  );
}

/** What was done, by whom, what is going on, what waits, and what comes from elsewhere. */
export const recordFrames: readonly QuestionFrame[] = [
  {
    intent: 'history',
    needs:
      'history | changed | did | past product | past group | past user | past license | got product | lose product | lose license | who lose | who lose product | approved | rejected | who approved | who rejected | who did | past turned | when turned | who turned plan/user | who joined group | when joined group | user joined group | scheduled | when got | past changed | who changed',
    takes: `${OF_THE_PAST} through:group`,
    slots: (asked) =>
      isState(asked) || isNow(asked) || (!asked.has('history', 'changed', 'scheduled') && !isAsking(asked))
        ? undefined
        : {
            ...ofWhom(asked),
            ...whoDid(asked),
            ...numberOf(asked),
            ...sinceOf(asked),
          },
  },
  {
    intent: 'history',
    needs: 'who approved approval | who rejected approval | when approved approval',
    takes: 'number group product license past since time',
    slots: (asked) => ({
      ...namedSlots(asked, 'groups', 'products'),
      ...whoDid(asked),
      ...numberOf(asked),
      ...sinceOf(asked),
    }),
  },
  {
    intent: 'history',
    needs: 'approved number | rejected number | why approved number | why rejected number',
    takes: 'who why when what past approval changed group license',
    slots: (asked) => ({ ...namedSlots(asked, 'groups'), ...whoDid(asked), ...numberOf(asked) }),
  },
  {
    intent: 'list_approvals',
    needs:
      'approval | what/who/show pending | approval pending | approval approved | approval rejected | what approved modal i',
    takes: 'what who show i mine howMany pending approved rejected modal it since past time everything',
    slots: (asked) => ({
      state: asked.has('rejected')
        ? 'rejected'
        : asked.has('approved') && asked.has('approval') && !asked.has('pending', 'modal')
          ? 'approved'
          : 'pending',
      ...sinceOf(asked),
    }),
  },
  {
    intent: 'drift',
    needs: 'drift | drift changed | drift did',
    takes: 'changed did who what past group product license products since time last show everyone users',
    slots: (asked) => ({ ...groupsOrEverybody(asked), ...sinceOf(asked) }),
  },
  {
    intent: 'status',
    needs: 'status | finished it | finished group | finished product | finished | finished number | status group',
    takes:
      'what when how show i mine it group product license products number changed approval modal finished everyone',
    slots: (asked) => {
      const ref = asked.has('number') ? refOf(asked) : undefined;
      return { ...namedSlots(asked, 'groups', 'products'), ref };
    },
  },
  {
    intent: 'status',
    needs: 'show changed/approval number | show number | what number',
    takes: 'i',
    slots: (asked) => {
      const ref = refOf(asked);
      return ref === undefined ? undefined : { ref };
    },
  },
  {
    intent: 'export_report',
    needs: 'export | file show/give | file what | file | export group',
    takes:
      'fail history changed license products seats members users group product number html file what show give everyone everything past usage free last since export mine',
    slots: (asked) => {
      const slots = groupsOrEverybody(asked, 'products');
      const report = reportOf(asked);
      if (report === undefined) return ask('unclear');
      const page = report === 'group' || report === 'tenant';
      const table = TABLE.test(asked.sentence.plain);
      const format = asked.has('html') || (page && !table) ? 'html' : asked.has('file') ? 'csv' : undefined;
      return { ...slots, report, format };
    },
  },
  {
    intent: 'list_kept',
    needs: 'kept',
    takes: 'what who show license products past group before users everyone',
    slots: (asked) => namedSlots(asked, 'groups'),
  },
];

/** "report of Marketing", "tenant report": no table of one thing is meant, but how it stands. */
function isPage(asked: Asked): boolean {
  const { plain } = asked.sentence;
  const ofOneThing = asked.has(
    'fail',
    'history',
    'changed',
    'seats',
    'usage',
    'free',
    'members',
    'users',
    'everyone',
    'product',
    'products',
  );
  return (
    /\b(?:report|rapport|rapportage|tenantrapport|groepsrapport)\b/.test(plain) &&
    !ofOneThing &&
    (!TABLE.test(plain) || /\btenant/.test(plain))
  );
}

const TABLE = /\b(?:csv|excel|spreadsheet)\b/;

/** Undefined where several are said: one file holds one of them. */
function reportOf(asked: Asked): string | undefined {
  const kinds = [
    asked.has('fail'),
    asked.has('history', 'changed'),
    asked.has('seats', 'usage', 'free'),
    asked.has('members'),
  ];
  if (kinds.filter(Boolean).length > 1) return undefined;
  if (asked.has('changed') && asked.has('number')) return 'change';
  if (isPage(asked)) return asked.has('group') ? 'group' : 'tenant';
  if (asked.has('fail')) return 'failures';
  if (asked.has('history', 'changed')) return 'history';
  if (asked.has('seats', 'usage', 'license', 'products', 'product', 'free')) return 'seats';
  return asked.has('members', 'users', 'everyone', 'group') ? 'members' : 'failures';
}
