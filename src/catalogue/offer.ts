/**
 * What kind of offer a product is, where its name says so: Microsoft's trials and free products bear it in their part
 * number (`POWERAPPS_VIRAL`, `TEAMS_EXPLORATORY`, `FLOW_FREE`) or in their display name ("Microsoft Fabric (Free)").
 * Undefined of all others, among them a product that is bought by others and only tried here: it bears its usual name, and
 * `isTrial` stands with Graph's `/directory/subscriptions` alone.
 * https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference
 */
export function offerOf(skuPartNumber: string, displayName: string): 'trial' | 'free' | undefined {
  const named = `${skuPartNumber} ${displayName}`;
  if (/(?<!indus)trial|viral|exploratory/i.test(named)) return 'trial';
  return /(?<![a-z])free(?![a-z])/i.test(named) ? 'free' : undefined;
}
