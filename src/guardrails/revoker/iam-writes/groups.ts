import { GROUP, row, type IamWrites } from './shape';

/** Groups, who is in them, and what they are given or lose. */
export const GROUP_WRITES: IamWrites = {
  CreateGroup: row('makes', 'group', 'created group {name}', {
    name: ['response.group.arn', 'parameters.groupName'],
    id: 'response.group.groupId',
  }),
  UpdateGroup: row(
    'changes',
    'group',
    'changed group {name}[: renamed to {parameters.newGroupName}][: moved to path {parameters.newPath}]',
    { name: ['parameters.groupName'] },
  ),
  DeleteGroup: row('removes', 'group', 'deleted group {name}', { name: ['parameters.groupName'] }),
  AddUserToGroup: row('opens', 'membership', 'added user {name} to {whom}', {
    name: ['parameters.userName'],
    whom: GROUP,
  }),
  RemoveUserFromGroup: row('closes', 'membership', 'took user {name} out of {whom}', {
    name: ['parameters.userName'],
    whom: GROUP,
  }),
  AttachGroupPolicy: row('opens', 'attached-policy', 'attached policy {name} to {whom}', {
    name: ['parameters.policyArn'],
    whom: GROUP,
  }),
  DetachGroupPolicy: row('closes', 'attached-policy', 'detached policy {name} from {whom}', {
    name: ['parameters.policyArn'],
    whom: GROUP,
  }),
  PutGroupPolicy: row('opens', 'inline-policy', 'put inline policy {name} on {whom}', {
    name: ['parameters.policyName'],
    whom: GROUP,
  }),
  DeleteGroupPolicy: row('closes', 'inline-policy', 'deleted inline policy {name} of {whom}', {
    name: ['parameters.policyName'],
    whom: GROUP,
  }),
};
