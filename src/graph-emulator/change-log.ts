import type { GroupIndex, UserIndex } from '../licensing/model/tenant.ts';

/** One thing that delta queries tell of. */
export type LoggedChange =
  | { readonly kind: 'user'; readonly user: UserIndex; readonly property: string }
  | { readonly kind: 'group'; readonly group: GroupIndex; readonly property: string }
  | { readonly kind: 'member'; readonly group: GroupIndex; readonly id: string; readonly isGone: boolean };

/** Everything that changed since the emulator started, in order. A place in it is what a delta token stands for. */
export interface ChangeLog {
  readonly length: number;
  add(change: LoggedChange): void;
  since(place: number): readonly LoggedChange[];
}

export function changeLog(): ChangeLog {
  const changes: LoggedChange[] = [];
  return {
    get length() {
      return changes.length;
    },
    add: (change) => void changes.push(change),
    since: (place) => changes.slice(place),
  };
}
