import type { AssignedLicense } from '../graph/types.ts';

/**
 * A change of desired state, in Graph's verbs: what a command asks for, what a preview simulates, what an approval
 * approves, what the directory is told, and what an undo inverts. Plain JSON.
 */
export type Change =
  /** group: assignLicense. A product already there gets the new `disabledPlans` (R17). */
  | {
      readonly kind: 'assignGroupLicense';
      readonly groupId: string;
      readonly addLicenses: readonly AssignedLicense[];
      readonly removeLicenses: readonly string[];
    }
  /** user: assignLicense: direct rows. */
  | {
      readonly kind: 'assignUserLicense';
      readonly userId: string;
      readonly addLicenses: readonly AssignedLicense[];
      readonly removeLicenses: readonly string[];
    }
  /** `byRule`: what a rule of a dynamic group would do. Only foretold: no directory takes it. */
  | { readonly kind: 'addMember'; readonly groupId: string; readonly userId: string; readonly byRule?: true }
  | { readonly kind: 'removeMember'; readonly groupId: string; readonly userId: string; readonly byRule?: true }
  | { readonly kind: 'setUsageLocation'; readonly userId: string; readonly usageLocation: string | null }
  | { readonly kind: 'setProxyAddresses'; readonly userId: string; readonly proxyAddresses: readonly string[] }
  /**
   * Seats bought or given back: `prepaidUnits.enabled` becomes this. Only the embedded tenant can do it. `reactivates`: the
   * subscription is active again; that is foretold and done elsewhere.
   */
  | { readonly kind: 'setSeats'; readonly skuId: string; readonly enabled: number; readonly reactivates?: true }
  /**
   * What people keep from this group, which is not there or does not give it, is kept no longer: from then on it is theirs
   * as far as the rules say. Of these people alone, or of everybody.
   */
  | { readonly kind: 'releaseKeptLicenses'; readonly groupId: string; readonly userIds?: readonly string[] }
  /** Looks at these people again although nothing changed (R45). */
  | { readonly kind: 'reprocess'; readonly userIds: readonly string[] };

/** Why the directory would not take a change. Values, not exceptions: a person can cause each of them. */
export type Refusal =
  | { readonly kind: 'unknownGroup' | 'groupCannotCarryLicenses' | 'groupIsDynamic'; readonly groupId: string }
  | { readonly kind: 'unknownUser'; readonly userId: string }
  /**
   * A product that the tenant does not own; one that is for the organization, not for people; one that nobody can be given,
   * whatever it holds.
   */
  | { readonly kind: 'unknownSku' | 'forOrganization' | 'notAssignable'; readonly skuId: string }
  /** A plan to turn off is not of the product (R18). */
  | { readonly kind: 'planNotInProduct'; readonly skuId: string; readonly servicePlanId: string }
  /** A plan of the template has no prerequisite in any product of the template (R13). */
  | {
      readonly kind: 'templateLacksPrerequisite';
      readonly skuId: string;
      readonly servicePlanId: string;
      readonly requiresAnyOf: readonly string[];
    }
  | {
      readonly kind: 'licenseIsInherited';
      readonly userId: string;
      readonly skuId: string;
      readonly groupIds: readonly string[];
    }
  | { readonly kind: 'licenseNotDirect'; readonly userId: string; readonly skuId: string }
  | { readonly kind: 'noUsageLocation'; readonly userId: string }
  | {
      readonly kind: 'directAssignmentFails';
      readonly userId: string;
      readonly skuId: string;
      readonly error: import('../graph/types.ts').LicenseAssignmentError;
    }
  | { readonly kind: 'alreadyMember' | 'notMember'; readonly groupId: string; readonly userId: string }
  /** The directory has no call for it: it is changed elsewhere. */
  | { readonly kind: 'changedElsewhere'; readonly what: 'seats' | 'proxyAddresses' | 'groupOfEntra' | 'rule' }
  /** The directory's own words, where they mean nothing to us. */
  | { readonly kind: 'directoryRefuses'; readonly text: string; readonly userId?: string; readonly groupId?: string };
