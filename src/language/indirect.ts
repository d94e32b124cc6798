const INTERROGATIVE =
  'who|whom|whose|which|what|how|when|why|where|wie|wiens|wat|welke|welk|hoe|hoeveel|waarom|wanneer|waar';

/** What leads over to a question that is not asked straight out, English and Dutch. */
const OPENINGS = [
  "i(?:'m| am| was|'d| would)? (?:just |really )?(?:wonder|wondering|curious|like to know|love to know|want to know|need to know)",
  "i (?:don't|do not|can't|cannot) (?:know|understand|see|get|tell|figure out)",
  "(?:i have |i've )?(?:no|not a) (?:idea|clue)",
  '(?:do|would|could|can|does) (?:you|anyone|anybody|someone|somebody)(?: please| happen to| perhaps| maybe)* (?:know|tell(?: me| us)?(?! when)|explain(?: to me| to us)?|say|find out|look up|work out)',
  'any idea',
  // "tell me when HR fails" asks to be told.
  '(?:please )?(?:tell me(?! when)|explain)',
  '(?:ik )?(?:snap|weet|begrijp|zie)(?: ook| echt)? niet',
  '(?:ik heb )?(?:geen|geen flauw) idee',
  '(?:heb|hebt|heeft) (?:je|jij|u|iemand)(?: enig| een)? idee',
  'weet (?:je|jij|u|iemand)(?: misschien| toevallig| soms)*',
  '(?:kun|kan|kunt|zou|zoudt) (?:je|jij|u|iemand)(?: me| mij| ons| even| eens| misschien)* (?:kunnen )?(?:aangeven|vertellen|zeggen|uitleggen|opzoeken|nagaan|uitzoeken)',
  'ik (?:vraag me af|vroeg me af|wil(?: graag)? weten|zou(?: graag)? willen weten|ben benieuwd)',
].join('|');

const OPENING = new RegExp(`^(?:${OPENINGS}),? (?:(?:in|to|by|bij|aan|voor) )?(?=(?:${INTERROGATIVE})\\b)`, 'i');
/** "whether anybody is in error": it is asked whether so. */
const WHETHER = new RegExp(`^(?:${OPENINGS}),? (?:whether|if|of)(?: or not)? `, 'i');

const CLOSING =
  /[,;.?-]+ (?:(?:can|could|would|will) you (?:please )?(?:list|tell|show|check|explain|look|find)(?: it| that| this| them| me| us| up| out)*|(?:kun|kan|kunt|zou) (?:je|jij|u) (?:me |mij |ons )?(?:dat|het|die)(?: even| eens| voor me| voor mij)* (?:uitleggen|opzoeken|nakijken|nagaan|vertellen|zeggen|uitzoeken|laten zien)|weet (?:je|jij|u) (?:het|dat)(?: misschien| toevallig)?|any idea|do you know|(?:enig )?idee)[ ?!.]*$/i;

/** Whoever asks in a roundabout way still asks one thing. */
const LONGEST = 500;

/** "I wonder who has E3", "geen idee wie E3 heeft, kun jij dat opzoeken?": the question in it. Undefined where it is asked straight out. */
export function askedIndirectly(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const opened = text.replace(WHETHER, '').replace(OPENING, '');
  const asked = opened.replace(CLOSING, '');
  return asked === text || asked.trim() === '' ? undefined : asked;
}
