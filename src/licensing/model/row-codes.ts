import { LICENSE_ASSIGNMENT_ERRORS, type LicenseAssignmentState } from '../../graph/types.ts';
import { at } from './growable.ts';

export const ACTIVE = 0;
export const ACTIVE_WITH_ERROR = 1;
export const ERROR = 2;
export const DISABLED = 3;
export const STATES = ['Active', 'ActiveWithError', 'Error', 'Disabled'] as const;

/** 0 is no error; the rest count from 1 in order of precedence. */
export const ERRORS = [null, ...LICENSE_ASSIGNMENT_ERRORS] as const;
export const PROHIBITED = 1;
export const EXCLUSIVE = 2;
export const DEPENDENCY = 3;
export const UNIQUENESS = 4;
export const COUNT = 5;
export const OTHER = 6;

/** The error of a code that is not 0. */
export function errorOf(code: number): (typeof LICENSE_ASSIGNMENT_ERRORS)[number] {
  return at(LICENSE_ASSIGNMENT_ERRORS, code - 1);
}

/** A row's source as a number: a group's index, or one of these and below for what is no group. */
export const DIRECT = -1;
export const NOTHING = -2;
/** Groups that are gone: -2, -3, … */
export const FIRST_GONE = -2;

export const KEPT_ROW = 1;
/** As its group says: kept when that is gone. Before the groups are known, that is not known either. */
export const AS_ITS_GROUP = 2;

/** Numbers of a state and an error as Graph names them. */
export function codesOf({ state, error }: LicenseAssignmentState): { state: number; error: number } {
  return { state: STATES.indexOf(state), error: ERRORS.indexOf(error) };
}
