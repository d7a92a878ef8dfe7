import { plan } from '../../src/guardrails/unused-service-deny/composition';
import { UNUSED_SERVICE_DENY } from '../../src/guardrails/unused-service-deny/contract';
import { DENY_KINDS } from '../../src/guardrails/unused-service-deny/kinds';
import { rulesOf } from '../../src/guardrails/unused-service-deny/rules';
import { forPlan } from '../../src/wiring/audit';
import { ownPolicies } from '../../src/wiring/iam';
import { telling } from '../../src/wiring/notices';
import { here } from '../../src/wiring/place';

const ports = forPlan(rulesOf, UNUSED_SERVICE_DENY, DENY_KINDS);

/** Plans which services a run denies to which users, and creates the policies that it needs. */
export const handler = async (event: unknown) => {
  const at = here('job');
  return plan(event, {
    ...{ ...ports(), telling: telling(at) },
    policies: (own, paced) => ownPolicies(at, own, paced),
  });
};
