/**
 * Microsoft Graph's nouns, in Graph's own words and shapes (v1.0): what a snapshot folder holds, what the directory
 * port speaks, and what the engine reads and writes.
 */

/** https://learn.microsoft.com/graph/api/resources/organization */
export interface Organization {
  readonly id: string;
  readonly displayName: string;
  readonly countryLetterCode: string | null;
}

/** A service plan inside a product. Absent `appliesTo` means `User`; only `User` plans can be given to people. */
export interface ServicePlanInfo {
  readonly servicePlanId: string;
  readonly servicePlanName: string;
  readonly provisioningStatus?: string;
  readonly appliesTo?: 'User' | 'Company' | (string & {});
}

export interface LicenseUnitsDetail {
  readonly enabled: number;
  readonly warning: number;
  readonly suspended: number;
  readonly lockedOut?: number;
}

/** A product that the tenant owns. `consumedUnits` is written, never read. */
export interface SubscribedSku {
  readonly skuId: string;
  readonly skuPartNumber: string;
  readonly capabilityStatus: 'Enabled' | 'Warning' | 'Suspended' | 'LockedOut' | 'Deleted' | (string & {});
  readonly appliesTo?: string;
  readonly prepaidUnits: LicenseUnitsDetail;
  readonly servicePlans: readonly ServicePlanInfo[];
  readonly consumedUnits?: number;
}

/** One product of a group's template, or of a direct assignment. */
export interface AssignedLicense {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
}

/** The errors of `licenseAssignmentState.error`, in Graph's spelling. */
export const LICENSE_ASSIGNMENT_ERRORS = [
  'ProhibitedInUsageLocationViolation',
  'MutuallyExclusiveViolation',
  'DependencyViolation',
  'UniquenessViolation',
  'CountViolation',
  'Other',
] as const;

/** In order of precedence: the first one that any product of a group carries is the top reason of its failure. */
export type LicenseAssignmentError = (typeof LICENSE_ASSIGNMENT_ERRORS)[number];

/** The words of a license row that Graph's documentation does not have; a `state` of null: the row has none. */
export interface RowWords {
  readonly state?: string | null;
  readonly error?: string;
}

/** The `disabledPlans` of a row that does not say: as its group's template has them, and none where nothing has. */
export const PLANS_UNSAID: readonly string[] = [];

/**
 * One source of one product on one person. `assignedByGroup` null means direct. No error is read as null or `None`. A state
 * that is none of these is `Disabled`, or `Error` with an error, and not held; an error that is none of these is `Other`;
 * `words` are what it said. `kept` is ours and never leaves the store: whether a row stays though its group does not give
 * it. Absent, a held one is kept exactly when there is no such group, and one of an unknown state is.
 */
export type LicenseAssignmentState = {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
  readonly assignedByGroup: string | null;
  readonly lastUpdatedDateTime?: string | undefined;
  readonly words?: RowWords | undefined;
  readonly kept?: boolean | undefined;
} & (
  | { readonly state: 'Active'; readonly error: null }
  | { readonly state: 'ActiveWithError' | 'Error'; readonly error: LicenseAssignmentError }
  | { readonly state: 'Disabled'; readonly error: LicenseAssignmentError | null }
);

/** A person, without licenses: those are `LicenseAssignmentState`s. */
export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly usageLocation: string | null;
  readonly userType: string | null;
  readonly accountEnabled: boolean;
  readonly proxyAddresses: readonly string[];
  readonly department?: string | null | undefined;
  readonly jobTitle?: string | null | undefined;
  /** Only where it was exported: undefined says nothing, null that nobody ever signed in. */
  readonly signInActivity?: SignInActivity | null | undefined;
}

/** https://learn.microsoft.com/graph/api/resources/signinactivity: times in ISO 8601. */
export interface SignInActivity {
  readonly lastSignInDateTime?: string | null;
  readonly lastNonInteractiveSignInDateTime?: string | null;
  readonly lastSuccessfulSignInDateTime?: string | null;
}

/** A group, without template and members. */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly description: string | null;
  readonly securityEnabled: boolean;
  readonly mailEnabled: boolean;
  readonly groupTypes: readonly string[];
  readonly membershipRule: string | null;
}

export interface DirectoryRole {
  readonly roleTemplateId: string;
  readonly displayName: string;
  readonly members: readonly string[];
}

/** Where a rule is from. A tenant's own rules may say nothing of it. */
export interface RuleOrigin {
  readonly source?: string;
  /** Of the source: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date?: string;
  /** The source names the commercial plans; theirs for a government or for schools are taken to follow. */
  readonly byAnalogy?: boolean;
}

/** What Entra knows and does not publish as an API: which plans exclude, need or forbid what. */
export interface RuleData {
  readonly profile: RuleProfileName;
  /** Members of one set exclude each other across products. */
  readonly mutuallyExclusive: readonly ExclusiveSet[];
  /** Every entry of a plan must be met. */
  readonly dependsOn: readonly Dependency[];
  readonly restrictedLocations: readonly { readonly plan: string; readonly usageLocations: readonly string[] }[];
}

export interface ExclusiveSet extends RuleOrigin {
  readonly set: string;
  readonly plans: readonly string[];
}

/** An entry is met by any of the plans that it requires. */
export interface Dependency extends RuleOrigin {
  readonly plan: string;
  readonly requiresAnyOf: readonly string[];
}

export type RuleProfileName = 'classic-2017' | 'doc-2025' | 'stacking-2023';

/** `user` as a line of `users.ndjson`: absent properties mean Graph's default; unknown ones are kept. */
export interface SnapshotUser extends Partial<User> {
  readonly id: string;
  readonly licenseAssignmentStates?: readonly LicenseAssignmentState[];
  readonly [unknown: string]: unknown;
}

/** `group` as a line of `groups.ndjson`. `members` are ids of any kind, in order of joining. */
export interface SnapshotGroup extends Partial<Group> {
  readonly id: string;
  readonly assignedLicenses?: readonly AssignedLicense[];
  readonly members?: readonly string[];
  readonly [unknown: string]: unknown;
}

/** What is to be told of a file of a snapshot. */
export interface SnapshotRemark {
  readonly file: string;
  /** The first of the lines, counted from 1; undefined when it is the file as a whole. */
  readonly line: number | undefined;
  readonly reason: string;
  /** How often it was found. */
  readonly count: number;
}
