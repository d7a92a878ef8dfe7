import { plan } from '../../src/guardrails/credential-cleanup/composition';
import { CREDENTIAL_CLEANUP } from '../../src/guardrails/credential-cleanup/contract';
import { CLEANUP_KINDS } from '../../src/guardrails/credential-cleanup/kinds';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forPlan } from '../../src/wiring/audit';

const ports = forPlan(rulesOf, CREDENTIAL_CLEANUP, CLEANUP_KINDS);

/** Plans which access keys a run deactivates. */
export const handler = async (event: unknown) => plan(event, ports());
