import { inventory } from '../../src/guardrails/unused-service-deny/composition';
import { rulesOf } from '../../src/guardrails/unused-service-deny/rules';
import { ownDenies } from '../../src/guardrails/unused-service-deny/rules';
import { forInventory } from '../../src/wiring/audit';
import { ownPolicies } from '../../src/wiring/iam';
import { refusedCalls } from '../../src/wiring/logs';
import { here } from '../../src/wiring/place';

const ports = forInventory(rulesOf);

/** Lists the users that a run looks at. */
export const handler = async (event: unknown) => {
  const [at, given] = [here('job'), ports()];
  const own = ownDenies(given.rules, given.accountId);
  const { trailLogGroup } = given.rules;
  return inventory(event, {
    ...given,
    ...(trailLogGroup !== undefined && { refusedCalls: refusedCalls(at, trailLogGroup) }),
    quotas: (paced) => ownPolicies(at, own, paced).quotas(),
  });
};
