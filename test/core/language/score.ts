import { understand } from '../../../src/core/language/understand.ts';
import { compared } from './compare.ts';
import { readSentences } from './read-sentences.ts';
import { chat, chatB, readLines } from './tenants.ts';

interface Line {
  text: string;
  intent: string;
  slots: Record<string, unknown>;
  tenant?: string;
  context?: string;
}
const CHANGES =
  /^(assign|set_|remove|swap|copy|add_|move|migrate|reprocess|undo|cancel|approve|reject|apply|freeze|unfreeze|batch|confirm|dismiss|notify)/;
function check(name: string, lines: readonly Line[]) {
  let right = 0,
    all = 0;
  for (const line of lines) {
    if (line.context !== undefined) continue;
    all++;
    const reading = understand(line.text, { names: line.tenant === 'b' ? chatB : chat });
    const want = JSON.stringify(compared(line.intent, line.slots));
    const got = JSON.stringify(compared(reading.intent, reading.slots as Record<string, unknown>));
    if (want === got) right++;
    else
      console.log(
        `${CHANGES.test(reading.intent) ? '!!!! ' : ''}${line.text}\n   want ${want}\n   got  ${got} ${reading.intent === 'clarify' ? JSON.stringify(reading.slots) : ''}`,
      );
  }
  console.log(name, right, all);
}
check('given', readLines<Line>('./utterances.jsonl'));
for (const file of process.argv.slice(2)) check(file, readSentences(file));
