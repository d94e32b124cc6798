import { groupsOf, productsOf } from '../names/named-things.ts';
import type { QuestionRule } from './rule.ts';

const RULES =
  '(?:(?:the|all|our|your|these|alle|de|onze|je|jullie) )*(?:licen[cs]ing |licen[cs]e |conflict |exclusion |licentie ?)?(?:rules?(?: data)?|regels?|licentieregels?|exclusions)';
const OF_PRODUCTS = '(?: (?:for|of|about|on|with|voor|van|over|bij|in) <[gp]>)?';
const ASKED = '(?:{show}|list|give|what|which|wat|welke|geef)(?: (?:me|mij|us|ons|are|is|zijn))*';
const IN_FORCE =
  '(?: (?:are there|there are|apply(?: to <[gp]>)?|are in force|(?:do|does) (?:you|the bot|this bot) (?:follow|use|know|go by|apply)|gelden(?: er)?(?: voor <[gp]>)?|zijn er|(?:ken|volg|gebruik|hanteer) (?:je|jij)|you (?:follow|use|know)))?';
const SERVICES =
  '(?:service )?(?:services|plans|licen[cs]es|products|plannen|serviceplannen|diensten|licenties|producten)';

/** Which services go together and which do not. Whether one person may have something is another question. */
export const ruleQuestions: readonly QuestionRule[] = [
  {
    intent: 'list_rules',
    when: `^(?:and |en )?(?:${ASKED} )?${RULES}${OF_PRODUCTS}${IN_FORCE}${OF_PRODUCTS}$`,
    unless: '<[sux]>',
    slots: (named) => ({ ...groupsOf(named), ...productsOf(named) }),
  },
  {
    intent: 'list_rules',
    when: `^(?:and |en )?(?:which|what|welke|wat voor) ${SERVICES} (?:(?:exclude|conflict with|clash with) (?:each other|one another)|conflict|clash|are mutually exclusive|(?:can ?not|can't|do not|don't|kunnen niet|gaan niet) (?:go together|stand together|be combined|be together|samen(?:gaan)?|gecombineerd worden)|sluiten elkaar uit|conflicteren(?: met elkaar)?|botsen(?: met elkaar)?|(?:need|require|depend on) (?:other|another|each other)(?: (?:services|plans|licen[cs]es|products|ones?))?|hebben (?:andere|een andere)(?: ${SERVICES})? nodig)$`,
    unless: '<[gupxs]>',
    slots: () => ({}),
  },
];
