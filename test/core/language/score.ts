import { understand } from '../../../src/core/language/understand.ts';
import { compared } from './compare.ts';
import { chat, chatB, readLines } from './tenants.ts';

interface Line {
  text: string;
  intent: string;
  slots: Record<string, unknown>;
  tenant?: string;
  context?: string;
}
let right = 0,
  all = 0;
for (const line of readLines<Line>(process.argv[2] ?? './utterances.jsonl')) {
  if (line.context !== undefined) continue;
  all++;
  const reading = understand(line.text, { names: line.tenant === 'b' ? chatB : chat });
  const want = JSON.stringify(compared(line.intent, line.slots));
  const got = JSON.stringify(compared(reading.intent, reading.slots as Record<string, unknown>));
  if (want === got) right++;
  else
    console.log(`${line.text}\n   want ${want}\n   got  ${got} ${reading.intent === 'clarify' ? reading.reading : ''}`);
}
console.log(right, all);
