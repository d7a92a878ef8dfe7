import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type AccessAdvisorUsageGranularityType,
  type IAMClient,
  type ServiceLastAccessed,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { AccountOptions } from '../../src/embedded-account/account-options';
import { allowedServices } from '../../src/embedded-account/access-advisor/allowed-services';
import { parseIdentityPolicy } from '../../src/embedded-account/policy/statement';
import { anAccount, iamOf, stopAccounts } from './support/accounts';
import { SERVICE_PREFIXES } from '../../src/domain/policy/service-prefixes';

afterEach(stopAccounts);

const DAY = 86_400_000;
const startAt = new Date('2026-06-01T00:00:00Z');
const daysAgo = (days: number) => new Date(startAt.getTime() - days * DAY);
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
const deny = (...Action: string[]) => ({ Effect: 'Deny', Action, Resource: '*' });

/** An account whose jobs are done at once unless told otherwise. */
const advised = (options: Partial<AccountOptions> = {}) =>
  anAccount({ startAt, accessAdvisor: { jobMs: [0, 0] }, ...options });
const generate = async (iam: IAMClient, Arn: string, Granularity?: AccessAdvisorUsageGranularityType) =>
  (await iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity }))).JobId;
const read = (iam: IAMClient, JobId: string | undefined, page: { MaxItems?: number; Marker?: string } = {}) =>
  iam.send(new GetServiceLastAccessedDetailsCommand({ JobId, ...page }));
const report = async (account: EmbeddedAccount, arn: string): Promise<ServiceLastAccessed[]> => {
  const iam = iamOf(account, account.root);
  return (await read(iam, await generate(iam, arn), { MaxItems: 1000 })).ServicesLastAccessed ?? [];
};
const used = (services: readonly ServiceLastAccessed[]) =>
  services.filter(({ TotalAuthenticatedEntities = 0 }) => TotalAuthenticatedEntities > 0);

describe('a report', () => {
  it('tells the last use of each service that the principal may use today', async () => {
    const account = await advised();
    const { arn } = account.addRole({ name: 'app', inline: { own: policy(allow('s3:Get*', 'sqs:*')) } });
    account.use({ arn, action: 's3:GetObject', at: daysAgo(30) });
    account.use({ arn, action: 's3:PutObject', at: daysAgo(20) });
    account.use({ arn, action: 'ec2:RunInstances', at: daysAgo(1) });
    expect(await report(account, arn)).toEqual([
      {
        ServiceName: 's3',
        ServiceNamespace: 's3',
        LastAuthenticated: daysAgo(20),
        LastAuthenticatedEntity: arn,
        LastAuthenticatedRegion: 'us-east-1',
        TotalAuthenticatedEntities: 1,
      },
      { ServiceName: 'sqs', ServiceNamespace: 'sqs', TotalAuthenticatedEntities: 0 },
    ]);
  });

  it.each([
    ['just within the tracking period', 400, 1],
    ['beyond the tracking period', 401, 0],
    ['less than four hours ago', 0, 0],
  ])('counts a use %s: %d days ago', async (_, days, expected) => {
    const account = await advised();
    const { arn } = account.addRole({ name: 'app', inline: { own: policy(allow('s3:*')) } });
    account.use({ arn, action: 's3:GetObject', at: daysAgo(days) });
    expect(used(await report(account, arn))).toHaveLength(expected);
  });

  it('on an administrator has about 450 services, in pages of 100 unless more are asked for', async () => {
    const account = await advised();
    const { arn } = account.addRole({ name: 'admin', policies: [ADMINISTRATOR] });
    const all = (await report(account, arn)).map(({ ServiceNamespace = '' }) => ServiceNamespace);
    expect(all.length).toBeGreaterThan(440);
    const late = all.slice(100, 160);
    for (const service of late) account.use({ arn, action: `${service}:Anything`, at: daysAgo(5) });
    const iam = iamOf(account, account.root);
    const JobId = await generate(iam, arn);
    const found: ServiceLastAccessed[] = [];
    let Marker: string | undefined;
    let pages = 0;
    do {
      const page = await read(iam, JobId, { ...(Marker !== undefined && { Marker }) });
      found.push(...(page.ServicesLastAccessed ?? []));
      Marker = page.Marker;
      pages += 1;
    } while (Marker !== undefined);
    expect(pages).toBe(Math.ceil(all.length / 100));
    expect(used(found).map(({ ServiceNamespace }) => ServiceNamespace)).toEqual(late);
    expect(used((await read(iam, JobId)).ServicesLastAccessed ?? [])).toEqual([]);
    await expect(read(iam, JobId, { MaxItems: 1001 })).rejects.toMatchObject({ name: 'ValidationError' });
  });

  it('on a group counts its members, on a policy everybody who has it', async () => {
    const account = await advised();
    const shared = account.addPolicy({
      name: 'shared',
      document: { Version: '2012-10-17', Statement: [allow('s3:*')] },
    });
    account.addGroup({ name: 'Team', policies: [shared] });
    const [bob, carol] = ['bob', 'carol'].map((name) => account.addUser({ name, groups: ['Team'] }).arn);
    const app = account.addRole({ name: 'app', policies: [shared] }).arn;
    for (const [index, arn] of [bob, carol, app].entries()) {
      account.use({ arn: arn ?? '', action: 's3:GetObject', at: daysAgo(10 - index) });
    }
    expect(await report(account, 'arn:aws:iam::111122223333:group/Team')).toMatchObject([
      { LastAuthenticatedEntity: carol, TotalAuthenticatedEntities: 2 },
    ]);
    expect(await report(account, shared)).toMatchObject([
      { LastAuthenticatedEntity: app, TotalAuthenticatedEntities: 3 },
    ]);
  });
});

