import type { Generated, Meaning, Speaker } from './spoken.ts';
import { groups, type Product, products, type Thing, users } from './things.ts';

const office = products.slice(0, 3);

/** "only": what is given with nothing else on, and what was never said to lose the rest. */
export function onlySome(speaker: Speaker): Generated {
  const { chance, pick, say, list } = speaker;
  const suite = chance.one(office);
  const plans = chance.some(suite.plans, 1, 2);
  const g = chance.one(groups);
  const [p, x, t] = [say(suite), list(plans), say(g)];
  const kind = chance.one(['with', 'with', 'enable', 'given', 'product'] as const);
  if (kind === 'with') {
    const text = pick(
      [
        `assign ${p} with only ${x} to ${t}`,
        `give ${t} ${p} with just ${x}`,
        `assign ${p} to ${t}, only ${x}`,
        `${t} needs ${p} with nothing but ${x}`,
      ],
      [`wijs ${p} met alleen ${x} toe aan ${t}`, `geef ${t} ${p} met enkel ${x}`, `${p} voor ${t} met alleen ${x}`],
    );
    const product = { only: plans.map((it) => it.name), sku: suite.name };
    const meaning: Meaning = { intent: 'assign_license', slots: { groups: [g.name], products: [product] } };
    return { text, meaning, frame: 'only: with' };
  }
  if (kind === 'enable') {
    const text = pick(
      [`enable only ${x} in ${p} for ${t}`, `for ${t}, turn on only ${x} in ${p}`],
      [`schakel alleen ${x} in ${p} in voor ${t}`, `activeer alleen ${x} in ${p} voor ${t}`],
    );
    const slots = { groups: [g.name], sku: suite.name, only: plans.map((it) => it.name) };
    return { text, meaning: { intent: 'set_plans', slots }, frame: 'only: enable' };
  }
  if (kind === 'product') {
    const text = pick([`assign only ${p} to ${t}`, `give ${t} just ${p}`], [`wijs alleen ${p} toe aan ${t}`]);
    const meaning: Meaning = {
      intent: 'assign_license',
      slots: { groups: [g.name], products: [{ sku: suite.name }] },
    };
    return { text, meaning, frame: 'only: product' };
  }
  const text = pick(
    [`assign only ${x} to ${t}`, `give ${t} only ${x}`, `assign just ${x} to ${t}`, `${t} should get only ${x}`],
    [`wijs alleen ${x} toe aan ${t}`, `geef ${t} alleen ${x}`, `${t} krijgt alleen ${x}`],
  );
  return { text, frame: 'only: given' };
}

/** "both", "everyone in", "except Bob". */
export function manyOf(speaker: Speaker): Generated {
  const { chance, pick, say, list } = speaker;
  const product = chance.one(products);
  const [g, h] = chance.some(groups, 2, 2) as [Thing, Thing];
  const [p, t] = [say(product), say(g)];
  const given = (slots: object, frame: string, text: string): Generated => ({
    text,
    meaning: { intent: 'assign_license', slots: { ...slots, products: [{ sku: product.name }] } },
    frame,
  });
  const kind = chance.one(['both', 'everyone', 'except', 'take'] as const);
  if (kind === 'both')
    return given(
      { groups: [g.name, h.name] },
      'both',
      pick(
        [`assign ${p} to both ${t} and ${say(h)}`, `${t} and ${say(h)} both need ${p}`],
        [`wijs ${p} toe aan zowel ${t} als ${say(h)}`, `${t} en ${say(h)} hebben beide ${p} nodig`],
      ),
    );
  if (kind === 'everyone')
    return given(
      { groups: [g.name] },
      'everyone in',
      pick(
        [`assign ${p} to everyone in ${t}`, `give everybody in ${t} ${p}`, `all members of ${t} need ${p}`],
        [`wijs ${p} toe aan iedereen in ${t}`, `geef iedereen in ${t} ${p}`],
      ),
    );
  if (kind === 'except') {
    const except = chance.some(users, 1, 2);
    return given(
      { groups: [g.name], except_users: except.map((it) => it.name) },
      'except people',
      pick(
        [`assign ${p} to ${t} except ${list(except)}`, `give ${p} to everyone in ${t} but ${list(except)}`],
        [`wijs ${p} toe aan ${t} behalve ${list(except)}`, `geef iedereen in ${t} behalve ${list(except)} ${p}`],
      ),
    );
  }
  const [q] = chance.some(
    products.filter((it) => it !== product),
    1,
    1,
  ) as [Product];
  const text = pick(
    [`remove both ${p} and ${say(q)} from ${t}`, `take both ${p} and ${say(q)} away from ${t}`],
    [`verwijder zowel ${p} als ${say(q)} van ${t}`, `haal ${p} en ${say(q)} allebei weg bij ${t}`],
  );
  const slots = { groups: [g.name], products: [product.name, q.name] };
  return { text, meaning: { intent: 'remove_license', slots }, frame: 'both: remove' };
}

/** One after the other for the same; a list that may be none; somebody in a group. */
export function oneAfterAnother(speaker: Speaker): Generated {
  const { chance, pick, say } = speaker;
  const [p, q] = chance.some(products, 2, 2) as [Product, Product];
  const [u, v] = chance.some(users, 2, 2) as [Thing, Thing];
  const g = chance.one(groups);
  const kind = chance.one(['then', 'list', 'inside', 'location'] as const);
  if (kind === 'then') {
    const text = pick(
      [
        `remove ${say(p)} from ${say(g)}, then add ${say(q)}`,
        `first take ${say(p)} from ${say(g)} and then give them ${say(q)}`,
      ],
      [
        `eerst ${say(p)} weg bij ${say(g)}, daarna ${say(q)} erop`,
        `haal ${say(p)} weg bij ${say(g)} en geef ze ${say(q)}`,
      ],
    );
    const steps = [
      { intent: 'remove_license', slots: { groups: [g.name], products: [p.name] } },
      { intent: 'assign_license', slots: { groups: [g.name], products: [{ sku: q.name }] } },
    ];
    return { text, meaning: { intent: 'batch', slots: { steps } }, frame: 'then' };
  }
  if (kind === 'list') {
    const text = pick(
      [`remove ${say(p)} from ${say(u)} and ${say(v)} from ${say(g)}`],
      [`verwijder ${say(p)} van ${say(u)} en ${say(v)} van ${say(g)}`],
    );
    return { text, frame: 'list or halves' };
  }
  if (kind === 'inside') {
    const text = pick(
      [`remove ${say(p)} for ${say(u)} in ${say(g)}`, `take ${say(p)} from ${say(u)} in ${say(g)}`],
      [`verwijder ${say(p)} bij ${say(u)} in ${say(g)}`],
    );
    return { text, frame: 'somebody in a group' };
  }
  const [country, code] = chance.one([
    ['NL', 'NL'],
    ['Germany', 'DE'],
    ['Belgium', 'BE'],
  ] as const);
  const text = pick(
    [`set the usage location of ${say(u)} to ${country}`, `usage location of ${say(u)} must be ${country}`],
    [`zet de gebruikslocatie van ${say(u)} op ${country}`, `gebruikslocatie ${say(u)}: ${country}`],
  );
  return {
    text,
    meaning: { intent: 'set_usage_location', slots: { users: [u.name], country: code } },
    frame: 'location',
  };
}
