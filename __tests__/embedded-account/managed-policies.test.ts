import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetAccountSummaryCommand,
  GetPolicyCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  paginateListEntitiesForPolicy,
  paginateListPolicies,
  SetDefaultPolicyVersionCommand,
  type IAMClient,
  type ListPoliciesCommandInput,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { AccountOptions } from '../../src/embedded-account/account-options';
import { anAccount, iamOf, stopAccounts } from './support/accounts';
import { outcomeOf } from './support/outcome';

const NOTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] };
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

let account: EmbeddedAccount;
let iam: IAMClient;

async function begin(quotas: NonNullable<AccountOptions['quotas']> = {}): Promise<void> {
  account = await anAccount({ quotas });
  iam = iamOf(account, account.root);
}
beforeEach(() => begin());
afterEach(stopAccounts);

/** A policy of that many characters, and white space beside. */
function textOf(size: number): string {
  const text = (Sid: string) => JSON.stringify({ ...NOTHING, Statement: [{ ...NOTHING.Statement[0], Sid }] });
  return `${text('x'.repeat(size - text('').length))}${' \n\t'.repeat(300)}`;
}
const create = (PolicyName: string, PolicyDocument = JSON.stringify(NOTHING)) =>
  outcomeOf(iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument })));
const summary = async () => (await iam.send(new GetAccountSummaryCommand({}))).SummaryMap;

describe('the number of policies', () => {
  it('ends at the quota, counts AWS managed ones to nobody, and falls with a deletion', async () => {
    await begin({ PoliciesQuota: 2 });
    const PolicyArn = account.addPolicy({ name: 'one', document: NOTHING });
    expect([await create('two'), await create('three')]).toEqual([
      'done',
      'LimitExceededException: Cannot exceed quota for PoliciesPerAccount: 2',
    ]);
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    expect(await create('three')).toBe('done');
  });

  it('shows in GetAccountSummary beside the quotas of the account', async () => {
    await begin({ PoliciesQuota: 7, PolicySizeQuota: 500, AttachedPoliciesPerRoleQuota: 20 });
    const PolicyArn = account.addPolicy({ name: 'one', document: NOTHING });
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: JSON.stringify(NOTHING) }));
    account.addRole({ name: 'etl' });
    expect(await summary()).toMatchObject({
      ...{ Policies: 1, PolicyVersionsInUse: 2, Users: 1, Roles: 1, Groups: 0 },
      ...{ PoliciesQuota: 7, PolicySizeQuota: 500, VersionsPerPolicyQuota: 5 },
      ...{ AttachedPoliciesPerUserQuota: 10, AttachedPoliciesPerGroupQuota: 10, AttachedPoliciesPerRoleQuota: 20 },
    });
  });
});

describe('the size of a policy', () => {
  it.each([
    [6144, 'done'],
    [6145, 'LimitExceededException: Cannot exceed quota for PolicySize: 6144'],
  ])('of %i characters without white space: %s', async (size, expected) => {
    expect(await create('sized', textOf(size))).toBe(expected);
  });

  it('goes by the quota of the account, for further versions too', async () => {
    await begin({ PolicySizeQuota: 300 });
    expect(await create('one', textOf(300))).toBe('done');
    const PolicyArn = `arn:aws:iam::${account.accountId}:policy/one`;
    const version = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: textOf(301) });
    expect(await outcomeOf(iam.send(version))).toContain('PolicySize: 300');
  });

  it('is refused otherwise where white space makes the text longer than the API takes', async () => {
    const longest = (more: number) => `${JSON.stringify(NOTHING)}${' '.repeat(131_072)}`.slice(0, 131_072 + more);
    expect(await create('long', longest(0))).toBe('done');
    expect(await create('longer', longest(1))).toContain('ValidationError');
  });
});

describe('the versions of a policy', () => {
  let PolicyArn: string;
  const add = (SetAsDefault = false) =>
    outcomeOf(
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: JSON.stringify(NOTHING), SetAsDefault })),
    );
  beforeEach(() => {
    PolicyArn = account.addPolicy({ name: 'one', document: NOTHING });
  });

  it('are five at most, and never get a number again', async () => {
    for (let version = 2; version <= 5; version += 1) expect(await add()).toBe('done');
    expect(await add()).toContain('LimitExceededException: A managed policy can have up to 5 versions');
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
    expect(await add(true)).toBe('done');
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v6', true],
      ['v4', false],
      ['v3', false],
      ['v2', false],
      ['v1', false],
    ]);
  });

  it('keep the policy from being deleted until only the default is left', async () => {
    await add();
    const deletion = () => outcomeOf(iam.send(new DeletePolicyCommand({ PolicyArn })));
    expect(await deletion()).toContain('DeleteConflictException: This policy has more than one version');
    const defaults = new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' });
    expect(await outcomeOf(iam.send(defaults))).toContain('DeleteConflictException');
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v2' }));
    expect(await outcomeOf(iam.send(defaults))).toBe('done');
    expect(await deletion()).toBe('done');
  });
});

