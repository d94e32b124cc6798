import type { Generated, Speaker } from './spoken.ts';
import { groups, type Product, products, type Thing, users } from './things.ts';

interface Given {
  readonly product: Product;
  readonly off: readonly Thing[];
}

const nameOf = (thing: Thing) => thing.name;

function slotOf({ product, off }: Given) {
  return off.length === 0 ? { sku: product.name } : { off: off.map(nameOf), sku: product.name };
}

export interface Target {
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly said: string;
}

export function targetOf(speaker: Speaker, most = 2): Target {
  const { chance, list } = speaker;
  const people = chance.often(15);
  const chosen = chance.some(people ? users : groups, 1, chance.often(80) ? 1 : most);
  return { slots: { [people ? 'users' : 'groups']: chosen.map(nameOf) }, said: list(chosen) };
}

function without(speaker: Speaker, off: readonly Thing[]): string {
  const { pick, list, chance } = speaker;
  const or = chance.often(15) ? 'or' : 'and';
  const plans = list(off, or);
  const marks = pick(
    [
      `without ${plans}`,
      `minus ${plans}`,
      `excluding ${plans}`,
      `but without ${plans}`,
      `except ${plans}`,
      `with ${list(off)} off`,
      `w/o ${plans}`,
      `(no ${plans})`,
      `(${list(off)} off)`,
    ],
    [
      `zonder ${plans}`,
      `maar zonder ${plans}`,
      `behalve ${plans}`,
      `met ${list(off)} uit`,
      `(geen ${plans})`,
      `(${list(off)} uit)`,
    ],
  );
  return off.length === 1 && chance.often(8) ? `-${off[0]?.said[0]}` : marks;
}

/** Products for somebody, in any order. */
export function assigned(speaker: Speaker): Generated {
  const { chance, pick, say, list } = speaker;
  const product = chance.one(products);
  const off = chance.often(50) ? chance.some(product.plans, 1, 2) : [];
  const other = off.length === 0 && chance.often(25) ? [chance.one(products.filter((it) => it !== product))] : [];
  const target = targetOf(speaker);
  const p = other.length > 0 ? list([product, ...other]) : say(product);
  const x = off.length > 0 ? ` ${without(speaker, off)}` : '';
  const t = target.said;
  const text = pick(
    [
      `assign ${p}${x} to ${t}`,
      `assign ${p} to ${t}${x}`,
      `assign to ${t} ${p}${x}`,
      `give ${t} ${p}${x}`,
      `give ${p}${x} to ${t}`,
      `${t} needs ${p}${x}`,
      `${p}${x} for ${t}`,
      `for ${t}: ${p}${x}`,
      `${t} should get ${p}${x}`,
      `provide ${t} with ${p}${x}`,
      `set up ${t} with ${p}${x}`,
      `get ${t} ${p}${x}`,
      `${t} <- ${p}${x}`,
      `${p}${x} -> ${t}`,
      `make sure ${t} has ${p}${x}`,
      `add ${p} to ${t}${x}`,
    ],
    [
      `wijs ${p}${x} toe aan ${t}`,
      `wijs ${p} toe aan ${t}${x}`,
      `geef ${t} ${p}${x}`,
      `geef ${p}${x} aan ${t}`,
      `geef ${p} aan ${t}${x}`,
      `${t} heeft ${p} nodig${x}`,
      `${p}${x} voor ${t}`,
      `voor ${t}: ${p}${x}`,
      `${t} moet ${p}${x} krijgen`,
      `${t} moet ${p}${x} hebben`,
      `${p}${x} toewijzen aan ${t}`,
      `aan ${t} ${p}${x} toewijzen`,
      `zorg dat ${t} ${p}${x} krijgt`,
      `${t} mag ${p}${x} hebben`,
      `voorzie ${t} van ${p}${x}`,
    ],
  );
  const slots = { ...target.slots, products: [slotOf({ product, off }), ...other.map((it) => ({ sku: it.name }))] };
  return { text, meaning: { intent: 'assign_license', slots }, frame: 'assign' };
}

