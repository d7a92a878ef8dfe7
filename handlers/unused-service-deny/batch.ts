import { batch } from '../../src/guardrails/unused-service-deny/composition';
import { UNUSED_SERVICE_DENY } from '../../src/guardrails/unused-service-deny/contract';
import { DENY_KINDS } from '../../src/guardrails/unused-service-deny/kinds';
import { rulesOf } from '../../src/guardrails/unused-service-deny/rules';
import { forBatch } from '../../src/wiring/audit';
import { advisor } from '../../src/wiring/iam';
import { holds, recorded } from '../../src/wiring/ledger';
import { here } from '../../src/wiring/place';
import { leftOut } from '../../src/wiring/run';

const ports = forBatch(rulesOf, UNUSED_SERVICE_DENY);

/** Audits a batch of users: evidence, verdict and a row for each. */
export const handler = async (event: unknown) => {
  const at = here('job');
  const unreadable = leftOut(at, UNUSED_SERVICE_DENY);
  return batch(event, {
    ...{ ...ports(), advisor: advisor(at), ledger: recorded(at, UNUSED_SERVICE_DENY, DENY_KINDS, unreadable) },
    holds: () => holds(at, UNUSED_SERVICE_DENY, unreadable).allOf(at.accountId),
  });
};