describe('what is told of a policy', () => {
  const bounding = () => account.addPolicy({ name: 'bounding', path: '/p/', document: NOTHING });
  const attached = () => account.addPolicy({ name: 'attached', path: '/p/x/', document: NOTHING });

  it('is how many it is attached to and how many it bounds, and its description', async () => {
    const arn = bounding();
    account.addUser({ name: 'ada', boundary: arn, policies: [arn] });
    account.addRole({ name: 'etl', boundary: arn });
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy).toMatchObject({ AttachmentCount: 1, PermissionsBoundaryUsageCount: 2, DefaultVersionId: 'v1' });

    const made = new CreatePolicyCommand({
      PolicyName: 'told',
      PolicyDocument: JSON.stringify(NOTHING),
      Description: 'why it is there',
    });
    const { Policy: told } = await iam.send(made);
    expect(told).not.toHaveProperty('Description');
    const { Policy: read } = await iam.send(new GetPolicyCommand({ PolicyArn: told?.Arn }));
    expect(read?.Description).toBe('why it is there');
  });

  it('is when it came into being, long ago where the scene says so', async () => {
    const createdAt = new Date('2025-01-02T03:04:05Z');
    const arn = account.addPolicy({ name: 'old', document: NOTHING, createdAt });
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy).toMatchObject({ CreateDate: createdAt, UpdateDate: createdAt });
  });

  it.each<[string, Partial<ListPoliciesCommandInput>, string[]]>([
    ['of the account', { Scope: 'Local' }, ['attached', 'bounding', 'free']],
    ['of a path', { Scope: 'Local', PathPrefix: '/p/' }, ['attached', 'bounding']],
    ['of a longer path', { PathPrefix: '/p/x/' }, ['attached']],
    ['that bound somebody', { PolicyUsageFilter: 'PermissionsBoundary' }, ['bounding']],
    ['that are attached', { Scope: 'Local', OnlyAttached: true }, ['attached']],
    ['of AWS that are attached', { Scope: 'AWS', PolicyUsageFilter: 'PermissionsPolicy' }, ['AdministratorAccess']],
  ])('lists those %s', async (_, filter, expected) => {
    account.addPolicy({ name: 'free', document: NOTHING });
    account.addUser({ name: 'ada', boundary: bounding(), policies: [attached(), ADMIN] });
    const { Policies = [] } = await iam.send(new ListPoliciesCommand(filter));
    expect(Policies.map(({ PolicyName }) => PolicyName).sort()).toEqual(expected);
    expect(Policies.find(({ PolicyName }) => PolicyName === 'bounding')?.PermissionsBoundaryUsageCount ?? 1).toBe(1);
  });

  it('comes in pages', async () => {
    for (let index = 0; index < 7; index += 1) account.addPolicy({ name: `policy-${index}`, document: NOTHING });
    const sizes: number[] = [];
    for await (const { Policies = [] } of paginateListPolicies({ client: iam, pageSize: 3 }, { Scope: 'Local' })) {
      sizes.push(Policies.length);
    }
    expect(sizes).toEqual([3, 3, 1]);
  });

  it.each([{ Scope: 'Mine' }, { PolicyUsageFilter: 'Boundary' }, { PathPrefix: 'p' }])(
    'is refused for %j',
    async (filter) => {
      // A client checks none of these; a mistake must not pass for "everything".
      const call = new ListPoliciesCommand({});
      Object.assign(call.input, filter);
      expect(await outcomeOf(iam.send(call))).toContain('ValidationError');
    },
  );

  it.each([
    ['PermissionsBoundary', ['ada', 'etl']],
    ['PermissionsPolicy', ['ada', 'ops']],
    [undefined, ['ada', 'etl', 'ops']],
  ] as const)('names those who have it by %s', async (PolicyUsageFilter, expected) => {
    const arn = bounding();
    account.addUser({ name: 'ada', boundary: arn, policies: [arn] });
    account.addRole({ name: 'etl', boundary: arn });
    account.addGroup({ name: 'ops', policies: [arn] });
    const names: (string | undefined)[] = [];
    const input = { PolicyArn: arn, PolicyUsageFilter };
    for await (const page of paginateListEntitiesForPolicy({ client: iam, pageSize: 1 }, input)) {
      names.push(
        ...(page.PolicyUsers ?? []).map(({ UserName }) => UserName),
        ...(page.PolicyRoles ?? []).map(({ RoleName }) => RoleName),
        ...(page.PolicyGroups ?? []).map(({ GroupName }) => GroupName),
      );
    }
    expect(names.sort()).toEqual(expected);
  });

  it('names only those of the kind and the path asked for', async () => {
    const arn = bounding();
    account.addUser({ name: 'ada', boundary: arn });
    account.addRole({ name: 'etl', path: '/jobs/', boundary: arn });
    account.addRole({ name: 'web', boundary: arn });
    const call = new ListEntitiesForPolicyCommand({ PolicyArn: arn, EntityFilter: 'Role', PathPrefix: '/jobs/' });
    const { PolicyUsers, PolicyRoles } = await iam.send(call);
    expect(PolicyUsers).toEqual([]);
    expect(PolicyRoles).toMatchObject([{ RoleName: 'etl' }]);
  });
});
