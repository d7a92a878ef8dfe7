import { inventoryInputOf } from '../../src/audit/payloads/run';
import { inventory } from '../../src/guardrails/permissions-boundary/composition';
import { PERMISSIONS_BOUNDARY } from '../../src/guardrails/permissions-boundary/contract';
import { BOUNDARY_KINDS } from '../../src/guardrails/permissions-boundary/kinds';
import { rulesOf } from '../../src/guardrails/permissions-boundary/rules';
import { forInventory } from '../../src/wiring/audit';
import { recorded } from '../../src/wiring/ledger';
import { here } from '../../src/wiring/place';
import { leftOut } from '../../src/wiring/run';

const ports = forInventory(rulesOf);

/** Lists everybody a run looks at. */
export const handler = async (event: unknown) => {
  const at = here('job');
  const ledger = recorded(at, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS, leftOut(at, PERMISSIONS_BOUNDARY));
  const openBoundaries = () => ledger.allOpen(at.accountId);
  return inventory(inventoryInputOf(event, { now: new Date() }), { ...ports(), openBoundaries });
};
