import type { Item } from '../items.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { numberSaid, type QuestionRule } from './rule.ts';

const WHAT =
  '(?:what|which changes|changes|show(?: me)?(?: what| changes| history)?|list(?: changes)?|who|wat|wie|welke wijzigingen|wijzigingen|toon(?: wat| wijzigingen| geschiedenis)?)';
const DONE =
  '(?:was|were|has been|have been|is|zijn|er|did|changed|change|changes|happened|done|anything|veranderd|gewijzigd|gebeurd|gedaan|wijzigde|wijzigingen)';
const OF = '(?:(?:in|for|to|of|on|with|bij|voor|aan|van) )?<[gup]>';
const NUMBER = '(?:change |request |wijziging |verzoek |aanvraag )?#? ?(\\d+)';
const DECISIONS: readonly (readonly [words: string, question: string])[] = [
  ['approve|approved|approves|goedgekeurd|goed', 'who_approved'],
  ['reject|rejected|rejects|decline|declined|afgewezen|afgekeurd|af', 'who_rejected'],
  ['decide|decided|besloten|beslist|beslissen', 'who_decided'],
];

/**
 * What somebody asks who checks afterwards: between two moments, of one person's decisions, why something was done or
 * rejected. Each pattern is of a whole sentence, as `withMoments` makes it.
 */
