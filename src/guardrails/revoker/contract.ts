/** What the construct and the handlers must agree on. Nothing here may import anything. */

/** Name of the guardrail: folders, function, log field and ledger key. */
export const REVOKER = 'revoker';

/** Inline policy of the fallback, put where the quota of managed policies is used up. */
export const INLINE_POLICY_NAME = 'DenyIAM';

/**
 * Calls that decide who is an admin, what the members of a group may do, and who is denied. They match whoever made them.
 *
 * Never by the name of a group: a renamed one would escape.
 */
export const CALLS_OF_ANYBODY = [
  ...['AddUserToGroup', 'RemoveUserFromGroup', 'CreateUser', 'UpdateUser', 'DeleteUser'],
  ...['CreateGroup', 'UpdateGroup', 'DeleteGroup'],
  ...['AttachGroupPolicy', 'DetachGroupPolicy', 'PutGroupPolicy', 'DeleteGroupPolicy'],
  // By these a deny is taken off: a session of an admin's role releases by hand.
  ...['DetachUserPolicy', 'DeleteUserPolicy', 'DeleteUserPermissionsBoundary'],
];

/**
 * IAM API calls made by people, and of roles and services those that change admin groups.
 *
 * `source` is pinned because `events:PutEvents` refuses sources that begin with `aws.`: no custom event can forge it.
 */
export const EVENT_PATTERN = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['iam.amazonaws.com'],
    $or: [{ userIdentity: { type: ['IAMUser', 'FederatedUser', 'Root'] } }, { eventName: CALLS_OF_ANYBODY }],
  },
};

/** What the schedule puts into the queue: look at who is in the admin groups. */
export const LOOK = '{"look":"admin-groups"}';

/** Minutes between two looks. */
export const LOOK_EVERY_MINUTES = 5;

/** What another schedule puts into the queue: tell people of the calls that no notice named. */
export const TELL = '{"tell":"calls"}';

/** Minutes between two such messages. */
export const TELL_EVERY_MINUTES = 1;
