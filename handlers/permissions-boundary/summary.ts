import { summaryInputOf } from '../../src/audit/payloads/summary';
import { payloadScope, summary } from '../../src/guardrails/permissions-boundary/composition';
import { PERMISSIONS_BOUNDARY } from '../../src/guardrails/permissions-boundary/contract';
import { rulesOf } from '../../src/guardrails/permissions-boundary/rules';
import { forSummary } from '../../src/wiring/audit';

const ports = forSummary(rulesOf, PERMISSIONS_BOUNDARY);

/** Joins what the batches found, and tells people once. */
export const handler = async (event: unknown) => {
  const given = ports();
  return summary(summaryInputOf(event, payloadScope(given)), given);
};
