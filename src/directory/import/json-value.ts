import { isSameId } from '../../graph/ids.ts';
import { isObject } from '../json-object.ts';

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && GUID.test(value);
}

/** Whether two values say the same; texts that are ids without letter case, and no order of properties. */
export function saysTheSame(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (isGuid(left) && isGuid(right)) return isSameId(left, right);
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((value, at) => saysTheSame(value, right[at]));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => saysTheSame(left[name], right[name]));
}
