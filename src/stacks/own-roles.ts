import type { Names } from '../foundation/names';
import { FUNCTIONS, PERMISSIONS_BOUNDARY } from '../guardrails/permissions-boundary/contract';
import { REVOKER } from '../guardrails/revoker/contract';
import { RELEASE } from '../release/contract';

/** Roles that a deployment makes, whichever of its parts are switched on. */
export function ownRolesOf({ rolePath, functionName, trailRole }: Names) {
  const jobs = [
    ...[REVOKER, `${REVOKER}-fallback`, RELEASE],
    ...[PERMISSIONS_BOUNDARY, `${PERMISSIONS_BOUNDARY}-schedule`, ...Object.values(FUNCTIONS)],
  ];
  return { path: rolePath, names: [trailRole, ...jobs.map(functionName)] };
}
