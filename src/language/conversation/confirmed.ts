import type { Reading } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import { type Conversation, idsIn } from './conversation.ts';
import { saysYesToAll } from './yes-and-no.ts';

/** Other ways to say yes to the preview that waits than a plain "yes". */
export function readConfirmed(said: string, conversation: Conversation): Draft | undefined {
  const { previewed, question } = conversation;
  if (previewed === undefined) return undefined;
  const confirms = command('confirm', { ref: '@pending' });
  if (saysYesToAll(said) && isOfSeveral(previewed)) return confirms;
  const act = question === undefined ? saysItsAct(said, previewed) : undefined;
  if (act !== undefined) return act === 'does' ? confirms : command('status', { ref: '@pending', question: 'count' });
  const schedules = saysToSchedule(said);
  if (schedules && question === undefined && previewed.slots.start !== undefined) return confirms;
  return schedules || NOT_NOW.test(said) ? ask('when', { readings: soon(conversation) }) : undefined;
}

/** "fine, then take it off", "swap it then": what the preview does, said once more of what it is about. */
function saysItsAct(said: string, { intent, slots }: Reading): 'does' | 'names' | undefined {
  const [, verb = '', whom, particle = ''] = ACT.exec(said) ?? [];
  // "ok, give him", of what is for a group, is for somebody else.
  if (whom !== undefined && /^(?:him|her|hem|haar)$/.test(whom) && slots.users === undefined) return undefined;
  const [verbs, particles] = ACTS[slots.on !== undefined && intent === 'set_plans' ? 'set_on' : intent] ?? [];
  if (verb === '' || verbs?.test(verb) !== true || !(particle === '' || particles?.test(particle))) return undefined;
  return CONSENTS.test(said) ? 'does' : 'names';
}

const IN = /^(?:in|on|back in|to it|erin|erop|toe|over|aan|door)$/;
const OUT = /^(?:off|away|out|weg|eruit|eraf|af|uit)$/;
const ACTS: Readonly<Record<string, readonly [verbs: RegExp, particles: RegExp]>> = {
  assign_license: [/^(?:give|assign|grant|geef|wijs)$/, IN],
  copy_license: [/^(?:copy|kopieer)$/, IN],
  add_member: [/^(?:add|put|zet|voeg)$/, IN],
  move_member: [/^(?:move|verplaats|zet)$/, IN],
  swap_license: [/^(?:swap|switch|replace|exchange|wissel|vervang|ruil|zet)$/, IN],
  set_on: [/^(?:turn|switch|enable|put|zet)$/, IN],
  set_plans: [/^(?:turn|switch|disable|take|zet|haal)$/, OUT],
  remove_license: [/^(?:take|remove|pull|haal|verwijder|neem)$/, OUT],
  remove_member: [/^(?:take|remove|pull|haal|verwijder|gooi)$/, OUT],
};
const PRONOUN = '(it|that|this|them|him|her|those|the licen[sc]es?|het|dat|dit|ze|hem|haar|hen|die)';
const LEADS = '(?:ok|okay|oke|yes|ja|sure|fine|good|goed|prima|alright|and|so|en|dus|then|dan|now|nu|just|please)';
const ENDS = '(?:then|now|please|anyway|dan|maar|nu|toch|graag|aub)';
const ACT = new RegExp(
  `^(?:${LEADS} )*([a-z]+) ${PRONOUN}(?: ${ENDS})*(?: ((?:back )?[a-z]+(?: it)?))??(?: ${ENDS})*$`,
);
/** Without any of these it may as well be said anew. */
const CONSENTS = new RegExp(`^(?:${LEADS}) | ${ENDS}(?: |$)`);

/** Several things are said of it, or of several. */
function isOfSeveral(change: Reading): boolean {
  const { steps = [], products } = change.slots;
  const { groups = [], users = [] } = idsIn(change);
  return [steps, groups, users, Array.isArray(products) ? products : []].some((of) => of.length > 1);
}

export function saysToSchedule(said: string): boolean {
  return SCHEDULES.test(said);
}

const SCHEDULES =
  /^(?:(?:ok|okay|oke|yes|ja|fine|good|goed|prima|then|dan|please|and|en) )*(?:schedule|plan)(?: (?:it|that|this|them|het|dat))?(?: (?:in|then|dan|please|maar|graag|aub))*$/;
const NOT_NOW =
  /^(?:(?:ok|okay|oke|yes|ja|fine|good|goed|prima|sure|akkoord|do it|doe(?: het)?(?: maar)?) )+(?:but |maar )?(?:not|niet) (?:today|now|yet|right now|right away|immediately|vandaag|nu|meteen|direct|nu meteen)(?: (?:please|graag))?$/;

/** The preview that waits, to begin on one of the next days. */
function soon({ previewed, reading }: Conversation): readonly Command[] {
  const days = reading?.language === 'nl' ? ['morgen', 'maandag'] : ['tomorrow', 'Monday'];
  return previewed === undefined ? [] : days.map((start) => command(previewed.intent, { ...previewed.slots, start }));
}
