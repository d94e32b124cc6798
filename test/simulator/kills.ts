import { randomOf } from './random.ts';
import { type Simulated, simulate } from './simulate.ts';
import { STORIES, type Story, told } from './stories.ts';
import { Violation } from './violation.ts';

/**
 * `npm run simulate:kills`: each story is told with the bot killed before and after each of its commits and calls, once and
 * then twice, until there were 2,000 kills, or so many as are asked for. What is left is what an undisturbed telling leaves.
 */

/** The moment of a kill: at which commit or call, counted over all processes, before or after it takes effect. */
interface Kill {
  readonly at: number;
  readonly when: 'killedBefore' | 'killedAfter';
}

const SEED = 1;

export async function tell(
  story: Story,
  kills: readonly Kill[],
): Promise<Simulated & { readonly moments: number; readonly killed: number }> {
  let moments = 0;
  let killed = 0;
  const fate = () => {
    const kill = kills.find(({ at }) => at === moments);
    moments += 1;
    killed += kill === undefined ? 0 : 1;
    return kill?.when ?? 'well';
  };
  const simulated = await simulate(SEED, told(story, { commit: fate, fate }));
  return { ...simulated, moments, killed };
}

/** Throws what is otherwise than without a kill. */
export async function tellKilled(story: Story, kills: readonly Kill[], left: string): Promise<number> {
  const { violation, left: found, killed } = await tell(story, kills);
  if (violation !== undefined) throw violation;
  if (found !== left) throw new Violation('as without a kill', difference(found, left));
  return killed;
}

function difference(found: string, left: string): string {
  const [here, there] = [found.split('\n'), left.split('\n')];
  const at = here.findIndex((line, place) => line !== there[place]);
  return `${here.slice(at, at + 3).join(' ')} instead of ${there.slice(at, at + 3).join(' ')}`;
}

export function pointsOf(moments: number): readonly Kill[] {
  return Array.from({ length: moments }, (_, at) => [
    { at, when: 'killedBefore' as const },
    { at, when: 'killedAfter' as const },
  ]).flat();
}

async function main(most: number): Promise<void> {
  const random = randomOf(most);
  const told = [];
  for (const story of STORIES) told.push({ story, ...(await tell(story, [])) });
  const single = told.flatMap(({ story, left, moments }) =>
    pointsOf(moments).map((kill) => ({ story, left, kills: [kill] })),
  );
  let [points, failed, place] = [0, 0, 0];
  while (points < most) {
    const next = single[place++] ?? random.pick(single);
    const [first] = next.kills;
    const second = {
      at: (first?.at ?? 0) + 1 + random.below(12),
      when: random.pick(['killedBefore', 'killedAfter'] as const),
    };
    const kills = place <= single.length ? next.kills : [...next.kills, second];
    try {
      points += await tellKilled(next.story, kills, next.left);
    } catch (error) {
      if (!(error instanceof Violation)) throw error;
      points += kills.length;
      failed += 1;
      console.log(`${next.story.name} ${JSON.stringify(kills)}: ${error.message}`);
    }
  }
  console.log(
    `${points} kills in ${STORIES.length} stories, ${single.length} points of a single one, ${failed} failed`,
  );
  process.exitCode = failed > 0 ? 1 : 0;
}

if (import.meta.main) await main(Number(process.argv[2] ?? 2_000));
