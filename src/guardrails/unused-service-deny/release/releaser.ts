import { recordedReleaser, type ReleaserPorts } from '../../../audit/recorded/releaser';
import type { ManagedPolicies } from '../../../aws/iam/managed-policies';
import type { UserPolicies } from '../../../aws/iam/user-policies';
import { collectPolicies } from '../../../changes/policies/keep';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import type { Releaser } from '../../../release/releaser';
import { denyHands } from '../apply/hands';
import { denyNamePrefixOf, UNUSED_SERVICE_DENY } from '../contract';
import { arnsIn, DENY_KINDS, type ServicesDenied } from '../kinds';
import { SERVICE_DENIES } from '../words';

/** What allowing services again takes. */
export interface DenyReleasePorts extends ReleaserPorts<ServicesDenied> {
  /** Policies of the deployment, of whatever guardrail: their path bears its prefix. */
  readonly own: OwnPolicies;
  readonly userPolicies: UserPolicies;
  readonly policiesOf: (own: OwnPolicies) => ManagedPolicies;
}

/** Allows again the services that users were denied. */
export function denyReleaser(ports: DenyReleasePorts): Releaser {
  const own = deniesBeside(ports.own);
  const ledger = ports.recorded(UNUSED_SERVICE_DENY, DENY_KINDS);
  return {
    ...recordedReleaser(SERVICE_DENIES, denyHands({ policies: ports.userPolicies, own }), ports),
    tidy: async (everything) => {
      const open = await ledger.allOpen(ports.accountId);
      const named = open.flatMap(({ change: { from, to } }) => [...arnsIn(from), ...arnsIn(to)]);
      // A run may be about to attach one that nobody has; the next one collects what is left.
      return everything ? collectPolicies({ policies: ports.policiesOf(own), kept: new Set(named) }) : [];
    },
  };
}

/** Where the project's denies are, beside other policies of the same deployment. */
export function deniesBeside(other: OwnPolicies): OwnPolicies {
  const prefix = other.path.slice(1, -1);
  return { ...other, namePrefix: denyNamePrefixOf(prefix) };
}
