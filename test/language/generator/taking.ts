import { targetOf } from './giving.ts';
import type { Generated, Meaning, Speaker } from './spoken.ts';
import { groups, type Product, products, type Thing, users } from './things.ts';

const office = products.slice(0, 3);
/** Plans of which the tenant has one kind each. */
const shared = office[0]?.plans.filter((plan) => /YAMMER|SWAY|TEAMS1|PROJECTWORK/.test(plan.name)) ?? [];

export function taken(speaker: Speaker): Generated {
  const { chance, pick, list } = speaker;
  const chosen = chance.some(products, 1, chance.often(75) ? 1 : 2);
  const target = targetOf(speaker);
  const [p, t] = [list(chosen), target.said];
  const text = pick(
    [
      `remove ${p} from ${t}`,
      `take ${p} away from ${t}`,
      `take away ${p} from ${t}`,
      `revoke ${p} from ${t}`,
      `strip ${t} of ${p}`,
      `pull ${p} from ${t}`,
      `${t} should lose ${p}`,
      `${p} should be removed from ${t}`,
      `unassign ${p} from ${t}`,
      `take ${t} off ${p}`,
      `from ${t} remove ${p}`,
    ],
    [
      `verwijder ${p} van ${t}`,
      `haal ${p} weg bij ${t}`,
      `trek ${p} in bij ${t}`,
      `neem ${p} af van ${t}`,
      `${p} verwijderen bij ${t}`,
      `bij ${t} ${p} weghalen`,
      `${t} moet ${p} kwijt`,
      `pak ${p} af van ${t}`,
    ],
  );
  const slots = { ...target.slots, products: chosen.map((it) => it.name) };
  return { text, meaning: { intent: 'remove_license', slots }, frame: 'remove' };
}

/** What the groups of the tenant have, as far as it can be said what everything but one of it is. */
const HELD: readonly (readonly [group: string, one: string, other: string])[] = [
  ['HR Department', 'ENTERPRISEPACK', 'EMS'],
  ['Contractors - NL', 'ENTERPRISEPACK', 'VISIOCLIENT'],
];

function othersOf(group: Thing, kept: Thing): Meaning | undefined {
  const other = HELD.flatMap(([name, one, two]) =>
    name !== group.name ? [] : kept.name === one ? [two] : kept.name === two ? [one] : [],
  )[0];
  return other === undefined
    ? undefined
    : { intent: 'remove_license', slots: { groups: [group.name], products: [other] } };
}

