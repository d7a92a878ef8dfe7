import type { IamReleaser } from '../../../aws/iam/releaser';
import type { DenyChange } from '../../../domain/change/change';

/**
 * Takes back what a change put there, and only that.
 *
 * Nothing is given back: a group, or a policy that had the guard's name, returns by an admin's hand (THREATS T10).
 *
 * @returns false when there was nothing to take back
 */
export function undo(change: DenyChange, iam: IamReleaser): Promise<boolean> {
  switch (change.kind) {
    case 'managed-policy-attached':
      return iam.detachUserPolicy(change.user.name, change.policyArn);
    case 'inline-policy-put':
      return iam.deleteUserPolicy(change.user.name, change.policyName);
    case 'boundary-set':
      return iam.deleteUserPermissionsBoundary(change.user.name);
    case 'group-left':
    case 'deny-policy-restored':
      return Promise.resolve(false);
  }
}
