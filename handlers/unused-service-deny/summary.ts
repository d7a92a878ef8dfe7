import { summary } from '../../src/guardrails/unused-service-deny/composition';
import { UNUSED_SERVICE_DENY } from '../../src/guardrails/unused-service-deny/contract';
import { rulesOf } from '../../src/guardrails/unused-service-deny/rules';
import { forSummary } from '../../src/wiring/audit';

const ports = forSummary(rulesOf, UNUSED_SERVICE_DENY);

/** Joins what the batches found, and tells people once. */
export const handler = async (event: unknown) => summary(event, ports());