/** What is kept, what everything but something is, and whom everyone but somebody is. */
export function contrasted(speaker: Speaker): Generated {
  const { chance, pick, say } = speaker;
  const [p, q] = chance.some(products, 2, 2) as [Product, Product];
  const [g, h] = chance.some(groups, 2, 2) as [Thing, Thing];
  // "all members in HR" are those of HR, whatever group is called "All".
  const inside = /^(?:All|Users|Staff)$/.test(h.name) ? g : h;
  const removed: Meaning = { intent: 'remove_license', slots: { groups: [g.name], products: [p.name] } };
  if (chance.often(40)) {
    const text = pick(
      [
        `remove ${say(p)} from ${say(g)}, keep ${say(q)}`,
        `remove ${say(p)} from ${say(g)} but keep ${say(q)}`,
        `${say(g)} should keep ${say(q)} but lose ${say(p)}`,
        `${say(g)} keeps ${say(q)} and loses ${say(p)}`,
        `keep ${say(q)} and remove ${say(p)} from ${say(g)}`,
        `take ${say(p)} from ${say(g)} and leave ${say(q)} alone`,
        `remove ${say(p)} but not ${say(q)} from ${say(g)}`,
        `remove ${say(p)}, not ${say(q)}, from ${say(g)}`,
        `remove only ${say(p)} from ${say(g)}`,
      ],
      [
        `verwijder ${say(p)} van ${say(g)}, houd ${say(q)}`,
        `verwijder ${say(p)} bij ${say(g)} maar behoud ${say(q)}`,
        `${say(g)} mag ${say(q)} houden maar ${say(p)} moet weg`,
        `haal ${say(p)} weg bij ${say(g)} en laat ${say(q)} staan`,
        `verwijder ${say(p)} maar niet ${say(q)} van ${say(g)}`,
        `verwijder alleen ${say(p)} bij ${say(g)}`,
      ],
    );
    return { text, meaning: removed, frame: 'keep' };
  }
  if (chance.often(50)) {
    const suite = chance.one(office);
    const x = chance.one(suite.plans);
    const only = { sku: suite.name, only: [x.name] };
    const rest: Meaning = { intent: 'set_plans', slots: { groups: [g.name], ...only } };
    const [said, text] = chance.one<readonly [Meaning | undefined, string]>([
      [
        othersOf(g, p),
        pick(
          [`take everything but ${say(p)} away from ${say(g)}`, `remove everything except ${say(p)} from ${say(g)}`],
          [`haal alles behalve ${say(p)} weg bij ${say(g)}`, `verwijder alles behalve ${say(p)} van ${say(g)}`],
        ),
      ],
      [
        othersOf(g, p),
        pick(
          [`remove all licences but ${say(p)} from ${say(g)}`, `strip ${say(g)} of all but ${say(p)}`],
          [
            `verwijder alle licenties behalve ${say(p)} van ${say(g)}`,
            `verwijder alles maar niet ${say(p)} van ${say(g)}`,
          ],
        ),
      ],
      [
        rest,
        pick(
          [
            `turn off everything but ${say(x)} in ${say(suite)} for ${say(g)}`,
            `remove every plan but ${say(x)} from ${say(suite)} for ${say(g)}`,
            `turn everything off except ${say(x)} in ${say(suite)} for ${say(g)}`,
          ],
          [
            `zet alles uit behalve ${say(x)} in ${say(suite)} voor ${say(g)}`,
            `schakel alle plannen behalve ${say(x)} uit in ${say(suite)} voor ${say(g)}`,
          ],
        ),
      ],
      [
        undefined,
        pick(
          [`enable all plans but ${say(x)} for ${say(g)}`, `turn on everything except ${say(x)} for ${say(g)}`],
          [`zet alles aan behalve ${say(x)} voor ${say(g)}`],
        ),
      ],
      [
        { intent: 'assign_license', slots: { groups: [g.name], products: [{ off: [x.name], sku: suite.name }] } },
        pick(
          [
            `assign everything in ${say(suite)} but ${say(x)} to ${say(g)}`,
            `give ${say(g)} ${say(suite)} with everything except ${say(x)}`,
          ],
          [`geef ${say(g)} ${say(suite)} met alles behalve ${say(x)}`],
        ),
      ],
    ]);
    return { text, ...(said === undefined ? {} : { meaning: said }), frame: 'everything but' };
  }
  const text = pick(
    [
      `remove ${say(p)} from everyone but ${say(g)}`,
      `revoke ${say(p)} from everybody except ${say(g)}`,
      `take ${say(p)} from everyone other than ${say(g)}`,
      `remove ${say(p)} from ${say(inside)} members in ${say(g)}`,
      `remove everyone but ${say(chance.one(users))} from ${say(g)}`,
      `remove ${say(p)} from all groups but ${say(g)}`,
      `assign ${say(p)} to everyone but ${say(g)}`,
      `assign ${say(p)} to all groups except ${say(g)}`,
    ],
    [
      `verwijder ${say(p)} van iedereen behalve ${say(g)}`,
      `haal ${say(p)} weg bij iedereen maar niet bij ${say(g)}`,
      `geef iedereen behalve ${say(g)} ${say(p)}`,
      `verwijder iedereen behalve ${say(chance.one(users))} uit ${say(g)}`,
      `verwijder ${say(p)} bij alle groepen behalve ${say(g)}`,
    ],
  );
  return { text, frame: 'everyone but' };
}

