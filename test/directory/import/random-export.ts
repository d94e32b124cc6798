import type { Random } from '../../../src/directory/demo/random.ts';
import { idOf, type Role, type SmallTenant, type Team } from './random-tenant.ts';

/** Files of an export by their names. */
export type Files = Map<string, Buffer>;

type Json = { readonly [property: string]: unknown };

const GRAPH = 'https://graph.microsoft.com/v1.0';

/** A tenant as people have it: each part in a shape, an encoding and in files of its own, all of them at random. */
export function randomExport(tenant: SmallTenant, random: Random): Files {
  const files: Files = new Map();
  const put = (name: string, text: string): void => void files.set(name, encoded(text, random));
  const otherCase = <T>(value: T): T => (random.chance(30) ? shouted(value) : value);
  putMany('users', halved(otherCase(tenant.users), random), { put, random });
  const groups = tenant.groups.map((group) => groupWithMembers(otherCase(group), { put, random }));
  putMany('groups', [groups], { put, random });
  putMany('subscribedSkus', [otherCase(tenant.subscribedSkus as unknown as Json[])], { put, random });
  putMany('organization', [[tenant.organization]], { put, random });
  putRoles(tenant, { put, random });
  if (random.chance(30)) put('Policies/AuthorizationPolicy/AuthorizationPolicy.json', '{"id":"authorizationPolicy"}');
  return files;
}

interface Pen {
  readonly put: (name: string, text: string) => void;
  readonly random: Random;
}

/** People are asked for twice now and then: for their names, and for their licenses. */
function halved(users: readonly Json[], random: Random): readonly (readonly Json[])[] {
  if (random.chance(80)) return [users];
  const names = users.map(({ licenseAssignmentStates: _, ...profile }) => profile);
  return [names, users.map(({ id, licenseAssignmentStates }) => ({ id, licenseAssignmentStates }))];
}

function putMany(set: string, parts: readonly (readonly Json[])[], { put, random }: Pen): void {
  parts.forEach((objects, part) => {
    const name = parts.length === 1 ? set : `${set} ${['with names', 'with licenses'][part]}`;
    const written = random.chance(25) ? objects.map(asPowerShell) : objects;
    const text = (value: unknown): string => JSON.stringify(value, undefined, random.pick([0, 1, 2, '\t']));
    const shape = random.pick([
      'array',
      'lines',
      'pages',
      'one after the other',
      'counted',
      'files',
      'batch',
      'pages in one',
    ] as const);
    if (shape === 'array') put(`${name}.json`, text(written));
    else if (shape === 'lines') put(`${name}.ndjson`, written.map((object) => JSON.stringify(object)).join('\n'));
    else if (shape === 'one after the other')
      put(
        `${name}.${written.length === 0 ? 'ndjson' : 'json'}`,
        written.map(text).join(random.pick(['\n', ' ', ',\n', ''])),
      );
    else if (shape === 'counted') put(`${name}.json`, text({ value: written, Count: written.length }));
    else if (shape === 'batch')
      put(`${name} answers.json`, text({ responses: [{ id: '1', status: 200, body: page(set, written) }] }));
    else if (shape === 'files') putFiles(name, written, { put, random });
    else {
      const pages = pagesOf(set, written, random);
      if (shape === 'pages in one') put(`${name}.json`, random.chance(50) ? text(pages) : pages.map(text).join('\n'));
      else pages.forEach((each, at) => void put(nameOfPage(name, at, random), text(each)));
    }
  });
}

/** As EntraExporter does it. */
function putFiles(set: string, objects: readonly Json[], { put, random }: Pen): void {
  const folder = set.charAt(0).toUpperCase() + set.slice(1);
  if (objects.length === 0) put(`${folder}/none.json`, '[]');
  for (const object of objects) {
    const id = String(object['id'] ?? object['Id'] ?? object['skuId'] ?? object['SkuId'] ?? random.below(1e6));
    put(`${folder}/${id}/${id}.json`, JSON.stringify(object, undefined, 2));
  }
}

function nameOfPage(name: string, at: number, random: Random): string {
  const number = at + 1;
  if (at === 0 && random.chance(50)) return `${name}.json`;
  return random.pick([`${name}-${number}.json`, `${name} (${number}).json`, `${name}_page${number}.json`]);
}

