import { recordedReleaser, type ReleaserPorts } from '../../../audit/recorded/releaser';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { PrincipalPolicies } from '../../../aws/iam/attached-policies';
import type { ManagedPolicies } from '../../../aws/iam/managed-policies';
import { collectPolicies } from '../../../changes/policies/keep';
import type { Sha256 } from '../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import type { Releaser } from '../../../release/releaser';
import { cleanupHands } from '../apply/hands';
import type { KeyHandsPorts } from '../apply/key-hands';
import { onlyDeny } from '../apply/only-deny';
import { policiesOf } from '../apply/policies';
import { CREDENTIAL_CLEANUP, denyNamePrefixOf } from '../contract';
import { CLEANUP_KINDS } from '../kinds';
import { CREDENTIALS } from '../words';

/** What enabling again takes. */
export interface CleanupReleasePorts extends ReleaserPorts<SlotSet> {
  /** Policies of the deployment, of whatever guardrail: their path bears its prefix. */
  readonly own: OwnPolicies;
  readonly accessKeys: KeyHandsPorts;
  readonly userPolicies: PrincipalPolicies;
  readonly rolePolicies: PrincipalPolicies;
  readonly policiesOf: (own: OwnPolicies) => ManagedPolicies;
  readonly sha256: Sha256;
}

/** Activates the access keys again that the guardrail has deactivated, and takes its denies away. */
export function cleanupReleaser(ports: CleanupReleasePorts): Releaser {
  const { accessKeys, userPolicies: user, rolePolicies: role, sha256, clock } = ports;
  const own = { ...ports.own, namePrefix: denyNamePrefixOf(ports.own.path.slice(1, -1)) };
  const hands = cleanupHands({
    ...{ accessKeys, own, policies: { user, role }, named: ports.named },
    isDeny: onlyDeny({ policies: { read: (arn) => ports.policiesOf(own).read(arn) }, own, sha256, clock }),
  });
  return {
    ...recordedReleaser(CREDENTIALS, hands, ports),
    tidy: async (everything) => {
      // A run may be about to attach one that nobody has; the next one collects what is left.
      if (!everything) return [];
      const open = await ports.recorded(CREDENTIAL_CLEANUP, CLEANUP_KINDS).allOpen(ports.accountId);
      const policies = ports.policiesOf(own);
      return collectPolicies({ policies, kept: new Set(open.flatMap(({ change }) => policiesOf(change))) });
    },
  };
}