export function plansSet(speaker: Speaker): Generated {
  const { chance, pick, list, say } = speaker;
  const to = chance.one(['on', 'off'] as const);
  const inside = chance.often(35) ? chance.one(office) : undefined;
  const chosen = chance.some(inside?.plans ?? shared, 1, 2);
  const g = chance.some(groups, 1, chance.often(85) ? 1 : 2);
  const [x, t] = [list(chosen), list(g)];
  const p =
    inside === undefined
      ? ''
      : pick([` in ${say(inside)}`, ` of ${say(inside)}`], [` in ${say(inside)}`, ` van ${say(inside)}`]);
  const [aan, an] = to === 'on' ? ['aan', 'in'] : ['uit', 'uit'];
  const text = pick(
    [
      `turn ${to} ${x}${p} for ${t}`,
      `turn ${x}${p} ${to} for ${t}`,
      `switch ${to} ${x}${p} for ${t}`,
      `${to === 'on' ? 'enable' : 'disable'} ${x}${p} for ${t}`,
      `for ${t}, turn ${x}${p} ${to}`,
      `for ${t} turn ${to} ${x}${p}`,
      `${x} ${to}${p} for ${t}`,
      `${t}: ${x} ${to}${p}`,
      `in ${t}, ${to === 'on' ? 'activate' : 'deactivate'} ${x}${p}`,
    ],
    [
      `zet ${x}${p} ${aan} voor ${t}`,
      `schakel ${x}${p} ${an} voor ${t}`,
      `zet voor ${t} ${x}${p} ${aan}`,
      `${x}${p} ${aan}zetten voor ${t}`,
      `${to === 'on' ? 'activeer' : 'deactiveer'} ${x}${p} voor ${t}`,
      `${x} ${aan}${p} voor ${t}`,
      `bij ${t} moet ${x}${p} ${aan}`,
    ],
  );
  const slots = {
    groups: g.map((it) => it.name),
    ...(inside === undefined ? {} : { sku: inside.name }),
    [to]: chosen.map((it) => it.name),
  };
  return { text, meaning: { intent: 'set_plans', slots }, frame: 'plans' };
}

/** One on, another off, for the same. */
export function plansBothWays(speaker: Speaker): Generated {
  const { chance, pick, say } = speaker;
  const [x, y] = chance.some(shared, 2, 2) as [Thing, Thing];
  const g = chance.one(groups);
  const text = pick(
    [
      `turn ${say(x)} on and ${say(y)} off for ${say(g)}`,
      `for ${say(g)} ${say(y)} off, ${say(x)} on`,
      `turn on ${say(x)} and turn off ${say(y)} for ${say(g)}`,
      `enable ${say(x)} but disable ${say(y)} for ${say(g)}`,
      `${say(y)} off, ${say(x)} on for ${say(g)}`,
    ],
    [
      `zet ${say(x)} aan en ${say(y)} uit voor ${say(g)}`,
      `schakel ${say(x)} in maar ${say(y)} uit voor ${say(g)}`,
      `${say(y)} uit en ${say(x)} aan voor ${say(g)}`,
    ],
  );
  const slots = { groups: [g.name], on: [x.name], off: [y.name] };
  return { text, meaning: { intent: 'set_plans', slots }, frame: 'plans: both ways' };
}

