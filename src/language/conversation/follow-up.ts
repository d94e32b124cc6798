import { isChange, type Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { commandsOf } from '../frames/read-one.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { type NamedThings, namedIn } from '../names/named-things.ts';
import { plansOf } from '../names/products.ts';
import { orAsked } from '../names/resolve.ts';
import type { Sentence } from '../sentence.ts';
import { withoutPlans } from './amended-products.ts';
import { type Conversation, changeMeant } from './conversation.ts';

const SAME =
  '^(?:ok |then |now |nu |please |hm+ |oh |well |so |dus )*(?:(?:and |en |also |ook |do |doe |can you do |)(?:exactly |precies |)(?:same|same thing|same again|ditto|likewise|hetzelfde|idem|dezelfde)(?: again|)(?: for| voor| to| with| met| in| bij| aan|)|(?:and |en )?(?:what about|how about|hoe (?:zit|staat)(?: het)? met)|(?:and|en)(?: also| ook|)(?: for| voor| to| aan| in| bij|)|(?:also|ook)(?: for| voor| to| aan| in| bij)) <([gup])>(?: too| as well| also| ook| please| instead| then| dan)*(?: \\?)?$|^<([gu])> (?:too|as well|also|ook)$';
const INSTEAD =
  "^(?:or|of)[ ,]+(?:just |maybe |rather |liever |dan |misschien |for |to |voor )*<[gup]>(?: instead| rather| then| dan| in plaats daarvan| maybe| misschien)*$|^(?:(?:(?:what about|how about|wat dacht je van) (?:giving|putting|assigning|using|doing|adding)(?: it| them| that)?|no|nee|wait|wacht|sorry|oops|oeps|actually|correction|correctie|i mean|i meant|ik bedoel|ik bedoelde|bedoel ik|make (?:it|that)|maak er|rather|liever|not that|scratch that|hold on|nope|toch|eigenlijk|really|het moet|it should be|should be|too expensive|too much|too many|not enough|te duur|te veel|that ?'?s too expensive|that ?'?s too much|dat is te duur|only|just|alleen|enkel|for|voor|to|aan|then|dan|dan maar|do|doe|doe maar|doe dan maar|use|try|probeer|neem|neem maar|kies)[ ,:]+)+<([gup])>(?: instead| please| van| graag| worden| zijn| then| dan)*$|^(?:no|nee|oh|sorry|wait|[ ,])*<([gup])> (?:bedoel ik|bedoelde ik|i mean|i meant|then|dan)$|^(?:hm+ )?(?:what about|how about|wat dacht je van)(?: giving)?(?: it| them| that)?(?: to| for| aan| voor)? <([gup])> (?:instead|in plaats daarvan|rather|liever)$";
const OFF =
  '^(?:(?:yes|ja|ok|okay|and|en|also|ook|but|maar|please|no wait|no|nee|wait|wacht|hold on|oh|dan|then)[ ,]+)*(?:(?:without|no|zonder|geen|minus|leave out|leave off) <s>|(?:turn |switch |zet |keep |leave |houd |hou |laat )?<s> (?:off|uit|out|weg)(?: too| as well| ook)?|(?:turn |switch |zet )(?:off|uit) <s>)(?: too| as well| also| either| ook| please| graag| in it| in that| in there| there| daarin| erin| daar)*$';

/** "same for Marketing", "and Marketing?", "no wait, E5", "also without Sway": the last reading, altered. */
export function readFollowUp(names: Names, sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { reading } = conversation;
  const change = changeMeant(conversation);
  if (reading === undefined || change === undefined || reading.intent === 'clarify') return undefined;
  const { plain } = sentence;
  // "actually, E5": a courtesy elsewhere.
  const corrects = [plain, sentence.skeleton].some((said) => pattern(INSTEAD).test(said));
  if (EVERYWHERE.test(plain) && /^(?:list_failures|suggest_fixes)$/.test(reading.intent)) {
    const { groups: _groups, users: _users, ids: _ids, page: _page, ...what } = reading.slots;
    return command(reading.intent, { ...what, scope: 'all' });
  }
  const alters = corrects || pattern(SAME).test(plain);
  const leavesOut = pattern(OFF).test(plain) && HAS_PLANS.test(change.intent);
  if (/^(?:what about|how about|hoe zit(?: het)? met|en) <s>(?: \?)?$/.test(plain) && HAS_PLANS.test(change.intent)) {
    const readings = commandsOf([orAsked(() => withoutPlans(names, sentence.names, change))]);
    return readings.length === 0 ? undefined : ask('unclear', { readings });
  }
  if (!alters && !leavesOut) return undefined;
  return orAsked(() => {
    if (leavesOut) return correction(withoutPlans(names, sentence.names, change));
    // "and E5?" of a change supposes it with that instead.
    const asks = sentence.items.some((item) => item.kind === 'break' && item.mark === '?');
    const last = DOES.test(plain) ? change : reading;
    const draft = retargeted(last, namedIn(names, sentence), corrects || asks, names);
    return corrects && !ADDRESSED.test(plain) ? correction(draft) : draft;
  });
}

/** "and everywhere else?" */
const EVERYWHERE =
  /^(?:(?:and|en|ok|but|maar|what about|how about|hoe zit het met) )*(?:everywhere|elsewhere|anywhere else|everywhere else|overall|in total|overal|elders|ergens anders|de rest|the other groups|other groups|de andere groepen|andere groepen)(?: else| anders)?(?: \?)?$/;

/** "turn off Sway" of anything else is a command of its own. */
const HAS_PLANS = /^(?:assign_license|swap_license|set_plans)$/;

/** Says what to do: that is no question again. */
const DOES = /^(?:(?:no|nee|ok|then|dan|,) )*(?:do|doe|use|take|neem|kies|pak|make|maak)(?![\p{L}])/u;

/** "for Marketing" alone may be meant as well as the last one, or instead of it. */
const ADDRESSED = /^(?:for|voor|to|aan) /;

function correction(draft: Draft): Draft {
  return draft.kind === 'command' ? { ...draft, corrects: true } : draft;
}

type Last = NonNullable<Conversation['reading']>;

/** Each step of a batch for the same others; what would be done twice is done once. */
function eachRetargeted({ slots: { steps = [] }, ...last }: Last, named: NamedThings, names: Names): Draft {
  if (named.products.length > 0) return ask('unclear');
  const drafts = steps.map((step) => retargeted({ ...last, ...step }, named, false, names));
  const commands = commandsOf(drafts).filter(
    (one, at, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at,
  );
  const [only, ...more] = commands;
  if (only === undefined || drafts.some(({ kind }) => kind === 'question')) return ask('unclear');
  const again = commands.map(({ intent, slots }) => ({ intent, slots }));
  return more.length === 0 ? only : command('batch', { steps: again });
}

function retargeted(last: Last, named: NamedThings, instead: boolean, names: Names): Draft {
  const { intent, slots } = last;
  if (intent === 'batch') return instead ? ask('unclear') : eachRetargeted(last, named, names);
  const { except_users: _except, reason: _reason, page: _page, ...kept } = slots;
  const skus = slots.ids?.skus ?? [];
  if (named.products.length > 0) return otherProducts(last, named, instead, names);
  if (intent === 'explain_user' && named.groups.length > 0 && named.users.length === 0)
    return command('list_failures', { groups: named.groups, ...named.ids });
  if (named.groups.length > 0 && named.users.length > 0) return ask('mixed');
  const group = named.groups[0];
  if (intent === 'copy_license' && group !== undefined) {
    const source = slots.ids?.groups?.[0];
    const groups = [...(source === undefined ? [] : [source]), ...(named.ids.ids?.groups ?? [])];
    return command(intent, { ...kept, to_groups: named.groups, ids: { groups } });
  }
  const membership = intent === 'add_member' || intent === 'remove_member';
  if (intent === 'move_member' && instead && group !== undefined && named.groups.length === 1) {
    const [from] = slots.ids?.groups ?? [];
    const ids = { ...slots.ids, groups: [...(from === undefined ? [] : [from]), ...(named.ids.ids?.groups ?? [])] };
    return command(intent, { ...kept, to_group: group, ids });
  }
  if (intent === 'move_member' || (membership && slots.users !== undefined && 'in' in slots.users))
    return ask('unclear');
  if (membership) {
    const ids = { ...slots.ids, ...named.ids.ids };
    return named.users.length > 0
      ? command(intent, { ...kept, users: named.users, ids })
      : command(intent, { ...kept, groups: named.groups, ids });
  }
  if (slots.groups === undefined && slots.users === undefined && slots.scope === undefined) return ask('unclear');
  if (named.users.length > 0 && !TAKES_USERS.test(intent)) return ask('unclear');
  if (named.groups.length > 0 && ['set_usage_location', 'show_user', 'explain_user'].includes(intent))
    return ask('unclear');
  const { groups: _groups, users: _users, scope: _scope, ids: _ids, ...what } = kept;
  const targets: Slots = named.users.length > 0 ? { users: named.users } : { groups: named.groups };
  return command(intent, { ...targets, ...what, ids: { ...named.ids.ids, ...(skus.length === 0 ? {} : { skus }) } });
}

const TAKES_USERS =
  /^(?:assign_license|set_plans|remove_license|set_usage_location|explain_user|suggest_fixes|reprocess|show_user|history)$/;

function otherProducts(last: Last, named: NamedThings, instead: boolean, names: Names): Draft {
  const { intent, slots } = last;
  const ids = { ...slots.ids, skus: named.ids.ids?.skus ?? [] };
  const asks = /^(?:seats|show_plans|forecast|find_users|list_groups|find_inactive|reclaim|explain_user|history)$/.test(
    intent,
  );
  const lacks = slots.without !== undefined && slots.products === undefined;
  if (asks)
    return command(intent, { ...slots, has_all: undefined, [lacks ? 'without' : 'products']: named.products, ids });
  if (!isChange(intent)) return command('seats', { products: named.products, ids: { skus: ids.skus } });
  const [sku, ...others] = named.products;
  if (!instead || sku === undefined || others.length > 0) return ask('unclear');
  if (intent === 'swap_license')
    return command(intent, {
      ...slots,
      to: sku,
      ids: { ...slots.ids, skus: [...(slots.ids?.skus ?? []), ...ids.skus] },
    });
  const products = slots.products;
  if (products === undefined || products === 'all' || products.length !== 1) return ask('unclear');
  const [old] = products;
  if (intent === 'remove_license') return command(intent, { ...slots, products: [sku], ids });
  if (intent !== 'assign_license' || old === undefined || typeof old === 'string') return ask('unclear');
  if (old.only !== undefined) return ask('unclear');
  const off = (old.off ?? []).flatMap((plan) => samePlan(names, plan, sku));
  if (off.length < (old.off?.length ?? 0)) return ask('planOfNone', { words: (old.off ?? []).join(', ') });
  return command(intent, { ...slots, products: [{ sku, ...(off.length === 0 ? {} : { off }) }], ids });
}

/** The plan of another product that goes by the same name: Forms of E5 for Forms of E3. */
function samePlan(names: Names, plan: string, skuName: string): string[] {
  const sku = names.source.skus.find((candidate) => candidate.skuPartNumber === skuName);
  if (sku === undefined) return [];
  const exact = plansOf(sku, [plan]);
  if (exact.length > 0) return exact;
  const alias = names.source.planAliases.find(({ servicePlanNamePatterns: patterns }) =>
    patterns.some((pattern) => (pattern.endsWith('_') ? plan.startsWith(pattern) : plan === pattern)),
  );
  return alias === undefined ? [] : plansOf(sku, alias.servicePlanNamePatterns);
}
