import { userPolicies } from '../../src/aws/iam/user-policies';
import { change } from '../../src/guardrails/unused-service-deny/composition';
import { UNUSED_SERVICE_DENY } from '../../src/guardrails/unused-service-deny/contract';
import { DENY_KINDS } from '../../src/guardrails/unused-service-deny/kinds';
import { rulesOf } from '../../src/guardrails/unused-service-deny/rules';
import { forChange } from '../../src/wiring/audit';
import { groupsOn, onIam, ownPolicies } from '../../src/wiring/iam';
import { here } from '../../src/wiring/place';

const ports = forChange(rulesOf, UNUSED_SERVICE_DENY, DENY_KINDS);

/** Attaches and detaches the denies that a plan names. */
export const handler = async (event: unknown) =>
  change(event, {
    ...ports(),
    policies: (own, paced) => ownPolicies(here('job'), own, paced),
    userPolicies: (paced) => onIam(here('job'), userPolicies, paced),
    groups: (path, paced) => groupsOn(here('job'), path, paced),
  });