describe('the services of a report', () => {
  const services = (statements: object[], leavesDeniedOut = true) =>
    allowedServices([parseIdentityPolicy(policy(...statements))], { services: SERVICE_PREFIXES, leavesDeniedOut });

  it.each([
    ['one action', [allow('s3:GetObject')], ['s3']],
    ['letters of another case', [allow('S3:getobject')], ['s3']],
    ['a wildcard in the prefix', [allow('sq?:*')], ['sqs']],
    ['a condition', [{ ...allow('sqs:*'), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }], ['sqs']],
    ['a deny of everything', [allow('s3:*', 'sqs:*'), deny('s3:*')], ['sqs']],
    ['a deny of some actions', [allow('s3:*'), deny('s3:Put*')], ['s3']],
    ['a deny on one resource', [allow('s3:*'), { ...deny('s3:*'), Resource: 'arn:aws:s3:::one' }], ['s3']],
    [
      'a deny under a condition',
      [allow('s3:*'), { ...deny('s3:*'), Condition: { Bool: { 'aws:ViaAWSService': 'false' } } }],
      ['s3'],
    ],
    ['a deny of all others', [allow('*'), { Effect: 'Deny', NotAction: ['s3:Get*'], Resource: '*' }], ['s3']],
  ])('with %s', (_, statements, expected) => {
    expect(services(statements)).toEqual(expected);
  });

  it('with NotAction leave out only what it names whole', () => {
    const all = services([allow('*')]);
    const left = services([{ Effect: 'Allow', NotAction: ['iam:*', 'sts:AssumeRole'], Resource: '*' }]);
    expect(all.filter((service) => !left.includes(service))).toEqual(['iam']);
  });

  it('can keep what is denied', () => {
    expect(services([allow('s3:*'), deny('s3:*')], false)).toEqual(['s3']);
  });
});

describe('a job', () => {
  it("takes its time, on the account's clock too", async () => {
    const account = await advised({ accessAdvisor: { jobMs: [3_600_000, 3_600_000] } });
    const { arn } = account.addRole({ name: 'app', inline: { own: policy(allow('s3:*')) } });
    const iam = iamOf(account, account.root);
    const JobId = await generate(iam, arn);
    expect(await read(iam, JobId)).toMatchObject({ JobStatus: 'IN_PROGRESS', ServicesLastAccessed: [] });
    account.clock.advance(3_600_000);
    expect(await read(iam, JobId)).toMatchObject({ JobStatus: 'COMPLETED', JobType: 'SERVICE_LEVEL' });
  });

  it('is told to nobody but the session that generated it', async () => {
    const account = await advised();
    const { arn } = account.addRole({ name: 'auditor', policies: [ADMINISTRATOR] });
    const [first, second] = ['one', 'two'].map(() => iamOf(account, account.assumeRole('auditor', 'same-name')));
    if (!first || !second) throw new Error('there are two');
    const JobId = await generate(first, arn);
    await expect(read(second, JobId)).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    expect((await read(first, JobId)).JobStatus).toBe('COMPLETED');
  });

  it('fails or never completes for whom it is told to, and for nobody else', async () => {
    const account = await advised();
    const [failing, stuck, fine] = ['failing', 'stuck', 'fine'].map((name) => account.addRole({ name }).arn);
    account.decideReports(failing ?? '', { fails: { code: 'ServiceFailure', message: 'Try later' } });
    account.decideReports(stuck ?? '', 'never-completes');
    const iam = iamOf(account, account.root);
    const ends = async (arn = '') => read(iam, await generate(iam, arn));
    expect(await ends(failing)).toMatchObject({
      JobStatus: 'FAILED',
      Error: { Code: 'ServiceFailure', Message: 'Try later' },
      ServicesLastAccessed: [],
    });
    const jobs = [await generate(iam, stuck ?? ''), await generate(iam, fine ?? '')];
    account.clock.advance(DAY);
    expect((await read(iam, jobs[0])).JobStatus).toBe('IN_PROGRESS');
    expect((await read(iam, jobs[1])).JobStatus).toBe('COMPLETED');
  });

  it.each([
    ['about nobody', 'arn:aws:iam::111122223333:role/none', undefined, 'NoSuchEntityException'],
    ['about actions', ADMINISTRATOR, 'ACTION_LEVEL', 'NotEmulated'],
  ] as const)('%s is refused', async (_, arn, granularity, name) => {
    const account = await advised();
    await expect(generate(iamOf(account, account.root), arn, granularity)).rejects.toMatchObject({ name });
  });

  it('needs a permission on the principal', async () => {
    const account = await advised();
    const [one, other] = ['one', 'other'].map((name) => account.addRole({ name }).arn);
    const inline = {
      own: policy({ Effect: 'Allow', Action: 'iam:GenerateServiceLastAccessedDetails', Resource: one }),
    };
    const auditor = iamOf(account, account.addUser({ name: 'auditor', inline }).credentials);
    const JobId = await generate(auditor, one ?? '');
    await expect(generate(auditor, other ?? '')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(read(auditor, JobId)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
