import { changeInputOf } from '../src/audit/payloads/change';
import { change, payloadScope } from '../src/guardrails/permissions-boundary/composition';
import { BOUNDARY_KINDS } from '../src/guardrails/permissions-boundary/kinds';
import { PERMISSIONS_BOUNDARY } from '../src/guardrails/permissions-boundary/contract';
import { pinned } from '../src/audit/inventory/pinned-groups';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { adminGroupIds, bundled } from '../src/wiring/environment';
import { bounder, errorKinds, ownPolicies, reader } from '../src/wiring/iam';
import { holds, incidentHolding, recorded } from '../src/wiring/ledger';
import { here } from '../src/wiring/place';
import { leftOut, runPorts } from '../src/wiring/run';

const rules = bundled(rulesOf);

/** Puts the boundaries that a plan names. */
export const handler = async (event: unknown) => {
  const at = here('job');
  const ports = { ...runPorts(at), rules: rules() };
  const unreadable = leftOut(at, PERMISSIONS_BOUNDARY);
  return change(changeInputOf(event, payloadScope(ports)), {
    ...{ ...ports, ...errorKinds, adminGroups: pinned(ports.rules, adminGroupIds()) },
    ledger: recorded(at, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS, unreadable),
    bounder: (paced) => bounder(at, paced),
    policies: (own, paced) => ownPolicies(at, own, paced),
    heldElsewhere: (id) => incidentHolding(at, id, unreadable),
    groupsOfUser: (name) => reader(at).groupsOfUser(name),
    heldSince: (id) => holds(at, PERMISSIONS_BOUNDARY, unreadable).heldSince(at.accountId, id),
  });
};
