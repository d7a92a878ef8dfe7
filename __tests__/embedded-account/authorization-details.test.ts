import {
  CreatePolicyCommand,
  GetAccountAuthorizationDetailsCommand,
  GetAccountSummaryCommand,
  GetRoleCommand,
  paginateGetAccountAuthorizationDetails,
  AttachRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

afterEach(stopAccounts);

const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::a b/*' }],
};
const startAt = new Date('2026-06-01T00:00:00Z');
const DAY = 86_400_000;
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

async function aPopulatedAccount() {
  const account = await anAccount({ withAdmin: false, startAt });
  const boundary = account.addPolicy({ name: 'boundary', document });
  const policies = [account.addPolicy({ name: 'reader', path: '/team/', document })];
  const inline = { own: JSON.stringify(document) };
  account.addGroup({ name: 'Developers', policies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'], inline });
  account.addUser({
    name: 'bob',
    path: '/staff/',
    groups: ['Developers'],
    policies,
    inline,
    boundary,
    tags: { t: 'v' },
  });
  const createdAt = new Date(startAt.getTime() - 90 * DAY);
  const role = account.addRole({ name: 'deployer', policies, inline, boundary, tags: { t: 'r' }, trust, createdAt });
  return { account, role, boundary, iam: iamOf(account, account.root) };
}

describe('GetAccountAuthorizationDetails', () => {
  it('tells of a user everything but keys and password', async () => {
    const { iam, boundary } = await aPopulatedAccount();
    const { UserDetailList } = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['User'] }));
    expect(UserDetailList).toEqual([
      {
        Path: '/staff/',
        UserName: 'bob',
        UserId: expect.stringMatching(/^AIDA/) as unknown,
        Arn: 'arn:aws:iam::111122223333:user/staff/bob',
        CreateDate: startAt,
        UserPolicyList: [{ PolicyName: 'own', PolicyDocument: expect.stringContaining('%7B%22Version%22') as unknown }],
        GroupList: ['Developers'],
        AttachedManagedPolicies: [{ PolicyName: 'reader', PolicyArn: 'arn:aws:iam::111122223333:policy/team/reader' }],
        PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary },
        Tags: [{ Key: 't', Value: 'v' }],
      },
    ]);
    expect(JSON.parse(decodeURIComponent(UserDetailList?.[0]?.UserPolicyList?.[0]?.PolicyDocument ?? ''))).toEqual(
      document,
    );
  });

  it('tells of a role its trust, age and last use', async () => {
    const { account, iam, role, boundary } = await aPopulatedAccount();
    const at = new Date(startAt.getTime() - 10 * DAY);
    account.use({ arn: role.arn, action: 's3:GetObject', at: new Date(at.getTime() - DAY) });
    account.use({ arn: role.arn, action: 'sqs:SendMessage', at });
    const { RoleDetailList } = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['Role'] }));
    expect(RoleDetailList).toMatchObject([
      {
        RoleName: 'deployer',
        RoleId: role.id,
        CreateDate: new Date(startAt.getTime() - 90 * DAY),
        RoleLastUsed: { LastUsedDate: at, Region: 'us-east-1' },
        PermissionsBoundary: { PermissionsBoundaryArn: boundary },
        Tags: [{ Key: 't', Value: 'r' }],
        RolePolicyList: [{ PolicyName: 'own' }],
        InstanceProfileList: [],
      },
    ]);
    expect(JSON.parse(decodeURIComponent(RoleDetailList?.[0]?.AssumeRolePolicyDocument ?? ''))).toEqual(trust);
    expect((await iam.send(new GetRoleCommand({ RoleName: 'deployer' }))).Role).toMatchObject({
      RoleLastUsed: { LastUsedDate: at },
    });
  });

  it('has no last use of a role nobody used within 400 days, nor of the last four hours', async () => {
    const { account, iam, role } = await aPopulatedAccount();
    account.use({ arn: role.arn, action: 's3:GetObject', at: new Date(startAt.getTime() - 401 * DAY) });
    account.use({ arn: role.arn, action: 's3:GetObject' });
    const lastUse = async () => (await iam.send(new GetRoleCommand({ RoleName: 'deployer' }))).Role?.RoleLastUsed;
    expect(await lastUse()).toEqual({});
    account.clock.advance(4 * 3_600_000);
    expect(await lastUse()).toEqual({ LastUsedDate: startAt, Region: 'us-east-1' });
  });

  it('lists the policies of the account, and those of AWS that somebody uses, with every version', async () => {
    const { iam } = await aPopulatedAccount();
    const answer = await iam.send(new GetAccountAuthorizationDetailsCommand({}));
    expect(answer.Policies?.map(({ PolicyName }) => PolicyName).sort()).toEqual([
      'ReadOnlyAccess',
      'boundary',
      'reader',
    ]);
    expect(answer.Policies?.find(({ PolicyName }) => PolicyName === 'boundary')).toMatchObject({
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 2,
      PolicyVersionList: [{ VersionId: 'v1', IsDefaultVersion: true }],
    });
    const local = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['LocalManagedPolicy'] }));
    expect(local.Policies).toHaveLength(2);
    expect(local.UserDetailList).toEqual([]);
  });

  it('gives each entry once, whatever the size of the pages', async () => {
    const { account, iam } = await aPopulatedAccount();
    for (let index = 0; index < 7; index += 1) account.addRole({ name: `role-${index}` });
    const names: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 3 }, {})) {
      pages += 1;
      names.push(...(page.UserDetailList ?? []).map(({ UserName }) => UserName));
      names.push(...(page.GroupDetailList ?? []).map(({ GroupName }) => GroupName));
      names.push(...(page.RoleDetailList ?? []).map(({ RoleName }) => RoleName));
      names.push(...(page.Policies ?? []).map(({ PolicyName }) => PolicyName));
    }
    expect(pages).toBe(5);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toHaveLength(13);
  });

  it('needs a permission of its own', async () => {
    const { account } = await aPopulatedAccount();
    const bob = iamOf(account, account.addUser({ name: 'carol' }).credentials);
    await expect(bob.send(new GetAccountAuthorizationDetailsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('quotas', () => {
  it('are what the account was given, and they bind', async () => {
    const account = await anAccount({ quotas: { AttachedPoliciesPerRoleQuota: 1, PoliciesQuota: 2 } });
    const iam = iamOf(account, account.root);
    const policies = [1, 2].map((index) => account.addPolicy({ name: `p-${index}`, document }));
    account.addRole({ name: 'deployer', policies: policies.slice(0, 1) });
    expect((await iam.send(new GetAccountSummaryCommand({}))).SummaryMap).toMatchObject({
      AttachedPoliciesPerRoleQuota: 1,
      AttachedPoliciesPerUserQuota: 10,
      PoliciesQuota: 2,
      Policies: 2,
      RolePolicySizeQuota: 10240,
    });
    const attach = new AttachRolePolicyCommand({ RoleName: 'deployer', PolicyArn: policies[1] });
    await expect(iam.send(attach)).rejects.toMatchObject({ name: 'LimitExceededException' });
    const create = new CreatePolicyCommand({ PolicyName: 'third', PolicyDocument: JSON.stringify(document) });
    await expect(iam.send(create)).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});
