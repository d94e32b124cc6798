/** A conversation as it is written in a file: who says or presses what, and what then stands on the answer. */
export interface Step {
  readonly line: number;
  readonly person: string;
  readonly place: 'personal' | 'group';
  readonly act:
    | { readonly kind: 'says'; readonly text: string }
    | { readonly kind: 'presses'; readonly title: string; readonly input?: string; readonly of?: string };
  readonly expected: readonly Expectation[];
}

export interface Expectation {
  readonly line: number;
  readonly kind: 'text' | 'not' | 'buttons';
  readonly values: readonly string[];
}

const SAYS = /^(\w+)( in group)?: (.+)$/;
const PRESSES = /^(\w+)( in group)? presses ([^:]+?)(?: of “(.+)”)?(?:: (.+))?$/;

const WITH = /^with ([A-Z_]+)=(.+)$/;

/** The settings that the conversation is held with: environment variables by name. */
export function settingsIn(text: string): Readonly<Record<string, string>> {
  const settings = text.split('\n').flatMap((line) => {
    const [, name = '', value = ''] = WITH.exec(line) ?? [];
    return name === '' ? [] : [[name, value.trim()] as const];
  });
  return Object.fromEntries(settings);
}

/** @throws SyntaxError that names the line which is neither said, pressed nor expected */
export function readTranscript(text: string): readonly Step[] {
  const steps: (Step & { expected: Expectation[] })[] = [];
  text.split('\n').forEach((raw, index) => {
    const line = index + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#') || WITH.test(raw)) return;
    if (raw.startsWith(' ')) {
      const step = steps.at(-1);
      if (step === undefined) throw new SyntaxError(`line ${line}: nobody has said anything yet`);
      step.expected.push({ line, ...expectation(content) });
      return;
    }
    const step = stepOf(content);
    if (step === undefined) throw new SyntaxError(`line ${line}: neither "Name: text" nor "Name presses Button"`);
    steps.push({ line, ...step, expected: [] });
  });
  return steps;
}

function stepOf(content: string): Omit<Step, 'line' | 'expected'> | undefined {
  const pressed = PRESSES.exec(content);
  if (pressed !== null) {
    const [, person = '', group, title = '', of, input] = pressed;
    const act = {
      kind: 'presses' as const,
      title,
      ...(of === undefined ? {} : { of }),
      ...(input === undefined ? {} : { input }),
    };
    return { person, place: group === undefined ? 'personal' : 'group', act };
  }
  const said = SAYS.exec(content);
  if (said === null) return undefined;
  const [, person = '', group, text = ''] = said;
  return { person, place: group === undefined ? 'personal' : 'group', act: { kind: 'says', text } };
}

function expectation(content: string): Omit<Expectation, 'line'> {
  if (content.startsWith('[')) {
    return { kind: 'buttons', values: [...content.matchAll(/\[([^\]]+)\]/g)].map((match) => match[1] ?? '') };
  }
  if (content.startsWith('not: ')) return { kind: 'not', values: [content.slice('not: '.length)] };
  return { kind: 'text', values: [content] };
}
