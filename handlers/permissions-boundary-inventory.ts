import { inventoryInputOf } from '../src/audit/payloads/run';
import { inventory } from '../src/guardrails/permissions-boundary/composition';
import { BOUNDARY_KINDS } from '../src/guardrails/permissions-boundary/kinds';
import { PERMISSIONS_BOUNDARY } from '../src/guardrails/permissions-boundary/contract';
import { pinned } from '../src/audit/inventory/pinned-groups';
import { rulesOf } from '../src/guardrails/permissions-boundary/rules';
import { adminGroupIds, bundled } from '../src/wiring/environment';
import { accountPages, lastUses } from '../src/wiring/iam';
import { recorded } from '../src/wiring/ledger';
import { here } from '../src/wiring/place';
import { leftOut, runPorts } from '../src/wiring/run';
import { objectText } from '../src/wiring/store';

const rules = bundled(rulesOf);

/** Lists everybody a run looks at. */
export const handler = async (event: unknown) => {
  const at = here('job');
  const ledger = recorded(at, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS, leftOut(at, PERMISSIONS_BOUNDARY));
  return inventory(inventoryInputOf(event, { now: new Date() }), {
    ...{ ...runPorts(at), rules: rules(), adminGroups: pinned(rules(), adminGroupIds()), readObject: objectText(at) },
    pages: (paced) => accountPages(at, paced),
    lastUses: (paced) => lastUses(at, paced),
    openBoundaries: () => ledger.allOpen(at.accountId),
  });
};
