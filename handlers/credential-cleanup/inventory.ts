import { inventory } from '../../src/guardrails/credential-cleanup/composition';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forInventory } from '../../src/wiring/audit';

const ports = forInventory(rulesOf);

/** Lists the users and roles that a run looks at. */
export const handler = async (event: unknown) => inventory(event, ports());
