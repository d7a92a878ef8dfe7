import {
  DeactivateMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteConflictException,
  DeleteInstanceProfileCommand,
  DeleteLoginProfileCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DeleteServiceSpecificCredentialCommand,
  DeleteSigningCertificateCommand,
  DeleteSSHPublicKeyCommand,
  DeleteUserCommand,
  DeleteUserPolicyCommand,
  DeleteVirtualMFADeviceCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  RemoveUserFromGroupCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { DeletionStep } from '../../../domain/deletion/deletion-steps';
import type { InstanceProfile } from '../../../domain/deletion/principal-state';
import type { Principal } from '../../../domain/identity/principal';
import { ifThere } from '../if-there';
import { unpaced, type Paced } from '../paced';
import { instanceProfile } from './read-role';

/** Takes one thing away from a principal. What is gone already, and what somebody else uses by now, is passed over. */
export type PrincipalDeleter = (principal: Principal, step: DeletionStep) => Promise<void>;

/** A call that takes something away, and its name. */
type Call = readonly [action: string, call: () => Promise<unknown>];

/**
 * {@link PrincipalDeleter} backed by the AWS API.
 *
 * @param paced when each call may be made
 * @throws DeleteConflictException where the principal itself has something left
 */
export function principalDeleter(iam: IAMClient, paced: Paced = unpaced): PrincipalDeleter {
  return async ({ kind, name }, step) => {
    if (step.kind === 'instance-profile-deleted') return deleteProfile(iam, paced, step.profile);
    const call = kind === 'user' ? onUser(iam, name, step) : onRole(iam, name, step);
    if (call === undefined) throw new Error(`a ${kind} has nothing that is ${step.kind}`);
    const taken = ifThere(paced(...call));
    await (step.kind === 'virtual-mfa-device-deleted' ? unlessUsed(taken) : taken);
  };
}

function onUser(iam: IAMClient, UserName: string, step: DeletionStep): Call | undefined {
  switch (step.kind) {
    case 'login-profile-deleted':
      return ['DeleteLoginProfile', () => iam.send(new DeleteLoginProfileCommand({ UserName }))];
    case 'access-key-deleted':
      return ['DeleteAccessKey', () => iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId: step.id }))];
    case 'signing-certificate-deleted': {
      const command = new DeleteSigningCertificateCommand({ UserName, CertificateId: step.id });
      return ['DeleteSigningCertificate', () => iam.send(command)];
    }
    case 'ssh-key-deleted':
      return [
        'DeleteSSHPublicKey',
        () => iam.send(new DeleteSSHPublicKeyCommand({ UserName, SSHPublicKeyId: step.id })),
      ];
    case 'service-credential-deleted': {
      const command = new DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId: step.id });
      return ['DeleteServiceSpecificCredential', () => iam.send(command)];
    }
    case 'mfa-device-deactivated':
      return [
        'DeactivateMFADevice',
        () => iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber: step.serial })),
      ];
    case 'virtual-mfa-device-deleted':
      return [
        'DeleteVirtualMFADevice',
        () => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: step.serial })),
      ];
    case 'inline-policy-deleted':
      return ['DeleteUserPolicy', () => iam.send(new DeleteUserPolicyCommand({ UserName, PolicyName: step.name }))];
    case 'policy-detached':
      return ['DetachUserPolicy', () => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: step.arn }))];
    case 'group-left':
      return [
        'RemoveUserFromGroup',
        () => iam.send(new RemoveUserFromGroupCommand({ UserName, GroupName: step.name })),
      ];
    case 'principal-deleted':
      return ['DeleteUser', () => iam.send(new DeleteUserCommand({ UserName }))];
    default:
      return undefined;
  }
}

function onRole(iam: IAMClient, RoleName: string, step: DeletionStep): Call | undefined {
  switch (step.kind) {
    case 'instance-profile-left': {
      const command = new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName: step.profile.name });
      return ['RemoveRoleFromInstanceProfile', () => iam.send(command)];
    }
    case 'inline-policy-deleted':
      return ['DeleteRolePolicy', () => iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: step.name }))];
    case 'policy-detached':
      return ['DetachRolePolicy', () => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: step.arn }))];
    case 'principal-deleted':
      return ['DeleteRole', () => iam.send(new DeleteRoleCommand({ RoleName }))];
    default:
      return undefined;
  }
}

/** Deletes an instance profile that holds nothing, if it is the one that the role was in. */
async function deleteProfile(iam: IAMClient, paced: Paced, { id, name }: InstanceProfile): Promise<void> {
  const found = await instanceProfile(iam, paced, name);
  if (found?.id !== id || found.role !== undefined) return;
  const call = new DeleteInstanceProfileCommand({ InstanceProfileName: name });
  await unlessUsed(ifThere(paced('DeleteInstanceProfile', () => iam.send(call))));
}

/** Leaves what somebody else has put to use since. */
async function unlessUsed(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof DeleteConflictException)) throw error;
  }
}
