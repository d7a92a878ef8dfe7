import { plan } from '../../src/guardrails/credential-cleanup/composition';
import { CREDENTIAL_CLEANUP } from '../../src/guardrails/credential-cleanup/contract';
import { CLEANUP_KINDS } from '../../src/guardrails/credential-cleanup/kinds';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forPlan } from '../../src/wiring/audit';
import { ownPolicies } from '../../src/wiring/iam';
import { telling } from '../../src/wiring/notices';
import { here } from '../../src/wiring/place';

const ports = forPlan(rulesOf, CREDENTIAL_CLEANUP, CLEANUP_KINDS);

/** Plans what a run disables, and makes the policy that it needs. */
export const handler = async (event: unknown) => {
  const at = here('job');
  return plan(event, {
    ...{ ...ports(), telling: telling(at) },
    policies: (own, paced) => ownPolicies(at, own, paced),
  });
};
