const WAIT =
  '(?:just )?(?:a|one|een) (?:moment|momentje|second|sec|minute|min|tel)|hold on|hang on|wait|wait up|wacht|even wachten|wacht even|moment|momentje|ho|hm+|ff|ffe|effe|eventjes|not yet|nog niet|let me (?:think|check|see|look)|give me (?:a|one) (?:moment|second|sec|minute)';
const SAYS_TO_WAIT = new RegExp(
  `^(?:(?:${WAIT}|ok|okay|oke|right|no|nope|nee|oh|um|uh|eh|sorry|please|aub|even|nog|for|then|dan|here|thanks|bedankt)(?: |$)){1,9}$`,
);
const WAITS = new RegExp(`(?:^| )(?:${WAIT})(?: |$)`);

/** "hold on, let me ask my boss". */
export const WAITS_FOR = new RegExp(
  `^(?:(?:${WAIT}|no|nope|nee|oh|ok|sorry|thanks|thx|bedankt|great|fine|good|goed|prima)(?: |$)){0,6}(?:let me|i (?:have|need|want) to|i'll|i will|we need to|i must|laat me|ik moet|ik wil|ik zal|even)(?: (?:first|quickly|just|dat|dit|het|nog|even|eerst))* (?:ask|check|think|call|talk|discuss|verify|confirm|ponder|vragen|overleggen|checken|kijken|nadenken|bellen|bespreken|navragen|nagaan)(?: [^\\p{N}<>]*)?$`,
  'u',
);

/** "hold on a second": it goes neither on nor away. */
export function saysToWait(said: string): boolean {
  if (WAITS_FOR.test(said)) return true;
  return SAYS_TO_WAIT.test(said) && WAITS.test(said);
}
