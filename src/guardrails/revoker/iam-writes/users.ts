import { row, USER, type IamWrites } from './shape';

/** Users, and what they are given or lose. */
export const USER_WRITES: IamWrites = {
  CreateUser: row('makes', 'user', 'created user {name}[, bounded by {parameters.permissionsBoundary}]', {
    name: ['response.user.arn', 'parameters.userName'],
    id: 'response.user.userId',
  }),
  UpdateUser: row(
    'changes',
    'user',
    'changed user {name}[: renamed to {parameters.newUserName}][: moved to path {parameters.newPath}]',
    { name: ['parameters.userName'] },
  ),
  DeleteUser: row('removes', 'user', 'deleted user {name}', { name: ['parameters.userName'] }),
  AttachUserPolicy: row('opens', 'attached-policy', 'attached policy {name} to {whom}', {
    name: ['parameters.policyArn'],
    whom: USER,
  }),
  DetachUserPolicy: row('closes', 'attached-policy', 'detached policy {name} from {whom}', {
    name: ['parameters.policyArn'],
    whom: USER,
  }),
  PutUserPolicy: row('opens', 'inline-policy', 'put inline policy {name} on {whom}', {
    name: ['parameters.policyName'],
    whom: USER,
  }),
  DeleteUserPolicy: row('closes', 'inline-policy', 'deleted inline policy {name} of {whom}', {
    name: ['parameters.policyName'],
    whom: USER,
  }),
  // A boundary may replace a narrower one: only who knows what stood before can say whether it closes anything.
  PutUserPermissionsBoundary: row('changes', 'boundary', 'set permissions boundary {name} on {whom}', {
    name: ['parameters.permissionsBoundary'],
    whom: USER,
  }),
  DeleteUserPermissionsBoundary: row('opens', 'boundary', 'took the permissions boundary off {whom}', { whom: USER }),
  TagUser: row('changes', 'tags', 'tagged {whom} with {name}', { name: ['parameters.tags'], whom: USER }),
  UntagUser: row('changes', 'tags', 'took the tags {name} off {whom}', { name: ['parameters.tagKeys'], whom: USER }),
};
