import { allow } from '../../../audit/deploy/statements';
import type { Statement } from '../../../domain/policy/policy-document';
import { BRIDGE_FOLDER } from '../contract';

/** The project's groups that bridge an exchange of denies, below the path of the deployment; `*` in it is any text. */
export const BRIDGES = `${BRIDGE_FOLDER}*`;

/** Where denies are exchanged. */
interface Exchanging {
  readonly users: string;
  /** The project's own groups; `*` in it is any text. */
  readonly bridges: string;
  /** The project's own denies; `*` in it is any text. */
  readonly denies: string;
}

/**
 * Attaches the project's denies to users, and nothing else; makes groups on a path of the project's, attaches the same denies
 * to them, and puts users into them.
 *
 * Which user is put into a group cannot be narrowed: that is authorised on the group alone (Service Authorization Reference,
 * IAM). So somebody who is spared every deny is spared by the code there, and not by this.
 */
export function exchanges(Sid: string, { users, bridges, denies }: Exchanging): Statement[] {
  const ours = { 'iam:PolicyARN': denies };
  return [
    { ...allow(Sid, [users], 'iam:AttachUserPolicy', 'iam:DetachUserPolicy'), Condition: { ArnLike: ours } },
    // In one statement, for a policy has only so many characters; the actions that attach always say what.
    { ...allow(`${Sid}ByGroup`, [bridges], ...BRIDGING), Condition: { ArnLikeIfExists: ours } },
  ];
}

const BRIDGING = [
  ...['iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:CreateGroup', 'iam:DeleteGroup', 'iam:DetachGroupPolicy'],
  ...['iam:ListAttachedGroupPolicies', 'iam:ListGroupPolicies', 'iam:RemoveUserFromGroup'],
];
