import { changeInputOf } from '../../src/audit/payloads/change';
import { change, payloadScope } from '../../src/guardrails/permissions-boundary/composition';
import { PERMISSIONS_BOUNDARY } from '../../src/guardrails/permissions-boundary/contract';
import { BOUNDARY_KINDS } from '../../src/guardrails/permissions-boundary/kinds';
import { rulesOf } from '../../src/guardrails/permissions-boundary/rules';
import { forChange } from '../../src/wiring/audit';
import { accountPages, bounder, ownPolicies } from '../../src/wiring/iam';
import { here } from '../../src/wiring/place';

const ports = forChange(rulesOf, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS);

/** Puts the boundaries that a plan names. */
export const handler = async (event: unknown) => {
  const [at, given] = [here('job'), ports()];
  return change(changeInputOf(event, payloadScope(given)), {
    ...given,
    bounder: (paced) => bounder(at, paced),
    policies: (own, paced) => ownPolicies(at, own, paced),
    pages: (paced, only) => accountPages(at, paced, only),
  });
};
