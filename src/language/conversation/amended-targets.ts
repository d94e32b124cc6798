import type { Intent, Reading, Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { sparing, swapFor } from '../frames/not-by-group.ts';
import type { Names } from '../names/build-names.ts';
import type { Mode } from './line.ts';

type Ids = NonNullable<Slots['ids']>;

export function withUsers(
  names: Names,
  { intent, slots }: Reading,
  mode: Mode,
  ids: readonly string[],
): Draft | undefined {
  const listed = slots.ids?.users ?? [];
  if (Array.isArray(slots.users)) {
    const before = listed.slice(0, slots.users.length);
    const users = changed(before, ids, mode);
    if (users === undefined) return ask('unclear');
    return command(intent, { ...slots, users: users.flatMap((id) => upn(names, id)), ids: { ...slots.ids, users } });
  }
  // "only Bob", of everybody in Marketing.
  if (slots.users !== undefined && 'in' in slots.users) {
    const { source } = names;
    const groups = (slots.ids?.groups ?? []).flatMap((id) => names.byId(id) ?? []);
    const isThere = (id: string) => {
      const user = names.byId(id);
      return user !== undefined && groups.some(({ index }) => source.isMember(index, user.index));
    };
    if (mode !== 'only' || intent !== 'remove_member' || !ids.every(isThere)) return undefined;
    return command(intent, { ...slots, users: ids.flatMap((id) => upn(names, id)), ids: { ...slots.ids, users: ids } });
  }
  if (mode === 'add') return included(names, { intent, slots }, ids);
  if (mode !== 'take' && intent === 'swap_license' && slots.to !== undefined) {
    const sku = (part: string | null | undefined) =>
      names.source.skus.findIndex(({ skuPartNumber }) => skuPartNumber === part);
    const people = ids.flatMap((id) => names.byId(id) ?? []);
    return swapFor(names, people, { from: slots.from ? sku(slots.from) : undefined, to: sku(slots.to) });
  }
  if (mode !== 'take') return retargeted(intent, slots, { users: ids.flatMap((id) => upn(names, id)) }, { users: ids });
  if (!/^(?:assign|swap)_license$/.test(intent) || slots.groups === undefined)
    return sparing(
      names,
      command(intent, slots),
      ids.flatMap((id) => names.byId(id) ?? []),
    );
  const except = [...new Set([...listed, ...ids])];
  return command(intent, {
    ...slots,
    except_users: except.flatMap((id) => upn(names, id)),
    ids: { ...slots.ids, users: except },
  });
}

/** "do include Grace": whom an exception left out. */
function included(names: Names, { intent, slots }: Pick<Reading, 'intent' | 'slots'>, ids: readonly string[]): Draft {
  const left = slots.except_users === undefined ? [] : (slots.ids?.users ?? []);
  if (slots.groups === undefined || !ids.every((id) => left.includes(id))) return ask('mixed');
  const users = left.filter((id) => !ids.includes(id));
  const { except_users: _except, ...rest } = slots;
  const except_users = users.flatMap((id) => upn(names, id));
  return command(intent, { ...rest, except_users, ids: { ...slots.ids, users } });
}

/** "only for Adele", of what was for a group. */
function retargeted(intent: Intent, slots: Slots, to: Slots, ids: Ids): Draft | undefined {
  if (!/^(?:assign_license|remove_license|set_plans)$/.test(intent)) return undefined;
  const { groups: _groups, users: _users, except_users: _except, scope: _scope, ids: old, ...what } = slots;
  const skus = old?.skus === undefined ? {} : { skus: old.skus };
  return command(intent, { ...to, ...what, ids: { ...ids, ...skus } });
}

export function withGroups(
  names: Names,
  { intent, slots }: Reading,
  mode: Mode,
  ids: readonly string[],
): Draft | undefined {
  if (intent === 'move_member') return undefined;
  const called = (groupIds: readonly string[]) =>
    groupIds.flatMap((id) => {
      const group = names.byId(id);
      return group === undefined ? [] : [names.nameOf(group)];
    });
  if (intent === 'copy_license') {
    const [source = '', ...before] = slots.ids?.groups ?? [];
    const to = changed(
      before,
      ids.filter((id) => id !== source),
      mode,
    );
    return to && command(intent, { ...slots, to_groups: called(to), ids: { ...slots.ids, groups: [source, ...to] } });
  }
  if (slots.groups === undefined)
    return mode === 'only' || mode === 'instead'
      ? retargeted(intent, slots, { groups: called(ids) }, { groups: ids })
      : undefined;
  const groups = changed(slots.ids?.groups ?? [], ids, mode);
  if (groups === undefined) return ask('unclear');
  const named = called(groups);
  return command(intent, { ...slots, groups: named, ids: { ...slots.ids, groups } });
}

/** Undefined where nothing would be left, or what is to be taken out is not there. */
function changed(before: readonly string[], ids: readonly string[], mode: Mode): readonly string[] | undefined {
  if (mode === 'only' || mode === 'instead') return ids;
  if (mode === 'add') return [...new Set([...before, ...ids])];
  const left = before.filter((id) => !ids.includes(id));
  return left.length === 0 || ids.some((id) => !before.includes(id)) ? undefined : left;
}

function upn(names: Names, id: string): string[] {
  const named = names.byId(id);
  return named?.kind === 'user' ? [names.source.user(named.index).userPrincipalName] : [];
}
