import { alreadyExists, deleteConflict, limitExceeded } from '../../wire/aws-error';
import { boundaryAnswer, boundingPolicy } from '../policies/boundaries';
import { checkedName, checkedPath, page, userOf, type IamCall, type IamOperation } from '../call';
import { lastUseOfPassword } from '../reports/last-use';
import { addUser } from './principals';
import type { User } from '../entities';
import { removeTags, setTags, tagsOf } from './tags';

const summaryOf = ({ state }: IamCall, user: User) => {
  const used = lastUseOfPassword(state, user);
  return {
    Path: user.path,
    UserName: user.name,
    UserId: user.id,
    Arn: state.arnOf('user', user),
    CreateDate: user.createdAt,
    ...(used && { PasswordLastUsed: used }),
  };
};

/** As GetUser and CreateUser answer; the lists leave boundary and tags out. */
const detailsOf = (call: IamCall, user: User) => {
  return {
    ...summaryOf(call, user),
    ...boundaryAnswer(user),
    ...(user.tags.size > 0 && { Tags: tagsOf(user) }),
  };
};

function refuseTaken({ state }: IamCall, name: string, owner?: User): void {
  const found = state.findUser(name);
  if (found && found !== owner) throw alreadyExists(`User with name ${name} already exists.`);
}

function refuseDependents(user: User): void {
  const must = (what: string) => deleteConflict(`Cannot delete entity, must ${what} first.`);
  if (user.loginProfile) throw must('delete login profile');
  if (user.keys.length > 0) throw must('delete access keys');
  if (user.signingCertificates.length > 0) throw must('delete signing certificates');
  if (user.sshKeys.length > 0) throw must('delete SSH public keys');
  if (user.serviceCredentials.length > 0) throw must('delete service specific credentials');
  if (user.mfaDevices.length > 0) throw must('delete MFA device');
  if (Object.keys(user.inline.current).length > 0) throw must('delete policies');
  if (user.attached.current.length > 0) throw must('detach all policies');
  if (user.groups.current.length > 0) throw must('remove users from group');
}

export const USER_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  GetUser: (call) => {
    if (call.caller.identity.type === 'Root' && call.params.optional('UserName') === undefined) {
      const { accountId, rootArn } = call.state;
      return { User: { UserId: accountId, Arn: rootArn, CreateDate: call.state.clock.now() } };
    }
    return { User: detailsOf(call, userOf(call)) };
  },
  ListUsers: (call) => {
    const prefix = call.params.optional('PathPrefix') ?? '/';
    const users = [...call.state.users.values()]
      .filter(({ path }) => path.startsWith(prefix))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const { items, rest } = page(call, users);
    return { Users: items.map((user) => summaryOf(call, user)), ...rest };
  },
  CreateUser: (call) => {
    const { params, state } = call;
    const name = checkedName(params.text('UserName'), 'userName', 64);
    const path = checkedPath(params.optional('Path'));
    refuseTaken(call, name);
    const { UsersQuota } = state.quotas;
    if (state.users.size >= UsersQuota) throw limitExceeded(`Cannot exceed quota for UsersPerAccount: ${UsersQuota}`);
    const bound = params.optional('PermissionsBoundary');
    const boundary = bound === undefined ? {} : { boundary: boundingPolicy(state, bound) };
    const user = addUser(state, { name, path, ...boundary });
    setTags(user, params.tags());
    return { User: detailsOf(call, user) };
  },
  UpdateUser: (call) => {
    const user = call.state.userNamed(call.params.text('UserName'));
    const name = checkedName(call.params.optional('NewUserName') ?? user.name, 'newUserName', 64);
    const path = checkedPath(call.params.optional('NewPath') ?? user.path);
    refuseTaken(call, name, user);
    call.state.users.rename(user, name);
    user.path = path;
    return undefined;
  },
  DeleteUser: ({ params, state }) => {
    const user = state.userNamed(params.text('UserName'));
    refuseDependents(user);
    state.users.delete(user.id);
    return undefined;
  },
  TagUser: ({ params, state }) => {
    setTags(state.userNamed(params.text('UserName')), params.tags());
    return undefined;
  },
  UntagUser: ({ params, state }) => {
    removeTags(state.userNamed(params.text('UserName')), params);
    return undefined;
  },
  ListUserTags: (call) => {
    const { items, rest } = page(call, tagsOf(call.state.userNamed(call.params.text('UserName'))));
    return { Tags: items, ...rest };
  },
  ListGroupsForUser: (call) => {
    const user = call.state.userNamed(call.params.text('UserName'));
    const groups = user.groups.asOf(call.readLagMs).flatMap((id) => call.state.groups.get(id) ?? []);
    const { items, rest } = page(call, groups);
    return {
      Groups: items.map((group) => ({
        Path: group.path,
        GroupName: group.name,
        GroupId: group.id,
        Arn: call.state.arnOf('group', group),
        CreateDate: group.createdAt,
      })),
      ...rest,
    };
  },
};
