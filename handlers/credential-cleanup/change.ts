import { accessKeys } from '../../src/aws/iam/access-keys';
import { lastSeen } from '../../src/aws/iam/last-seen';
import { rolePolicies } from '../../src/aws/iam/role-policies';
import { userPolicies } from '../../src/aws/iam/user-policies';
import { change } from '../../src/guardrails/credential-cleanup/composition';
import { CREDENTIAL_CLEANUP } from '../../src/guardrails/credential-cleanup/contract';
import { CLEANUP_KINDS } from '../../src/guardrails/credential-cleanup/kinds';
import { rulesOf } from '../../src/guardrails/credential-cleanup/rules';
import { forChange } from '../../src/wiring/audit';
import { deletion } from '../../src/wiring/deletion';
import { onIam, ownPolicies } from '../../src/wiring/iam';
import { here } from '../../src/wiring/place';

const ports = forChange(rulesOf, CREDENTIAL_CLEANUP, CLEANUP_KINDS);

/** Disables and deletes what a plan names. */
export const handler = async (event: unknown) => {
  const at = here('job');
  return change(event, {
    ...ports(),
    accessKeys: (paced) => onIam(at, accessKeys, paced),
    lastSeen: (paced) => onIam(at, lastSeen, paced),
    userPolicies: (paced) => onIam(at, userPolicies, paced),
    rolePolicies: (paced) => onIam(at, rolePolicies, paced),
    policies: (own, paced) => ownPolicies(at, own, paced),
    deletion: (paced) => deletion(at, paced),
  });
};