function pagesOf(set: string, objects: readonly Json[], random: Random): readonly Json[] {
  const pages: Json[] = [];
  let rest = [...objects];
  do {
    const size = 1 + random.below(3);
    const taken = rest.slice(0, size);
    rest = rest.slice(size);
    pages.push(page(set, taken, rest.length > 0 ? `${GRAPH}/${set}?$skiptoken=${rest.length}` : undefined));
  } while (rest.length > 0);
  return pages;
}

function page(set: string, value: readonly unknown[], nextLink?: string): Json {
  return {
    '@odata.context': `${GRAPH}/$metadata#${set}`,
    ...(nextLink === undefined ? {} : { '@odata.nextLink': nextLink }),
    value,
  };
}

/** The group with its members in it, or without them and they in files of their own. */
function groupWithMembers({ members, ...group }: Team, { put, random }: Pen): Json {
  const typed = members.map((id) => ({ '@odata.type': typeOf(id), id, displayName: 'as it was then' }));
  const links = members.map((id) => `${GRAPH}/directoryObjects/${id}`);
  const { id } = group;
  const ways: readonly (() => Json)[] = [
    () => ({ ...group, members }),
    () => ({ ...group, members: typed }),
    () => ({ ...group, 'members@odata.bind': links }),
    () => ({
      ...group,
      'members@delta': [
        ...typed,
        ...(random.chance(50)
          ? [{ ...typedAs(idOf('a', 77)) }, { ...typedAs(idOf('a', 77)), '@removed': { reason: 'deleted' } }]
          : []),
      ],
    }),
    () => {
      putMemberPages(`members-${id}`, 'directoryObjects', typed, { put, random });
      return group;
    },
    () => {
      putMemberPages(`Groups/${id}/members`, `groups('${id}')/members`, typed, { put, random });
      return group;
    },
    () => {
      put(`members/${random.chance(50) ? id : group.displayName}.json`, JSON.stringify(members));
      return group;
    },
    () => {
      put(`members of ${id}.json`, JSON.stringify({ value: links.map((link) => ({ '@odata.id': link })) }));
      return group;
    },
    () => {
      put(`groupMembers ${id}.json`, JSON.stringify(random.chance(50) ? { [id]: members } : { groupId: id, members }));
      return group;
    },
    () => {
      const named = {
        [random.pick(['groupName', 'GroupDisplayName', 'group_name'])]: group.displayName,
        Members: members,
      };
      put(`who is where ${id}.json`, JSON.stringify(named));
      return group;
    },
    () => {
      if (members.length === 0) return { ...group, members };
      const rows = members.map((member) => `${group.displayName};${member}`);
      put(`memberships ${id}.csv`, ['Group name;Member ID', ...rows].join('\r\n'));
      return group;
    },
    () => {
      const asGraphPowerShell = typed.map(({ id: Id, ...others }) => ({
        Id,
        DeletedDateTime: null,
        AdditionalProperties: others,
      }));
      put(`${group.displayName} members.json`, JSON.stringify(asGraphPowerShell, undefined, 2));
      return group;
    },
    () => {
      if (members.length === 0) return { ...group, members };
      for (const member of typed) put(`Groups/${id}/Members/${member.id}/${member.id}.json`, JSON.stringify(member));
      return group;
    },
    () => {
      const owner = { id: idOf('a', 55), userPrincipalName: 'owner@contoso.com', roles: ['Owner'] };
      put(`members-${id}.json`, JSON.stringify([...typed.map((each) => ({ ...each, roles: ['Member'] })), owner]));
      return group;
    },
  ];
  return (ways[random.below(ways.length)] as () => Json)();
}

function typedAs(id: string): Json {
  return { '@odata.type': typeOf(id), id };
}

function putMemberPages(name: string, set: string, members: readonly Json[], { put, random }: Pen): void {
  pagesOf(set, members, random).forEach(
    (each, at) => void put(`${name}${at === 0 ? '' : `-${at + 1}`}.json`, JSON.stringify(each)),
  );
}

