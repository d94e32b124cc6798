import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { playConversation } from './play.ts';

/** A number and what it is about. Up to 8 they go once through what is said every day. */
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'));
const isEveryday = (file: string) => Number.parseInt(file, 10) <= 8;

export const everyday = files.filter(isEveryday);
export const others = files.filter((file) => !isEveryday(file));

export const playFile = (file: string) => playConversation(readFileSync(join(import.meta.dirname, file), 'utf8'), file);
