import { counted } from '../../words/counted.ts';

/** What an export lacks, by which the command that gets it is found. */
export type Lack = 'users' | 'groups' | 'members' | 'subscribedSkus' | 'organization' | 'directoryRoles';

/** Faults of one kind are told once, with how many there are and the first of them. */
interface Told {
  readonly reason: string;
  readonly lack: Lack | undefined;
  readonly files: Set<string>;
  count: number;
  readonly examples: string[];
}

const EXAMPLES = 3;
const FILES_NAMED = 3;
const FAULTS_NAMED = 25;

/** How many of what came from where. */
export type Taken = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** An export that cannot become a tenant, with everything that is in the way. Nothing was written. */
export class ImportFault extends Error {
  readonly taken: Taken;

  constructor(from: string, lines: readonly string[], taken: Taken = new Map()) {
    super([`${from} is not a whole tenant. Nothing was written:`, ...lines].join('\n'));
    this.name = 'ImportFault';
    this.taken = taken;
  }
}

/** Collects what is in the way of an import. */
export class ImportFaults {
  readonly #told = new Map<string, Told>();

  /**
   * @param reason with `{n}` where the number of objects stands
   * @param example which of them
   */
  add(reason: string, { file, example, lack }: { file?: string; example?: string; lack?: Lack } = {}): void {
    const perFile = reason.includes('{n}') ? '' : (file ?? '');
    const key = `${perFile}\n${reason}`;
    const told = this.#told.get(key) ?? { reason, lack, files: new Set(), count: 0, examples: [] };
    this.#told.set(key, told);
    told.count++;
    if (file !== undefined) told.files.add(file);
    if (example !== undefined && told.examples.length < EXAMPLES) told.examples.push(example);
  }

  get isEmpty(): boolean {
    return this.#told.size === 0;
  }

  get lacks(): ReadonlySet<Lack> {
    return new Set([...this.#told.values()].map(({ lack }) => lack).filter((lack) => lack !== undefined));
  }

  lines(): string[] {
    const all = [...this.#told.values()].map(line);
    const more = all.length - FAULTS_NAMED;
    return more > 0 ? [...all.slice(0, FAULTS_NAMED), `… and ${more} more`] : all;
  }
}

function line({ reason, files, count, examples }: Told): string {
  const named = [...files].slice(0, FILES_NAMED).join(', ');
  const where = files.size > FILES_NAMED ? `${named} and ${counted(files.size - FILES_NAMED, 'more files')}` : named;
  const what = reason.replace(/\{n\} (\w+)/, (_, noun: string) => counted(count, noun));
  const which = examples.length === 0 ? '' : ` (${examples.join(', ')}${count > examples.length ? ', …' : ''})`;
  return `${where === '' ? '' : `${where}: `}${what}${which}`;
}
