import { typoIndex } from '../names/typos.ts';
import { fold } from '../text.ts';
import { COMMON_WORDS } from './common-words.ts';
import { questionWords } from './question-words.ts';
import { REAL_WORDS } from './real-words.ts';
import { type Topics, topicsEn } from './topics-en.ts';
import { topicsNl } from './topics-nl.ts';

/** What a question or request may be about. */
type Topic = keyof Topics;

const patterns = new Map<string, RegExp>();

/** A pattern in which `{topic}` stands for its words in either language, as whole words. */
export function pattern(source: string): RegExp {
  const known = patterns.get(source);
  if (known !== undefined) return known;
  const made = new RegExp(
    source.replace(/\{(\w+)\}/g, (whole, topic: string) => (isTopic(topic) ? wordsOf(topic) : whole)),
    'u',
  );
  patterns.set(source, made);
  return made;
}

function wordsOf(topic: Topic): string {
  // Hyphens may be left out, or typed as blanks.
  return `(?<![\\p{L}\\p{N}])(?:${`${topicsEn[topic]}|${topicsNl[topic]}`.replace(/(?<=\w)-\??(?=\w)/g, '[- ]?')})(?![\\p{L}\\p{N}])`;
}

function isTopic(word: string): word is Topic {
  return Object.hasOwn(topicsEn, word);
}

/** Whether only one of the languages has the word for a topic. */
export function languageOfWord(word: string): 'en' | 'nl' | undefined {
  const english = enWords.has(word);
  const dutch = nlWords.has(word);
  return english === dutch ? undefined : dutch ? 'nl' : 'en';
}

/** Words of questions that belong to no topic. */
const FURTHER_WORDS = {
  en:
    'long until dont didnt doesn haven hasn has receive received gotten been given an any their its new licensed ' +
    'missing lacking waiting pinging alerting notifying telling messages messaging whenever soon every each ' +
    'finish finishes finished ready complete completes completed drift drifted outside seatkeeper behind your our ' +
    'bypass ed ing manually hand portal cent er through via using took away taken pulled stripped dropped ' +
    'upgraded downgraded copied cancelled canceled applied reverted froze frozen unfroze reprocessed retried ' +
    'activated deactivated swapped kicked mess assigned removed gave added requested revoked asked started ran ' +
    'moved undid undone approvals approval pending open outstanding requests waits awaiting needs need runs ' +
    'exhausted needed require required inside include includes included contain contains consist comes part both ' +
    'also together direct directly individually group groups inherited inherits miss empty blank unset location ' +
    'country signs signing logs logging online around uses signed logged login seen p inactive dormant stale idle ' +
    'migrate clean tidy consolidate convert dedupe deduplicate strip replace create delete rename destroy wipe ' +
    'erase suspended locked expire expires expired expiring expiry expiration lapse lapses lapsed ends evaluation ' +
    'low scarce nearly gone almost grace period own company tenant organi owned big large mine disabled turned switched excluded enabled active service start starts',
  nl:
    'lang duurt voor geen hun gekregen meldingen waarschuwingen berichten notificaties zodra telkens elke klaar ' +
    'voltooid gereed afgerond buiten bot om jou seatkeeper handmatig portaal portal afwijkingen via weggehaald ' +
    'weghaalde afgenomen afgepakt geactiveerd gedeactiveerd overgezet omgezet vervangen gewisseld verplaatst ' +
    'gekopieerd teruggedraaid bevroren geannuleerd goedkeurde wijzigde toegekend verstrekt gezeten weg gehaald ' +
    'uitgedeeld toegewezen verwijderd gegeven toegevoegd aangevraagd ingetrokken gaf verwijderde goedkeuringen ' +
    'goedkeuringsverzoeken openstaande verzoeken aanvragen ter goedkeuring keuren worden raken raakt gaan opraken ' +
    'heen opgebruikt uitgeput nodig bevat krijg inbegrepen hoort horen onderdeel gelicentieerd gelicentieerde ' +
    'zowel beide allebei ook direct rechtstreeks directe rechtstreekse geerfd mist missen ontbreekt lege ' +
    'gebruikslocatie locatie land leeg ingevuld logt inlogt meldt zich online geweest wordt ingelogd aangemeld ' +
    'inloggen actief inactief inactieve slapende ruim opruimen migreer migreren verwijderen vervang haal nieuwe ' +
    'hernoem wis verlopen verloopt aflopen lopen vervallen vervalt eindigen eindigt proefabonnement schaars bijna ' +
    'haast respijt respijtperiode coulanceperiode groepen groep hebben wij heeft bedrijf organisatie bezitten zit ten lid uitgeschakeld uitgezet ingeschakeld aangezet plannen plan serviceplannen diensten onderdelen functies producten licenties abonnementen licentie pakketten',
};

const enWords = wordsIn(topicsEn, FURTHER_WORDS.en);
const nlWords = wordsIn(topicsNl, FURTHER_WORDS.nl);

/** Every word of the topics that is spelled out. */
export const topicWords: ReadonlySet<string> = new Set([...enWords, ...nlWords]);

/** A word of everyday language, or of some question: it is no name. */
export function isPlainWord(text: string): boolean {
  const word = fold(text).replaceAll("'", '');
  return COMMON_WORDS.has(word) || topicWords.has(word);
}

/** Verbs of looking: short words whose typing errors are forgiven too, since nothing is changed by them. */
const LOOKING: ReadonlySet<string> = new Set(['show', 'list', 'find', 'view', 'tell', 'toon', 'vind', 'zoek']);

const typos = typoIndex(new Set([...topicWords].filter((word) => word.length > 4 || LOOKING.has(word))));
/** Words that undo, decide or stop are never what a typing error is corrected to. */
const NEVER_GUESSED =
  /^(?:undo|revert|reverse|roll|rollback|cancel|stop|abort|halt|approve|accept|reject|decline|refuse|freeze|pause|suspend|unfreeze|unlock|annuleer|keur|goedkeuren|afwijzen|weiger|bevries|ontdooi|herstel|terugdraaien|release|reclaim|remove|delete|verwijder)/;

/** A misspelled word of a question as it was meant, when that is plain; else the word as it is. */
export function correctedTopicWord(word: string): string {
  if (topicWords.has(word) || questionWords.has(word) || COMMON_WORDS.has(word) || REAL_WORDS.has(word)) return word;
  const [correction, ...others] = typos.corrections(word);
  return correction === undefined || others.length > 0 || NEVER_GUESSED.test(correction) ? word : correction;
}

/** Words of deciding and undoing that a misspelled word may be: offered, never assumed. */
export function guardedTopicWords(word: string): readonly string[] {
  if (topicWords.has(word) || COMMON_WORDS.has(word)) return [];
  return typos.corrections(word).filter((correction) => NEVER_GUESSED.test(correction));
}

function wordsIn(topics: Topics, further: string): ReadonlySet<string> {
  return new Set(
    [...Object.values(topics), further].flatMap((text) => text.match(/(?<![\\\p{L}])\p{L}+(?![?\p{L}])/gu) ?? []),
  );
}
