import { pattern } from '../lexicon/topics.ts';

const FILLERS =
  'for now|for the moment|voorlopig|please|pls|plz|svp|actually|eigenlijk|oh|hm+|well|on second thoughts?|all that|all of that|bij nader inzien|hoor|it|this|that|then|now|thanks|thank you|thx|tnx|thnx|ty|cheers|ta|bedankt|dank je|dank u|aub|graag|dan|maar|het|dit|dat|die|deze|die van mij|mine|my preview|my change|that one|this one|the preview|the change|de wijziging|the request|my request|request|het verzoek|verzoek|mijn verzoek|to do (?:it|that|this)|after all|any ?more|ff|ffe|effe|even|eventjes|he|joh|bot|lol|haha+';
const LEADS_TO =
  '(?:(?:ok|okay|oke|oké|well|hm+|lol|haha+|ah|oh|right|fine|goed|prima|thanks|thank you|thx|bedankt|dank je) )*';
/** Bounded, since a word may be read in two ways: nobody says yes in ten words. */
const only = (topic: string, lead = '') =>
  pattern(`^${lead}(?=.*{${topic}})(?:(?:{${topic}}|${FILLERS})(?: |$)){1,9}$`);
/** Whether nothing but that is said. */
const SAYS = {
  yes: only('yes'),
  no: only('no', LEADS_TO),
  cancel: only('cancel', LEADS_TO),
  lgtm: only('lgtm'),
  noway: only('noway'),
};

export function saysOnly(topic: keyof typeof SAYS, said: string): boolean {
  return SAYS[topic].test(withoutMarks(said));
}

/** "yes please", "yes, that one", and nothing besides. */
export function saysYes(plain: string): boolean {
  return saysOnly('yes', plain);
}

/** "yes to both", "ja, doe beide": of all that it is about. */
export function saysYesToAll(said: string): boolean {
  return YES_TO_ALL.test(withoutMarks(said));
}

const YES_TO_ALL = pattern(
  `^(?:(?:{yes}|do|doe|${FILLERS}) ){1,6}(?:(?:to|for|with|aan|voor|met) )?(?:both|both of (?:them|those)|all|all of (?:it|them|those)|everything|beide|allebei|alles|allemaal|alle (?:twee|drie)|all (?:two|three))(?: (?:${FILLERS}))*$`,
);

function withoutMarks(said: string): string {
  return said
    .replace(/ ?[.!;,]+ ?/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
