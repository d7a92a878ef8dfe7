import { accessKeys } from '../../src/aws/iam/access-keys';
import { lastSeen } from '../../src/aws/iam/last-seen';
import { batch } from '../../src/guardrails/credential-cleanup/composition';
import { CREDENTIAL_CLEANUP } from '../../src/guardrails/credential-cleanup/contract';
import { CLEANUP_KINDS } from '../../src/guardrails/credential-cleanup/kinds';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forBatch } from '../../src/wiring/audit';
import { onIam } from '../../src/wiring/iam';
import { holds, recorded } from '../../src/wiring/ledger';
import { here } from '../../src/wiring/place';
import { leftOut } from '../../src/wiring/run';

const ports = forBatch(rulesOf, CREDENTIAL_CLEANUP);

/** Judges a batch of users and roles: what of each nobody uses, and a row. */
export const handler = async (event: unknown) => {
  const at = here('job');
  return batch(event, {
    ...ports(),
    accessKeys: (paced) => onIam(at, accessKeys, paced),
    lastSeen: (paced) => onIam(at, lastSeen, paced),
    ledger: recorded(at, CREDENTIAL_CLEANUP, CLEANUP_KINDS, leftOut(at, CREDENTIAL_CLEANUP)),
    holds: () => holds(at, CREDENTIAL_CLEANUP, leftOut(at, CREDENTIAL_CLEANUP)).allOf(at.accountId),
  });
};
