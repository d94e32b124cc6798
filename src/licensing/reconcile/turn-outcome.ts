/** Of a turn, as bits: somebody was accepted somewhere. */
export const CHANGED = 1;
/** Another turn there may come out differently. */
export const OPEN = 2;
