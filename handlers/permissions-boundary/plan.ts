import { planInputOf } from '../../src/audit/payloads/plan';
import { planTelling } from '../../src/guardrails/permissions-boundary/apply/tell';
import { payloadScope, plan } from '../../src/guardrails/permissions-boundary/composition';
import { PERMISSIONS_BOUNDARY } from '../../src/guardrails/permissions-boundary/contract';
import { BOUNDARY_KINDS } from '../../src/guardrails/permissions-boundary/kinds';
import { rulesOf } from '../../src/guardrails/permissions-boundary/rules';
import { forPlan } from '../../src/wiring/audit';
import { accountPages, ownPolicies } from '../../src/wiring/iam';
import { telling } from '../../src/wiring/notices';
import { here } from '../../src/wiring/place';
import { resourcePolicies } from '../../src/wiring/store';

const ports = forPlan(rulesOf, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS);

/** Plans what a run changes, and makes the policies that it takes. */
export const handler = async (event: unknown) => {
  const [at, given] = [here('job'), ports()];
  return plan(planInputOf(event, payloadScope(given)), {
    ...{ ...given, ...planTelling(telling(at), given) },
    policies: (own, paced) => ownPolicies(at, own, paced),
    pages: (paced, only) => accountPages(at, paced, only),
    openBoundaries: () => given.ledger.allOpen(at.accountId),
    resources: (own, reading) => resourcePolicies(at, own, reading),
  });
};
