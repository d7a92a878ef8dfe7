import type { DeletionStep } from './deletion-steps';
import type { RestorationStep } from './restoration-steps';

/** A step of a deletion, as people read what is done. */
export function deletionInWords(step: DeletionStep): string {
  switch (step.kind) {
    case 'login-profile-deleted':
      return 'delete the login profile';
    case 'access-key-deleted':
      return `delete access key ${step.id}`;
    case 'signing-certificate-deleted':
      return `delete signing certificate ${step.id}`;
    case 'ssh-key-deleted':
      return `delete SSH public key ${step.id}`;
    case 'service-credential-deleted':
      return `delete service-specific credential ${step.id}`;
    case 'mfa-device-deactivated':
      return `deactivate MFA device ${step.serial}`;
    case 'virtual-mfa-device-deleted':
      return `delete virtual MFA device ${step.serial}`;
    case 'instance-profile-left':
      return `remove from instance profile ${step.profile.name}`;
    case 'instance-profile-deleted':
      return `delete instance profile ${step.profile.name}`;
    case 'inline-policy-deleted':
      return `delete inline policy ${step.name}`;
    case 'policy-detached':
      return `detach policy ${step.arn}`;
    case 'group-left':
      return `remove from group ${step.name}`;
    case 'principal-deleted':
      return 'delete';
  }
}

/** A step of a restoration, the same. */
export function restorationInWords(step: RestorationStep): string {
  switch (step.kind) {
    case 'principal-made':
      return 'create, with path, tags and permissions boundary';
    case 'inline-policy-put':
      return `put inline policy ${step.name}`;
    case 'policy-attached':
      return `attach policy ${step.arn}`;
    case 'group-joined':
      return `add to group ${step.name}`;
    case 'signing-certificate-uploaded':
      return `upload a signing certificate (${step.status})`;
    case 'ssh-key-uploaded':
      return `upload an SSH public key (${step.status})`;
    case 'instance-profile-made':
      return `create instance profile ${step.name}`;
    case 'instance-profile-joined':
      return `add to instance profile ${step.name}`;
    case 'instance-profile-unmarked':
      return `take the mark of the restoration (tag ${step.by.key}) off instance profile ${step.name}`;
    case 'principal-unmarked':
      return `take the mark of the restoration away (tag ${step.by.key})`;
  }
}