export function members(speaker: Speaker): Generated {
  const { chance, pick, list, say } = speaker;
  const who = chance.some(users, 1, chance.often(70) ? 1 : 2);
  const [g, h] = chance.some(groups, 2, 2) as [Thing, Thing];
  const u = list(who);
  const people = { users: who.map((it) => it.name) };
  const kind = chance.one(['add', 'remove', 'move', 'everyone', 'both', 'copy'] as const);
  if (kind === 'add') {
    const text = pick(
      [
        `add ${u} to ${say(g)}`,
        `put ${u} in ${say(g)}`,
        `make ${u} a member of ${say(g)}`,
        `${u} should be in ${say(g)}`,
        `to ${say(g)} add ${u}`,
      ],
      [`voeg ${u} toe aan ${say(g)}`, `zet ${u} in ${say(g)}`, `maak ${u} lid van ${say(g)}`, `${u} moet in ${say(g)}`],
    );
    return { text, meaning: { intent: 'add_member', slots: { ...people, groups: [g.name] } }, frame: 'members: add' };
  }
  if (kind === 'remove') {
    const text = pick(
      [
        `remove ${u} from ${say(g)}`,
        `kick ${u} out of ${say(g)}`,
        `take ${u} out of ${say(g)}`,
        `from ${say(g)} remove ${u}`,
      ],
      [`verwijder ${u} uit ${say(g)}`, `haal ${u} uit ${say(g)}`, `${u} moet uit ${say(g)}`, `gooi ${u} uit ${say(g)}`],
    );
    return {
      text,
      meaning: { intent: 'remove_member', slots: { ...people, groups: [g.name] } },
      frame: 'members: remove',
    };
  }
  if (kind === 'move') {
    const text = pick(
      [
        `move ${u} from ${say(g)} to ${say(h)}`,
        `move ${u} to ${say(h)} from ${say(g)}`,
        `transfer ${u} out of ${say(g)} into ${say(h)}`,
      ],
      [
        `verplaats ${u} van ${say(g)} naar ${say(h)}`,
        `zet ${u} over van ${say(g)} naar ${say(h)}`,
        `${u} moet van ${say(g)} naar ${say(h)}`,
      ],
    );
    const slots = { ...people, from_group: g.name, to_group: h.name };
    return { text, meaning: { intent: 'move_member', slots }, frame: 'members: move' };
  }
  if (kind === 'everyone') {
    const text = pick(
      [`add everyone in ${say(g)} to ${say(h)}`, `add all members of ${say(g)} to ${say(h)}`],
      [`voeg iedereen in ${say(g)} toe aan ${say(h)}`, `voeg alle leden van ${say(g)} toe aan ${say(h)}`],
    );
    const slots = { users: { in: [g.name] }, groups: [h.name] };
    return { text, meaning: { intent: 'add_member', slots }, frame: 'members: everyone' };
  }
  if (kind === 'both') {
    const text = pick(
      [
        `remove everyone who is in both ${say(g)} and ${say(h)} from ${say(h)}`,
        `kick everybody in ${say(g)} who is also in ${say(h)} out of ${say(h)}`,
      ],
      [
        `haal iedereen die zowel in ${say(g)} als in ${say(h)} zit uit ${say(h)}`,
        `haal iedereen die ook in ${say(g)} zit uit ${say(h)}`,
      ],
    );
    const slots = { users: { in: [g.name, h.name] }, groups: [h.name] };
    const equally = { intent: 'remove_member', slots: { ...slots, users: { in: [g.name] } } };
    return { text, meaning: { intent: 'remove_member', slots }, equally, frame: 'members: both' };
  }
  const text = pick(
    [
      `copy the licences of ${say(g)} to ${say(h)}`,
      `give ${say(h)} the same licences as ${say(g)}`,
      `${say(h)} should have the same as ${say(g)}`,
      `copy ${say(g)} to ${say(h)}`,
    ],
    [
      `kopieer de licenties van ${say(g)} naar ${say(h)}`,
      `geef ${say(h)} dezelfde licenties als ${say(g)}`,
      `${say(h)} moet hetzelfde krijgen als ${say(g)}`,
    ],
  );
  return {
    text,
    meaning: { intent: 'copy_license', slots: { from_group: g.name, to_groups: [h.name] } },
    frame: 'copy',
  };
}
