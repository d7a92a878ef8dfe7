import { byEffect, type ByEffect } from './denies';
import {
  isVirtualDevice,
  type InstanceProfile,
  type PrincipalState,
  type RoleState,
  type UserState,
} from './principal-state';

/** One thing that a deletion takes away; each may be repeated. */
export type DeletionStep =
  | { readonly kind: 'login-profile-deleted' }
  | { readonly kind: 'access-key-deleted'; readonly id: string }
  | { readonly kind: 'signing-certificate-deleted'; readonly id: string }
  | { readonly kind: 'ssh-key-deleted'; readonly id: string }
  | { readonly kind: 'service-credential-deleted'; readonly id: string }
  | { readonly kind: 'mfa-device-deactivated'; readonly serial: string }
  | { readonly kind: 'virtual-mfa-device-deleted'; readonly serial: string }
  | { readonly kind: 'instance-profile-left'; readonly profile: InstanceProfile }
  | { readonly kind: 'instance-profile-deleted'; readonly profile: InstanceProfile }
  | { readonly kind: 'inline-policy-deleted'; readonly name: string }
  | { readonly kind: 'policy-detached'; readonly arn: string }
  | { readonly kind: 'group-left'; readonly name: string }
  | { readonly kind: 'principal-deleted' };

/**
 * What deletes a principal, in this order (IAM User Guide, deleting a user, deleting a role).
 *
 * First goes what somebody signs in with, or what hands the role to instances; denies go after everything that allows. A
 * permissions boundary goes with its principal: IAM asks for no more, and nobody is without it in between.
 *
 * @param copied the principal as it was copied: of a device or an instance profile it knows after the principal has lost
 *   it, and IAM does not
 * @param present the principal as it is
 */
export function deletionSteps(copied: PrincipalState, present: PrincipalState): readonly DeletionStep[] {
  const { allowing, denying } = byEffect(present);
  return [
    ...(present.kind === 'user' ? credentialSteps(present, copied) : profileSteps(present, copied)),
    ...policySteps(allowing),
    ...(present.kind === 'user' ? present.groups.map(({ name }) => ({ kind: 'group-left', name }) as const) : []),
    ...policySteps(denying),
    { kind: 'principal-deleted' },
  ];
}

function credentialSteps(user: UserState, copied: PrincipalState): readonly DeletionStep[] {
  const virtual = copied.kind === 'user' ? copied.mfaDevices.filter(isVirtualDevice) : [];
  return [
    ...(user.hasPassword ? [{ kind: 'login-profile-deleted' } as const] : []),
    ...user.accessKeys.map(({ id }) => ({ kind: 'access-key-deleted', id }) as const),
    ...user.signingCertificates.map(({ id }) => ({ kind: 'signing-certificate-deleted', id }) as const),
    ...user.sshKeys.map(({ id }) => ({ kind: 'ssh-key-deleted', id }) as const),
    ...user.serviceCredentials.map(({ id }) => ({ kind: 'service-credential-deleted', id }) as const),
    ...user.mfaDevices.map((serial) => ({ kind: 'mfa-device-deactivated', serial }) as const),
    // One that is left over would keep its name from a later user.
    ...virtual.map((serial) => ({ kind: 'virtual-mfa-device-deleted', serial }) as const),
  ];
}

function profileSteps(role: RoleState, copied: PrincipalState): readonly DeletionStep[] {
  const emptied = copied.kind === 'role' ? copied.instanceProfiles : [];
  return [
    ...role.instanceProfiles.map((profile) => ({ kind: 'instance-profile-left', profile }) as const),
    ...emptied.map((profile) => ({ kind: 'instance-profile-deleted', profile }) as const),
  ];
}

const policySteps = ({ inline, attached }: ByEffect): readonly DeletionStep[] => [
  ...inline.map(([name]) => ({ kind: 'inline-policy-deleted', name }) as const),
  ...attached.map((arn) => ({ kind: 'policy-detached', arn }) as const),
];
