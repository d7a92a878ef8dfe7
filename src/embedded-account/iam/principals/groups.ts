import { alreadyExists, deleteConflict, limitExceeded, noSuchEntity } from '../../wire/aws-error';
import { checkedName, checkedPath, page, type IamCall, type IamOperation } from '../call';
import { addGroup } from './principals';
import type { Group } from '../entities';

const answerOf = ({ state }: IamCall, group: Group) => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: state.arnOf('group', group),
  CreateDate: group.createdAt,
});

function refuseTaken({ state }: IamCall, name: string, owner?: Group): void {
  const found = state.findGroup(name);
  if (found && found !== owner) throw alreadyExists(`Group with name ${name} already exists.`);
}

export const GROUP_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  GetGroup: (call) => {
    const group = call.state.groupNamed(call.params.text('GroupName'));
    const { items, rest } = page(call, call.state.membersOf(group.id));
    return {
      Group: answerOf(call, group),
      Users: items.map((user) => ({
        Path: user.path,
        UserName: user.name,
        UserId: user.id,
        Arn: call.state.arnOf('user', user),
        CreateDate: user.createdAt,
      })),
      ...rest,
    };
  },
  ListGroups: (call) => {
    const prefix = call.params.optional('PathPrefix') ?? '/';
    const found = [...call.state.groups.values()].filter(({ path }) => path.startsWith(prefix));
    const { items, rest } = page(call, found);
    return { Groups: items.map((group) => answerOf(call, group)), ...rest };
  },
  CreateGroup: (call) => {
    const name = checkedName(call.params.text('GroupName'), 'groupName', 128);
    const path = checkedPath(call.params.optional('Path'));
    refuseTaken(call, name);
    const { groups, quotas } = call.state;
    if (groups.size >= quotas.GroupsQuota) {
      throw limitExceeded(`Cannot exceed quota for GroupsPerAccount: ${quotas.GroupsQuota}`);
    }
    return { Group: answerOf(call, addGroup(call.state, { name, path })) };
  },
  UpdateGroup: (call) => {
    const group = call.state.groupNamed(call.params.text('GroupName'));
    const name = checkedName(call.params.optional('NewGroupName') ?? group.name, 'newGroupName', 128);
    const path = checkedPath(call.params.optional('NewPath') ?? group.path);
    refuseTaken(call, name, group);
    call.state.groups.rename(group, name);
    group.path = path;
    return undefined;
  },
  DeleteGroup: ({ params, state }) => {
    const group = state.groupNamed(params.text('GroupName'));
    if (state.membersOf(group.id).length > 0)
      throw deleteConflict('Cannot delete entity, must remove users from group first.');
    if (Object.keys(group.inline.current).length > 0)
      throw deleteConflict('Cannot delete entity, must delete policies first.');
    if (group.attached.current.length > 0)
      throw deleteConflict('Cannot delete entity, must detach all policies first.');
    state.groups.delete(group.id);
    return undefined;
  },
  AddUserToGroup: ({ params, state }) => {
    const group = state.groupNamed(params.text('GroupName'));
    const { groups } = state.userNamed(params.text('UserName'));
    if (groups.current.includes(group.id)) return undefined;
    const { GroupsPerUserQuota } = state.quotas;
    if (groups.current.length >= GroupsPerUserQuota) {
      throw limitExceeded(`Cannot exceed quota for GroupsPerUser: ${GroupsPerUserQuota}`);
    }
    groups.set([...groups.current, group.id]);
    return undefined;
  },
  RemoveUserFromGroup: ({ params, state }) => {
    const group = state.groupNamed(params.text('GroupName'));
    const { groups, name } = state.userNamed(params.text('UserName'));
    if (!groups.current.includes(group.id)) {
      throw noSuchEntity(`User ${name} is not a member of group ${group.name}.`);
    }
    groups.set(groups.current.filter((id) => id !== group.id));
    return undefined;
  },
};