function putRoles(tenant: SmallTenant, { put, random }: Pen): void {
  const roles = tenant.directoryRoles;
  const withId = (role: Role, at: number) => ({ id: idOf('9', at), ...role });
  const way = random.pick(['members', 'assignments', 'folders'] as const);
  if (way === 'members')
    put('directoryRoles.json', JSON.stringify(random.chance(50) ? roles : page('directoryRoles', roles.map(withId))));
  else if (way === 'folders') {
    roles.map(withId).forEach(({ members, ...role }) => {
      put(`DirectoryRoles/${role.id}/${role.id}.json`, JSON.stringify(role));
      put(
        `DirectoryRoles/${role.id}/members.json`,
        JSON.stringify(
          page(
            'directoryObjects',
            members.map((id) => ({ id })),
          ),
        ),
      );
    });
  } else {
    const assignments = roles.flatMap(({ roleTemplateId, members }) =>
      members.map((principalId) => ({ id: 'x', principalId, roleDefinitionId: roleTemplateId, directoryScopeId: '/' })),
    );
    const definitions = roles.map(({ roleTemplateId, displayName }) => ({
      id: roleTemplateId,
      templateId: roleTemplateId,
      displayName,
      isBuiltIn: true,
    }));
    put('roleDefinitions.json', JSON.stringify(page('roleManagement/directory/roleDefinitions', definitions)));
    put('roleAssignments.json', JSON.stringify(page('roleManagement/directory/roleAssignments', assignments)));
  }
}

function typeOf(id: string): string {
  const kinds: Readonly<Record<string, string>> = { a: 'user', b: 'group' };
  return `#microsoft.graph.${kinds[id.charAt(0).toLowerCase()] ?? 'device'}`;
}

/** What `ConvertTo-Json` makes of an object of Microsoft's PowerShell module. */
function asPowerShell(object: Json): Json {
  const named = pascal(object) as Json;
  return { ...named, AdditionalProperties: {}, Manager: null, Drives: null };
}

function pascal(value: unknown): unknown {
  if (typeof value === 'string') {
    return /^\d{4}-\d\d-\d\dT/.test(value) ? `/Date(${Date.parse(value)})/` : value;
  }
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.includes('@') ? name : name.charAt(0).toUpperCase() + name.slice(1),
      name.startsWith('members') ? each : pascal(each),
    ]),
  );
}

/** Ids in upper case. */
function shouted<T>(value: T): T {
  if (typeof value === 'string') return (/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value) ? value.toUpperCase() : value) as T;
  if (Array.isArray(value)) return value.map(shouted) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, shouted(each)])) as T;
}

function encoded(text: string, random: Random): Buffer {
  const lines = random.chance(30) ? text.replaceAll('\n', '\r\n') : text;
  const encoding = random.pick([
    'utf8',
    'utf8',
    'utf8 with a mark',
    'utf16',
    'utf16 with a mark',
    'utf16be with a mark',
  ] as const);
  if (encoding === 'utf8' || lines === '') return Buffer.from(lines);
  if (encoding === 'utf8 with a mark') return Buffer.from(`\uFEFF${lines}`);
  if (encoding === 'utf16') return Buffer.from(lines, 'utf16le');
  const marked = Buffer.from(`\uFEFF${lines}`, 'utf16le');
  return encoding === 'utf16 with a mark' ? marked : marked.swap16();
}

const REQUIRED = /"(?:licenseAssignmentStates|assignedLicenses|members|servicePlans|prepaidUnits)"\s*:/gi;

/**
 * The same export without one of its files, without the end of one, or without a property of one object. A membership that
 * is a file of its own is kept: who was never written down is missed by nobody.
 */
export function withSomethingLeftOut(
  files: Files,
  random: Random,
): { readonly files: Files; readonly leftOut: string } {
  const names = [...files.keys()].filter((name) => !/\/Members\/.*\/|Policies/.test(name));
  const name = names[random.below(names.length)] ?? '';
  const bytes = files.get(name) ?? Buffer.alloc(0);
  const without = new Map(files);
  const way = random.pick(['file', 'end', 'property', 'property'] as const);
  if (way === 'file') without.delete(name);
  else if (way === 'end') without.set(name, bytes.subarray(0, random.below(bytes.length)));
  else {
    const text = bytes.includes(0) ? bytes.toString('utf16le') : bytes.toString();
    const places = [...text.matchAll(REQUIRED)];
    const place = places[random.below(places.length)];
    if (place === undefined) without.delete(name);
    else without.set(name, Buffer.from(withoutProperty(text, place.index)));
  }
  return { files: without, leftOut: `${way} of ${name}` };
}

/** The property that begins there is not selected any more: it is called otherwise, as unknown ones are. */
function withoutProperty(text: string, at: number): string {
  return `${text.slice(0, at)}"other${text.slice(at + 1)}`;
}
