import { planInputOf } from '../src/audit/payloads/plan';
import { planTelling } from '../src/guardrails/permissions-boundary/apply/tell';
import { payloadScope, plan } from '../src/guardrails/permissions-boundary/composition';
import { BOUNDARY_KINDS } from '../src/guardrails/permissions-boundary/kinds';
import { PERMISSIONS_BOUNDARY } from '../src/guardrails/permissions-boundary/contract';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { bundled } from '../src/wiring/environment';
import { ownPolicies } from '../src/wiring/iam';
import { recorded, holds } from '../src/wiring/ledger';
import { telling } from '../src/wiring/notices';
import { here } from '../src/wiring/place';
import { leftOut, runPorts } from '../src/wiring/run';
import { resourcePolicies } from '../src/wiring/store';

const rules = bundled(rulesOf);

/** Plans what a run changes, and makes the policies that it takes. */
export const handler = async (event: unknown) => {
  const at = here('job');
  const ports = { ...runPorts(at), rules: rules() };
  const unreadable = leftOut(at, PERMISSIONS_BOUNDARY);
  return plan(planInputOf(event, payloadScope(ports)), {
    ...{ ...ports, ...planTelling(telling(at), ports) },
    policies: (own, paced) => ownPolicies(at, own, paced),
    openBoundaries: () => recorded(at, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS, unreadable).allOpen(at.accountId),
    holds: () => holds(at, PERMISSIONS_BOUNDARY, unreadable).allOf(at.accountId),
    resources: (own, reading) => resourcePolicies(at, own, reading),
  });
};
