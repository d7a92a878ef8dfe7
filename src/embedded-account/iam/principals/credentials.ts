import { accessDenied, alreadyExists, AwsError, limitExceeded, noSuchEntity } from '../../wire/aws-error';
import { page, userOf, type IamOperation } from '../call';
import { lastUseOfKey } from '../reports/last-use';
import type { AccessKey, User } from '../entities';
import type { AccountState } from '../state';

const MOST_KEYS = 2;

/** Gives a user one more access key; what IAM's own operation and the set-up of a test share. */
export function addAccessKey(state: AccountState, user: User, createdAt = state.clock.now()): AccessKey {
  const { identifiers } = state;
  if (user.keys.length >= MOST_KEYS) throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
  const id = identifiers.unique('AKIA', user.id);
  const key: AccessKey = {
    id,
    secret: identifiers.secret('secret key', id),
    createdAt,
    status: 'Active',
  };
  user.keys.push(key);
  state.keyOwners.set(key.id, user.id);
  return key;
}

function keyOf(user: User, id: string): AccessKey {
  const key = user.keys.find((one) => one.id === id);
  if (!key) throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
  return key;
}

export const CREDENTIAL_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  CreateAccessKey: (call) => {
    const user = userOf(call);
    const key = addAccessKey(call.state, user);
    return {
      AccessKey: {
        UserName: user.name,
        AccessKeyId: key.id,
        Status: key.status,
        SecretAccessKey: key.secret,
        CreateDate: key.createdAt,
      },
    };
  },
  UpdateAccessKey: (call) => {
    const key = keyOf(userOf(call), call.params.text('AccessKeyId'));
    key.status = call.params.text('Status') === 'Active' ? 'Active' : 'Inactive';
    return undefined;
  },
  DeleteAccessKey: (call) => {
    const { keys } = userOf(call);
    keys.splice(keys.indexOf(keyOf(userOf(call), call.params.text('AccessKeyId'))), 1);
    return undefined;
  },
  ListAccessKeys: (call) => {
    const user = userOf(call);
    const { items, rest } = page(call, user.keys);
    return {
      AccessKeyMetadata: items.map(({ id, status, createdAt }) => ({
        UserName: user.name,
        AccessKeyId: id,
        Status: status,
        CreateDate: createdAt,
      })),
      ...rest,
    };
  },
  GetAccessKeyLastUsed: ({ params, state }) => {
    const id = params.text('AccessKeyId');
    const owner = state.ownerOf(id);
    // IAM refuses a key it cannot find in these words and this status.
    if (!owner) throw accessDenied(`User is not authorized to access key ${id}.`);
    const lastUsed = lastUseOfKey(state, owner, keyOf(owner, id));
    return {
      UserName: owner.name,
      AccessKeyLastUsed: {
        ...(lastUsed && { LastUsedDate: lastUsed.at }),
        ServiceName: lastUsed?.service ?? 'N/A',
        Region: lastUsed ? 'us-east-1' : 'N/A',
      },
    };
  },
  CreateLoginProfile: (call) => {
    const user = userOf(call);
    if (user.loginProfile) throw alreadyExists(`Login Profile for user ${user.name} already exists.`);
    const resetRequired = call.params.optional('PasswordResetRequired') === 'true';
    user.loginProfile = { createdAt: call.state.clock.now(), resetRequired, password: call.params.text('Password') };
    const { createdAt } = user.loginProfile;
    return { LoginProfile: { UserName: user.name, CreateDate: createdAt, PasswordResetRequired: resetRequired } };
  },
  GetLoginProfile: (call) => {
    const { name, loginProfile } = userOf(call);
    if (!loginProfile) throw noSuchEntity(`Login Profile for User ${name} cannot be found.`);
    const { createdAt, resetRequired } = loginProfile;
    return { LoginProfile: { UserName: name, CreateDate: createdAt, PasswordResetRequired: resetRequired } };
  },
  // What is left out stays as it is.
  UpdateLoginProfile: (call) => {
    const user = userOf(call);
    const { params } = call;
    if (!user.loginProfile) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
    const { createdAt, resetRequired, password } = user.loginProfile;
    user.loginProfile = {
      createdAt,
      resetRequired: (params.optional('PasswordResetRequired') ?? String(resetRequired)) === 'true',
      password: params.optional('Password') ?? password,
    };
    return undefined;
  },
  DeleteLoginProfile: (call) => {
    const user = userOf(call);
    if (!user.loginProfile) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
    delete user.loginProfile;
    return undefined;
  },
  ChangePassword: ({ caller, params }) => {
    const { user } = caller;
    if (!user) throw new AwsError('InvalidUserType', 'Only IAM Users can change their own password', 400);
    if (!user.loginProfile) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
    if (user.loginProfile.password !== params.text('OldPassword')) {
      throw accessDenied('The old password was incorrect.');
    }
    user.loginProfile.password = params.text('NewPassword');
    return undefined;
  },
};
