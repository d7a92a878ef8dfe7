import { inventory } from '../../src/guardrails/credential-cleanup/composition';
import { ownDenies, rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { unusedAccessHere } from '../../src/wiring/access-analyzer';
import { forInventory } from '../../src/wiring/audit';
import { ownPolicies } from '../../src/wiring/iam';
import { here } from '../../src/wiring/place';
import { rolesUsedIn } from '../../src/wiring/service-roles';

const ports = forInventory(rulesOf);

/** Lists the users and roles that a run looks at. */
export const handler = async (event: unknown) => {
  const [at, given] = [here('job'), ports()];
  const own = ownDenies(given.rules, given.accountId);
  return inventory(event, {
    ...given,
    unusedAccess: (paced, needsDetails) => unusedAccessHere(at, { paced, needsDetails }),
    quotas: (paced) => ownPolicies(at, own, paced).quotas(),
    rolesInUse: rolesUsedIn(given.rules.roles.regions),
  });
};
