import type { Names } from '../foundation/names';
import { functionsIn, PERMISSIONS_BOUNDARY } from '../guardrails/permissions-boundary/contract';
import { REVOKER } from '../guardrails/revoker/contract';
import { RELEASE } from '../release/contract';

/** Which parts of a deployment are there. */
export interface Parts {
  readonly revoker: boolean;
  readonly trail: boolean;
  readonly permissionsBoundary: Parameters<typeof functionsIn>[0];
}

/** Roles that a deployment makes with the audit; a name that no part bears is anybody's to take. */
export function ownRolesOf(
  { rolePath, functionName, trailRole }: Names,
  { revoker, trail, permissionsBoundary }: Parts,
) {
  const jobs = [
    ...(revoker ? [REVOKER, `${REVOKER}-fallback`] : []),
    ...[RELEASE, PERMISSIONS_BOUNDARY, `${PERMISSIONS_BOUNDARY}-schedule`, ...functionsIn(permissionsBoundary)],
  ];
  return { path: rolePath, names: [...(trail ? [trailRole] : []), ...jobs.map(functionName)] };
}