/** One thing for these and another for those. */
export function twoHalves(speaker: Speaker): Generated {
  const { chance, pick, say } = speaker;
  const [p, q] = chance.some(products, 2, 2) as [Product, Product];
  const [g, h] = chance.some(groups, 2, 2) as [Thing, Thing];
  const step = (intent: string, group: Thing, slots: object) => ({ intent, slots: { groups: [group.name], ...slots } });
  const give = (group: Thing, product: Product, off: readonly Thing[] = []) =>
    step('assign_license', group, { products: [slotOf({ product, off })] });
  const batch = (...steps: readonly object[]) => ({ intent: 'batch', slots: { steps } });
  const [x, y] = chance.some(products[0]?.plans.slice(0, 3) ?? [], 2, 2) as [Thing, Thing];
  const kind = chance.one(['give', 'plans', 'without', 'take', 'giveTake'] as const);
  if (kind === 'give') {
    const text = pick(
      [
        `assign ${say(p)} to ${say(g)} and ${say(q)} to ${say(h)}`,
        `${say(p)} for ${say(g)}, ${say(q)} for ${say(h)}`,
        `give ${say(g)} ${say(p)} and ${say(h)} ${say(q)}`,
        `${say(g)} needs ${say(p)} but ${say(h)} needs ${say(q)}`,
      ],
      [
        `geef ${say(g)} ${say(p)} en ${say(h)} ${say(q)}`,
        `wijs ${say(p)} toe aan ${say(g)} en ${say(q)} aan ${say(h)}`,
        `${say(p)} voor ${say(g)} maar ${say(q)} voor ${say(h)}`,
      ],
    );
    return { text, meaning: batch(give(g, p), give(h, q)), frame: 'halves: give' };
  }
  if (kind === 'plans') {
    const state = (group: Thing, plan: Thing, to: string) => step('set_plans', group, { [to]: [plan.name] });
    const text = pick(
      [
        `turn ${say(x)} off for ${say(g)} and ${say(y)} on for ${say(h)}`,
        `turn off ${say(x)} for ${say(g)} and turn on ${say(y)} for ${say(h)}`,
        `${say(x)} off for ${say(g)}, ${say(y)} on for ${say(h)}`,
      ],
      [
        `zet ${say(x)} uit voor ${say(g)} en ${say(y)} aan voor ${say(h)}`,
        `schakel ${say(x)} uit voor ${say(g)} en ${say(y)} in voor ${say(h)}`,
      ],
    );
    return { text, meaning: batch(state(g, x, 'off'), state(h, y, 'on')), frame: 'halves: plans' };
  }
  if (kind === 'without') {
    const suite = products[1] as Product;
    const text = pick(
      [
        `assign E3 without ${say(x)} to ${say(g)} and with ${say(x)} to ${say(h)}`,
        `give ${say(g)} E3 without ${say(x)} and ${say(h)} E3 with ${say(x)}`,
        `E3 for ${say(g)} without ${say(x)} and for ${say(h)} with ${say(x)}`,
      ],
      [
        `geef E3 zonder ${say(x)} aan ${say(g)} en met ${say(x)} aan ${say(h)}`,
        `geef ${say(g)} E3 zonder ${say(x)} en ${say(h)} E3 met ${say(x)}`,
      ],
    );
    return { text, meaning: batch(give(g, suite, [x]), give(h, suite)), frame: 'halves: without' };
  }
  const remove = (group: Thing, product: Product) => step('remove_license', group, { products: [product.name] });
  if (kind === 'take') {
    const text = pick(
      [
        `remove ${say(p)} from ${say(g)} and ${say(q)} from ${say(h)}`,
        `take ${say(p)} away from ${say(g)} and ${say(q)} away from ${say(h)}`,
      ],
      [
        `verwijder ${say(p)} van ${say(g)} en ${say(q)} van ${say(h)}`,
        `haal ${say(p)} weg bij ${say(g)} en ${say(q)} bij ${say(h)}`,
      ],
    );
    return { text, meaning: batch(remove(g, p), remove(h, q)), frame: 'halves: take' };
  }
  const text = pick(
    [
      `remove ${say(p)} from ${say(g)} and assign ${say(q)} to ${say(h)}`,
      `${say(g)} loses ${say(p)} and ${say(h)} gets ${say(q)}`,
      `take ${say(p)} from ${say(g)} but give ${say(q)} to ${say(h)}`,
    ],
    [
      `verwijder ${say(p)} van ${say(g)} en geef ${say(h)} ${say(q)}`,
      `haal ${say(p)} weg bij ${say(g)} maar geef ${say(q)} aan ${say(h)}`,
    ],
  );
  return { text, meaning: batch(remove(g, p), give(h, q)), frame: 'halves: take and give' };
}

/** The new one for the old one. */
export function swapped(speaker: Speaker): Generated {
  const { chance, pick, say } = speaker;
  const [from, to] = chance.some(products, 2, 2) as [Product, Product];
  const g = chance.one(groups);
  const [o, n, t] = [say(from), say(to), say(g)];
  const text = pick(
    [
      `swap ${o} for ${n} in ${t}`,
      `replace ${o} with ${n} for ${t}`,
      `replace ${o} by ${n} in ${t}`,
      `substitute ${n} for ${o} in ${t}`,
      `substitute ${o} with ${n} in ${t}`,
      `swap in ${n} for ${o} in ${t}`,
      `swap out ${o} for ${n} in ${t}`,
      `exchange ${o} for ${n} in ${t}`,
      `switch ${t} from ${o} to ${n}`,
      `switch from ${o} to ${n} for ${t}`,
      `move ${t} off ${o} onto ${n}`,
      `give ${t} ${n} instead of ${o}`,
      `instead of ${o}, give ${t} ${n}`,
      `${n} instead of ${o} for ${t}`,
      `${t}: ${o} -> ${n}`,
      `${o} => ${n} for ${t}`,
      `in place of ${o} assign ${n} to ${t}`,
      `upgrade ${t} to ${n} from ${o}`,
      `${t} should go from ${o} to ${n}`,
      `use ${n} rather than ${o} for ${t}`,
      `trade ${o} for ${n} in ${t}`,
    ],
    [
      `vervang ${o} door ${n} in ${t}`,
      `vervang ${o} voor ${n} bij ${t}`,
      `wissel ${o} voor ${n} bij ${t}`,
      `ruil ${o} in voor ${n} bij ${t}`,
      `zet ${t} om van ${o} naar ${n}`,
      `geef ${t} ${n} in plaats van ${o}`,
      `in plaats van ${o} krijgt ${t} ${n}`,
      `${n} ipv ${o} voor ${t}`,
      `${t} van ${o} naar ${n}`,
      `${t}: ${o} → ${n}`,
      `${t} moet ${n} krijgen in plaats van ${o}`,
      `${o} moet ${n} worden voor ${t}`,
    ],
  );
  const slots = { from: from.name, to: to.name, groups: [g.name] };
  return { text, meaning: { intent: 'swap_license', slots }, frame: 'swap' };
}
