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
