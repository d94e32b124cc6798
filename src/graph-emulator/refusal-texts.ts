import type { Refusal } from '../licensing/change.ts';
import type { CauseReason } from '../licensing/explain/status.ts';
import { badRequest, forbidden, type GraphError, notFound } from './graph-error.ts';

/**
 * Graph's answer to a change that the directory does not take, in the words that were seen of it where any were. All
 * refusals of licenses have one code: clients tell them apart by these texts.
 * @param reasons why, for what the rules of licensing refuse
 */
export function refusalError(refusal: Refusal, reasons: readonly CauseReason<string>[]): GraphError {
  switch (refusal.kind) {
    case 'unknownGroup':
      return notFound(refusal.groupId);
    case 'unknownUser':
      return notFound(refusal.userId);
    case 'groupCannotCarryLicenses':
      return badRequest('License assignment failed because the group is not security enabled.');
    case 'groupIsDynamic':
      return forbidden();
    case 'unknownSku':
    case 'forOrganization':
    case 'notAssignable':
      return badRequest(`License ${refusal.skuId} does not correspond to a valid company License.`);
    case 'planNotInProduct':
      return badRequest(`Service plan ${refusal.servicePlanId} is not part of the license ${refusal.skuId}.`);
    case 'templateLacksPrerequisite':
      return badRequest(
        'License operation failed. Make sure that the group has necessary services before adding or removing a dependent service.',
      );
    case 'licenseIsInherited':
      return badRequest(
        'User license is inherited from a group membership and it cannot be removed directly from the user.',
      );
    case 'licenseNotDirect':
      return badRequest('User does not have a corresponding license.');
    case 'noUsageLocation':
      return badRequest('License assignment cannot be done for user with invalid usage location.');
    case 'alreadyMember':
      return badRequest(
        "One or more added object references already exist for the following modified properties: 'members'.",
      );
    case 'notMember':
      return notFound(refusal.userId);
    case 'changedElsewhere':
      return badRequest(`The property '${refusal.what}' cannot be changed here.`);
    case 'directoryRefuses':
      return badRequest(refusal.text);
    case 'directAssignmentFails':
      return badRequest(
        licensingText(
          reasons.find(({ skuId }) => skuId === refusal.skuId) ?? { ...refusal, detail: { kind: 'unknown' } },
        ),
      );
  }
}

/** Why a license cannot be given or taken, as Graph says it. */
export function licensingText({ skuId, error, detail }: CauseReason<unknown>): string {
  switch (detail.kind) {
    case 'conflict': {
      const plans = new Set(detail.pairs.flatMap(({ plan, otherPlan }) => [plan, otherPlan]));
      return `License assignment failed because service plans ${[...plans].join(', ')} are mutually exclusive`;
    }
    case 'dependency':
      return `License assignment failed because service plan ${detail.plan} depends on the service plan(s) ${detail.requiresAnyOf.join(', ')}`;
    case 'location':
      return `License assignment failed because service plan ${detail.plan} is not available in the usage location ${detail.usageLocation}`;
    case 'duplicateAddress':
      return `License assignment failed because another object has the proxy address ${detail.address}`;
    case 'seats':
      return `Subscription with SKU ${skuId} does not have any available licenses.`;
    case 'notAssignable':
      return `License ${skuId} does not correspond to a valid company License.`;
    case 'unknown':
      return error === 'CountViolation'
        ? `Subscription with SKU ${skuId} does not have any available licenses.`
        : `License assignment failed: ${error}`;
  }
}
