import type { Fallback } from '../aws/fallback';
import type { IamWriter } from '../aws/iam-writer';
import type { Carrier } from './carry-out';

/**
 * Who carries out which kind of change.
 *
 * `iam:PutUserPolicy` and `iam:CreatePolicyVersion` cannot be narrowed by content, so they are rights of another
 * function, which is told only whom to deny and writes its own constant text (THREATS T14).
 */
export function carrier(iam: IamWriter, fallback: Fallback): Carrier {
  return (change) => {
    switch (change.kind) {
      case 'managed-policy-attached':
        return iam.attachUserPolicy(change.user.name, change.policyArn);
      case 'group-left':
        return iam.removeUserFromGroup(change.user.name, change.group.name);
      case 'inline-policy-put':
      case 'boundary-set':
        return fallback({ kind: change.kind, userName: change.user.name, userId: change.user.id });
      case 'deny-policy-restored':
        return fallback({ kind: change.kind });
    }
  };
}