export const auditorRules: readonly QuestionRule[] = [
  {
    intent: 'history',
    when: `^${WHAT}(?: ${DONE})*(?: ${OF})?(?: ${DONE})* (?:between|from|tussen|van) moment (?:and|to|until|till|en|tot) moment(?: ${OF})?(?: ${DONE})*$`,
    slots({ ids: _ids, ...named }, _plain, _match, { items }) {
      const [since, until] = items.flatMap((item) => (item.kind === 'time' ? [item.text] : []));
      return { ...named, since, until };
    },
  },
  ...DECISIONS.flatMap(([words, question]): QuestionRule[] => [
    {
      intent: 'history',
      when: `^(?:what|which requests|which changes|wat|welke verzoeken|welke wijzigingen) (?:did|has|have|heeft|keurde|wees) <u>(?: (?:ever|all))? ?(?:${words})$`,
      slots: ({ users }) => ({ users, question }),
    },
  ]),
  {
    intent: 'history',
    when: "^(?:(?:show|list|give|toon|laat zien|what are|wat zijn)(?: me)? )?(?:all )?(?:approvals|decisions|approved requests|decided requests|goedkeuringen|beslissingen|besluiten) (?:of|by|from|van|door) <u>$|^(?:(?:show|list|toon)(?: me)? )?<u> 's (?:approvals|decisions|goedkeuringen|beslissingen)$",
    slots: ({ users }) => ({ users, question: 'who_decided' }),
  },
  {
    intent: 'history',
    when: `^(?:why|waarom) (?:was|is|did|werd) ${NUMBER} (?:done|made|asked|asked for|requested|applied|gedaan|gevraagd|aangevraagd|uitgevoerd|toegepast)$|^(?:why|waarom) ${NUMBER}$|^(?:(?:what is|what was|show|wat is|wat was|toon) )?(?:the |de )?(?:reason|reden)(?: given)? (?:for|of|behind|voor|van) ${NUMBER}$`,
    slots: (_named, _plain, match) => ({ ref: numberSaid(match), question: 'why' }),
  },
  {
    intent: 'history',
    when: `^(?:why|waarom) (?:was|is|werd) ${NUMBER} (?:rejected|declined|refused|turned down|not approved|afgewezen|afgekeurd|niet goedgekeurd|geweigerd)$|^(?:who|wie) (?:rejected|declined|turned down|heeft) ${NUMBER}(?: afgewezen| afgekeurd)? (?:and|en) (?:why|waarom)$`,
    slots: (_named, _plain, match) => ({ ref: numberSaid(match), question: 'who_rejected' }),
  },
  {
    intent: 'history',
    when: `^(?:who|wie) (?:approved|keurde|heeft) ${NUMBER}(?: goed| goedgekeurd)?(?: (?:and|en) (?:when|why|wanneer|waarom))+$`,
    slots: (_named, _plain, match) => ({ ref: numberSaid(match), question: 'who_approved' }),
  },
  {
    intent: 'forecast',
    when: '^(?:are|will|do) (?:we|you|i|they)(?: all)?(?: going to| about to| likely to| ever| soon)* run out of <p>(?: soon| (?:seats|licen[cs]es))*$|^(?:when will|when do) <p> (?:seats |licen[cs]es )?run out$|^(?:show|toon|give me)?(?: me)? ?(?:seats?|licen[cs]es?|licenties|usage|gebruik|trend|history of seats|verloop)(?: trend| verloop)? (?:of|for|van|voor) <p> over (?:time|de tijd|tijd)$|^(?:show|toon)(?: me)? <p> (?:seats|licen[cs]es|usage|licenties|gebruik)(?: over (?:time|de tijd|tijd)| trend| verloop)$|^(?:seats?|usage|licen[cs]e)? ?trend (?:of|for|van|voor) <p>$|^(?:raken|gaan) (?:we|wij) (?:binnenkort )?(?:door <p> heen|<p> kwijt|zonder <p> zitten)$',
    slots: ({ products }) => ({ products, question: 'when' }),
  },
  {
    intent: 'forecast',
    when: `^(?:will|would|do|are|is|have|can|hebben|is|zijn|kom|komen|heb)(?: (?:i|we|there|ik|wij|er|going to|still|nog))* (?:run out of|run short of|be short of|short of|out of|have enough|have|got enough|enough|genoeg|voldoende|tekort aan)(?: seats of| seats for| licen[cs]es of| licenties van)? <p>(?: left| seats| licen[cs]es| licenties| over| tekort)* (?:if|when|once|for|to add|als|wanneer|voor)(?: (?:i|we|there are|ik|er))?(?: (?:add|hire|onboard|need|get|take on|give it to|want to add|have to add|another))* (\\d+)(?: (?:more|new|extra|other|nieuwe|andere))* (?:people|persons|users|colleagues|employees|joiners|members|seats|licen[cs]es|mensen|personen|gebruikers|collega's|medewerkers|licenties)(?: (?:start|join|more|toevoeg|toevoegen|bijkrijg|bijkrijgen|bij|erbij|aanneem|aannemen|starten|beginnen|komen|extra|it|them))*$`,
    slots: ({ products }, _plain, match) => ({ products, count: Number(match[1]) }),
  },
  {
    intent: 'reclaim',
    when: '^(?:who|which (?:people|users)|wie) (?:can|could|may|might|kan|kunnen|zou|zouden) (?:(?:give|hand) (?:up|in|back) (?:their |his |her )?<p>|(?:give|hand) (?:their |his |her )?<p> (?:up|in|back)|(?:do without|spare|miss) <p>|<p> (?:kunnen )?(?:missen|inleveren|opgeven|teruggeven))$',
    slots: ({ products }) => ({ products }),
  },
  {
    intent: 'reclaim',
    when: '^(?:who|which (?:people|users)|wie) (?:holds?|has|have|uses?|wastes?|occupies|houdt|heeft|verspilt|verspillen) (?:a |an |een |licenses? |licences? |seats? |licenties? |plaatsen? )*(?:<p> )?(?:(?:seats?|licen[cs]es?|licenties?) )?(?:(?:of|van|for) <p> )?(?:without (?:need|needing (?:it|them|one)|using (?:it|them))|(?:for )?nothing|needlessly|unnecessarily|zonder (?:nut|het te gebruiken|het nodig te hebben|noodzaak)|onnodig|voor niets)$|^(?:who|wie) (?:wastes|is wasting|verspilt|verspillen) (?:seats|licen[cs]es|licenties|<p>(?: seats| licen[cs]es| licenties)?)$|^(?:show|list|find|toon|zoek)(?: me)? (?:wasted|needless|unneeded|verspilde|onnodige) (?:seats|licen[cs]es|licenties)(?: (?:of|van|for) <p>)?$',
    slots: ({ products }) => ({ products }),
  },
  {
    intent: 'list_approvals',
    when: '^(?:what|which requests|show what|wat|welke verzoeken) (?:was|were|has been|have been|is|zijn|werd|werden) (?:rejected|declined|turned down|afgewezen|afgekeurd)(?: (?:and|en) (?:why|waarom|by whom|door wie|who))*$|^(?:(?:show|list|toon) )?(?:rejected|declined|afgewezen|afgekeurde) (?:requests|changes|approvals|verzoeken|aanvragen|wijzigingen)(?: (?:and|en) (?:why|waarom)| with reasons?| met reden(?:en)?)?$|^(?:why|waarom) (?:were|zijn) (?:requests|changes|verzoeken|wijzigingen) (?:rejected|afgewezen)$',
    slots: () => ({ state: 'rejected' }),
  },
];

/** A sentence with each of its times as the word `moment`. */
export function withMoments(sentence: Sentence): Sentence {
  if (sentence.items.every(({ kind }) => kind !== 'time')) return sentence;
  const { text, items } = sentence;
  return { ...sentence, plain: sentenceOf(text, items.map(masked)).plain };
}

function masked(item: Item): Item {
  if (item.kind !== 'time') return item;
  const { start, end } = item;
  return { kind: 'unknown', text: 'moment', start, end, near: [{ kind: 'notOwned', alias: '' }], spellings: [] };
}
