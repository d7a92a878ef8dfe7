import { recordedReleaser, type ReleaserPorts } from '../../../audit/recorded/releaser';
import type { ManagedPolicies } from '../../../aws/iam/managed-policies';
import type { OwnGroups } from '../../../aws/iam/own-groups';
import type { PrincipalPolicies } from '../../../aws/iam/attached-policies';
import { collectPolicies } from '../../../changes/policies/keep';
import type { Sha256 } from '../../../domain/policy/content-name';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import type { Releaser } from '../../../release/releaser';
import { counted } from '../../../domain/notice/lists';
import { Bridges } from '../apply/bridge';
import { denyHands } from '../apply/hands';
import { onlyDenies } from '../apply/only-denies';
import { bridgePathOf } from '../bridge-group';
import { denyNamePrefixOf, UNUSED_SERVICE_DENY } from '../contract';
import { arnsIn, DENY_KINDS, type ServicesDenied } from '../kinds';
import { SERVICE_DENIES } from '../words';

/** What allowing services again takes. */
export interface DenyReleasePorts extends ReleaserPorts<ServicesDenied> {
  /** Policies of the deployment, of whatever guardrail: their path bears its prefix. */
  readonly own: OwnPolicies;
  readonly userPolicies: PrincipalPolicies;
  /** Groups on a path of the project's. */
  readonly groups: (path: string) => OwnGroups;
  readonly sha256: Sha256;
  readonly policiesOf: (own: OwnPolicies) => ManagedPolicies;
}

/** Allows again the services that users were denied. */
export function denyReleaser(ports: DenyReleasePorts): Releaser {
  const own = deniesBeside(ports.own);
  const policies = { read: (arn: string) => ports.policiesOf(own).read(arn) };
  const bridging = {
    ...{ groups: ports.groups(bridgePathOf(own.path)), own, clock: ports.clock },
    onlyDenies: onlyDenies({ policies, own, sha256: ports.sha256, clock: ports.clock }),
  };
  const ledger = ports.recorded(UNUSED_SERVICE_DENY, DENY_KINDS);
  return {
    ...recordedReleaser(
      SERVICE_DENIES,
      denyHands({ ...bridging, policies: ports.userPolicies, mayBridge: () => true }),
      ports,
    ),
    tidy: async (everything) => {
      // Before the policies: one that a group has is not collected.
      const left = everything ? await new Bridges(bridging).lowerAll() : [];
      const open = await ledger.allOpen(ports.accountId);
      const named = open.flatMap(({ change: { from, to } }) => [...arnsIn(from), ...arnsIn(to)]);
      // A run may be about to attach one that nobody has; the next one collects what is left.
      const policies = ports.policiesOf(own);
      const deleted = everything ? await collectPolicies({ policies, kept: new Set(named) }) : [];
      if (left.length > 0) throw new Error(foreign(left, own));
      return deleted;
    },
  };
}

const foreign = (names: readonly string[], { path }: OwnPolicies) =>
  `everybody is released, but other people's members or policies are still in ${counted(names.length, 'group')} of this project on the path ${bridgePathOf(path)}: take them out, and delete ${names.join(', ')}`;

/** Where the project's denies are, beside other policies of the same deployment. */
function deniesBeside(other: OwnPolicies): OwnPolicies {
  const prefix = other.path.slice(1, -1);
  return { ...other, namePrefix: denyNamePrefixOf(prefix) };
}
