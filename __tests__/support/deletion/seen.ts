import { GetAccountAuthorizationDetailsCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { Principal } from '../../../src/domain/identity/principal';
import { canonical } from '../../../src/domain/policy/policy-document';

/** What IAM says of a user or role in its own words, and what the account has of it, but for what cannot come back. */
export async function whatComesBack(account: EmbeddedAccount, iam: IAMClient, principal: Principal): Promise<unknown> {
  return principal.kind === 'user' ? userSeen(account, iam, principal) : roleSeen(account, iam, principal);
}

const details = (iam: IAMClient, kind: 'User' | 'Role') =>
  iam.send(new GetAccountAuthorizationDetailsCommand({ MaxItems: 1000, Filter: [kind] }));

async function userSeen(account: EmbeddedAccount, iam: IAMClient, { name, arn }: Principal): Promise<unknown> {
  const { UserDetailList = [] } = await details(iam, 'User');
  const found = UserDetailList.find(({ UserName }) => UserName === name);
  const kept = account.snapshot().users.find((one) => one.arn === arn);
  if (found === undefined || kept === undefined) return undefined;
  const { signingCertificates, sshKeys } = kept;
  return inOrder({ ...found, signingCertificates, sshKeys });
}

async function roleSeen(account: EmbeddedAccount, iam: IAMClient, { name, arn }: Principal): Promise<unknown> {
  const { RoleDetailList = [] } = await details(iam, 'Role');
  const found = RoleDetailList.find(({ RoleName }) => RoleName === name);
  const { roles, instanceProfiles } = account.snapshot();
  const kept = roles.find((one) => one.arn === arn);
  if (found === undefined || kept === undefined) return undefined;
  const { trust, description, maxSessionSeconds } = kept;
  const names = found.InstanceProfileList?.map(({ InstanceProfileName }) => InstanceProfileName);
  const profiles = instanceProfiles.filter((one) => names?.includes(one.name));
  return inOrder({ ...found, profiles, trust, description, maxSessionSeconds });
}

/** What IAM draws anew for every principal, or shows of its instance profiles beside what they are made with. */
const NEW = ['UserId', 'RoleId', 'CreateDate', 'InstanceProfileList'];

/** IAM promises no order of lists and tags. */
const inOrder = (seen: object): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(seen)
      .filter(([key]) => !NEW.includes(key))
      .map(([key, value]: [string, unknown]) => [key, Array.isArray(value) ? value.map(canonical).sort() : value]),
  );
