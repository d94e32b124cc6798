import type { QuestionRule } from './rule.ts';

/** What is asked of the wrong one: said so, and who could. */
export const outOfScopeRules: readonly QuestionRule[] = [
  {
    intent: 'out_of_scope',
    when: '^(?:please |can you |could you |kun je |wil je )*(?:remind|herinner|help herinneren) (?:me|us|mij|ons|mij er|me er)(?: er)?(?: to| about| aan| om| dat| that| in| on| <| at| tomorrow| morgen|$)',
    unless: '{fail}|{changes}',
    slots: () => ({ topic: 'none' }),
  },
  { intent: 'out_of_scope', when: '{password}', unless: '<p>|<g>.*\\blicen', slots: () => ({ topic: 'password' }) },
  {
    intent: 'out_of_scope',
    when: 'how much (?:does|do|is|are|would) .*(?:cost|costs)\\b|(?:price|cost|costs) of <p>|what (?:does|do|will|would) (?:<p>|it|that|this|they|those|one|1) cost|(?:wat|hoeveel) kost',
    unless: '{enough}|\\b(?:do we|should we|must we|moeten we|hoeveel|how many)\\b',
    slots: () => ({ topic: 'purchase', question: 'price' }),
  },
  {
    intent: 'out_of_scope',
    when: '^(?:can |could |kun |kan |(?:i |we )?want |need )*(?:you |je )?(?:to )?(?:{purchase})|^(?:(?:i|we|ik|wij) )?(?:need|want|could use|would like|require|wil|willen|heb|hebben)(?: to have)? \\d+ (?:more|extra|additional|new|nieuwe)(?: (?:of )?<p>)?(?: (?:seats?|licen\\w+))?(?: (?:of|for|voor|van) <p>| <p>)?(?: nodig)?$|\\b(?:buy|order|purchase|koop|bestel)\\b(?: \\d+)?(?: more| extra| meer| new| nieuwe| additional)?(?: <p>| licen| seats)',
    unless: '{enough}|\\b(?:do we|should we|must we|moeten we|hoeveel|how many)\\b',
    slots: () => ({ topic: 'purchase' }),
  },
  {
    intent: 'out_of_scope',
    when: '\\b(?:make|give|grant|assign|maak|geef|add|promote|elevate)\\b.*{privilege}|^elevate\\b',
    slots: () => ({ topic: 'privilege' }),
  },
  {
    intent: 'out_of_scope',
    when: '^(?:create|make|delete|rename|destroy|maak|wis|hernoem|verwijder|remove|drop|add)(?: new| nieuwe| security)* (?:group|groep|team|user|gebruiker|account|department|afdeling)(?: <\\w>| named.*| called.*|)(?: aan)?$|^(?:delete|rename|destroy|wis|hernoem|wipe|erase) <[gu]>(?: group| groep)?(?: to .*)?$|^(?:get rid of|throw away|bin|trash|scrap|gooi|doe) (?:group|groep|team|afdeling) <g>(?: away| weg| altogether| completely| entirely| helemaal)*$|^(?:create|maak|delete|hernoem|rename) .*\\b(?:group|groep|team|user|account)\\b',
    // "delete Bob from the Sales group" deletes no group.
    unless: '<[ps]>|<u> (?:from|out of|off|uit|van|bij) (?:group |groep |team )?<g>',
    slots: () => ({ topic: 'delete_group' }),
  },
];
