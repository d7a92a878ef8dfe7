import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreatePolicyVersionCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import { accessAdvisor } from '../../src/aws/iam/access-advisor';
import { authorizationDetails, type DetailsPage } from '../../src/aws/iam/authorization-details';
import { jobIamClient } from '../../src/aws/clients/clients';
import { credentialReport, credentialReportIn } from '../../src/aws/iam/credential-report';
import { iamTagger } from '../../src/aws/iam/tagger';
import type { Paced } from '../../src/aws/iam/paced';
import { retriesUnlessThrottled } from '../../src/aws/clients/retries';
import { isDenied, isExpired, isPassing, isThrottled } from '../../src/aws/clients/error-kinds';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, iamOf, stopAccounts } from '../embedded-account/support/accounts';
import type { LastUse } from '../../src/domain/run/last-uses';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

afterEach(stopAccounts);

const DAY = 86_400_000;
const startAt = new Date('2026-06-01T00:00:00Z');
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const allowing = (...Action: string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const rootOf = (account: EmbeddedAccount) => iamOf(account, account.root);
const anAuditedAccount = (jobMs: readonly [number, number] = [0, 0]) =>
  anAccount({ startAt, withAdmin: false, accessAdvisor: { jobMs } });

describe('the port of Access Advisor', () => {
  it('reads an administrator on one page, and the use that is beyond the first hundred', async () => {
    const account = await anAuditedAccount();
    const { arn } = account.addRole({ name: 'admin', policies: [ADMINISTRATOR] });
    const at = new Date(startAt.getTime() - DAY);
    account.use({ arn, action: 'sqs:SendMessage', at });
    const advisor = accessAdvisor(rootOf(account));
    const reading = await advisor.read((await advisor.generate(arn)) ?? '');
    if (reading?.status !== 'completed') throw new Error('it was done at once');
    expect(reading).not.toHaveProperty('marker');
    expect(reading.services.length).toBeGreaterThan(440);
    expect(reading.services.filter(({ lastUsedAt }) => lastUsedAt !== undefined)).toEqual([
      { service: 'sqs', lastUsedAt: at.toISOString(), entities: 1 },
    ]);
  });

  it('tells a job that runs, one that failed, and somebody who is gone', async () => {
    const account = await anAuditedAccount([3_600_000, 3_600_000]);
    const { arn } = account.addRole({ name: 'app' });
    const advisor = accessAdvisor(rootOf(account));
    expect(await advisor.read((await advisor.generate(arn)) ?? '')).toEqual({ status: 'running' });
    account.decideReports(arn, { fails: { code: 'ServiceFailure', message: 'Try later' } });
    const failing = (await advisor.generate(arn)) ?? '';
    account.clock.advance(3_600_000);
    expect(await advisor.read(failing)).toEqual({ status: 'failed', why: 'ServiceFailure: Try later' });
    expect(await advisor.generate('arn:aws:iam::111122223333:role/none')).toBeUndefined();
    expect(await advisor.read('no-such-job')).toBeUndefined();
  });

  it('goes on where a page ended', async () => {
    const services = ['s3', 'sqs'].map((ServiceNamespace) => ({ ServiceNamespace }));
    const asked: unknown[] = [];
    const iam = new IAMClient({ region: 'us-east-1' });
    iam.middlewareStack.add(
      () => (args) => {
        asked.push(args.input);
        const marker = asked.length === 1 ? { IsTruncated: true, Marker: '2' } : { IsTruncated: false };
        const page = { JobStatus: 'COMPLETED', ServicesLastAccessed: services.slice(asked.length - 1, asked.length) };
        return Promise.resolve({ output: { $metadata: {}, ...page, ...marker }, response: {} });
      },
      { step: 'initialize', priority: 'high' },
    );
    const advisor = accessAdvisor(iam);
    const page = (service: string) => ({ status: 'completed', services: [{ service, entities: 0 }] });
    expect(await advisor.read('job')).toEqual({ ...page('s3'), marker: '2' });
    expect(await advisor.read('job', '2')).toEqual(page('sqs'));
    expect(asked).toEqual([
      { JobId: 'job', MaxItems: 1000 },
      { JobId: 'job', MaxItems: 1000, Marker: '2' },
    ]);
    iam.destroy();
  });
});

describe('the port of authorization details', () => {
  it('reads everybody and the policies they have, page after page', async () => {
    const account = await anAuditedAccount();
    const shared = account.addPolicy({ name: 'shared', document: JSON.parse(allowing('s3:*')) as object });
    account.addGroup({ name: 'Team', policies: [shared] });
    account.addUser({ name: 'bob', path: '/staff/', groups: ['Team'], tags: { team: 'a' }, boundary: shared });
    for (let index = 0; index < 150; index += 1) {
      account.addRole({ name: `app-${index}`, policies: [ADMINISTRATOR], inline: { own: allowing('sqs:*') } });
    }
    const asked: string[] = [];
    const paced: Paced = (action, call) => {
      asked.push(action);
      return call();
    };
    const pages: DetailsPage[] = [];
    for await (const page of authorizationDetails(rootOf(account), paced).pages()) pages.push(page);

    expect(asked).toEqual(['GetAccountAuthorizationDetails', 'GetAccountAuthorizationDetails']);
    expect(pages.flatMap(({ roles }) => roles)).toHaveLength(150);
    expect(pages[0]?.users).toMatchObject([
      { name: 'bob', path: '/staff/', groups: ['Team'], tags: { team: 'a' }, boundaryArn: shared, attached: [] },
    ]);
    expect(pages.flatMap(({ groups }) => groups)).toMatchObject([{ name: 'Team', attached: [shared] }]);
    const [role] = pages.flatMap(({ roles }) => roles);
    expect(decodeURIComponent(role?.inline[0] ?? '')).toBe(allowing('sqs:*'));
    expect(role).toMatchObject({ createdAt: startAt.toISOString(), attached: [ADMINISTRATOR] });
    const policies = pages.flatMap((page) => page.policies);
    expect(policies.map(({ arn }) => arn).sort()).toEqual([shared, ADMINISTRATOR].sort());
  });
});

describe('a role in authorization details', () => {
  it('comes with the instance profiles that it is in, and without any where it is in none', async () => {
    const account = await anAuditedAccount();
    for (const name of ['app', 'web']) account.addRole({ name });
    const iam = rootOf(account);
    await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'fleet', Path: '/web/' }));
    await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'fleet', RoleName: 'web' }));
    const profiles = new Map<string, readonly string[] | undefined>();
    for await (const { roles } of authorizationDetails(iam).pages(['Role'])) {
      for (const { name, instanceProfiles } of roles) profiles.set(name, instanceProfiles);
    }
    expect(profiles.get('app')).toBeUndefined();
    expect(profiles.get('web')).toEqual(['arn:aws:iam::111122223333:instance-profile/web/fleet']);
  });
});

describe('a part of the account', () => {
  it('holds what is asked for, and nothing else', async () => {
    const account = await anAuditedAccount();
    const shared = account.addPolicy({ name: 'shared', document: JSON.parse(allowing('s3:*')) as object });
    account.addGroup({ name: 'Team', policies: [shared] });
    account.addRole({ name: 'app', policies: [ADMINISTRATOR] });
    const pages: DetailsPage[] = [];
    for await (const page of authorizationDetails(rootOf(account)).pages(['Role', 'LocalManagedPolicy']))
      pages.push(page);
    expect(pages.flatMap(({ groups, users }) => [...groups, ...users])).toEqual([]);
    expect(pages.flatMap(({ roles }) => roles.map(({ name }) => name))).toContain('app');
    expect(pages.flatMap(({ policies }) => policies.map(({ arn }) => arn))).toEqual([shared]);
  });
});

describe('the text of a managed policy', () => {
  it('is that of its default version', async () => {
    const account = await anAuditedAccount();
    const PolicyArn = account.addPolicy({ name: 'shared', document: JSON.parse(allowing('s3:*')) as object });
    account.addRole({ name: 'app', policies: [PolicyArn] });
    const iam = rootOf(account);
    const PolicyDocument = allowing('sqs:*');
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: allowing('sns:*') }));
    const texts: string[] = [];
    for await (const { policies } of authorizationDetails(iam).pages()) {
      texts.push(...policies.filter(({ arn }) => arn === PolicyArn).map(({ text }) => decodeURIComponent(text)));
    }
    expect(texts).toEqual([PolicyDocument]);
  });
});

describe('the port of the credential report', () => {
  const times = ['password_last_used', 'access_key_1_last_used_date', 'access_key_2_last_used_date'];
  const never = ['password_last_changed', 'access_key_1_last_rotated', 'access_key_2_last_rotated'];
  const flags = ['password_enabled', 'mfa_active', 'access_key_1_active', 'access_key_2_active'];
  const columns = ['user', 'arn', 'user_creation_time', ...times, ...never, ...flags].join(',');
  /** @param uses last use of the password, and of both keys */
  const lineOf = (user: string, arn: string, uses: string) =>
    [user, arn, born, uses, ...never.map(() => 'N/A'), ...flags.map(() => 'true')].join(',');
  const lastUses = (made: Date | undefined, ...linesOfUsers: readonly string[]) =>
    credentialReportIn([columns, ...linesOfUsers, ''].join('\n'), made);
  const born = '2025-01-01T00:00:00+00:00';
  const made = new Date('2026-04-01T10:00:00Z');
  const said = (use: LastUse) => (use.known ? use.lastUsedAt : 'unknown');
  const ofUser = (arn: string, createdAt = born) => ({ arn, createdAt });

  it('waits until the report is there', async () => {
    const account = await anAccount({ startAt, withAdmin: false, credentialReportMs: 5_000 });
    const { arn } = account.addUser({ name: 'bob', password: 'secret' });
    const carol = account.addUser({ name: 'carol' });
    const at = new Date(startAt.getTime() - 3 * DAY);
    account.use({ arn, action: 's3:GetObject', at });
    const waits: number[] = [];
    const sleep = (ms: number) => {
      waits.push(ms);
      account.clock.advance(ms);
      return Promise.resolve();
    };
    const found = await credentialReport(rootOf(account), sleep)();
    const createdAt = startAt.toISOString();
    expect([arn, carol.arn].map((one) => said(found.of({ arn: one, createdAt })))).toEqual([
      at.toISOString(),
      undefined,
    ]);
    expect(waits.length).toBeGreaterThan(1);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
  });

  it('gives up in the end, and lets a refusal out', async () => {
    const account = await anAccount({ startAt, withAdmin: false, credentialReportMs: 1_000_000 });
    const never = credentialReport(rootOf(account), () => Promise.resolve());
    await expect(never()).rejects.toThrow('no credential report is ready after 120 s');
    const stranger = iamOf(account, account.addUser({ name: 'bob' }).credentials);
    await expect(credentialReport(stranger, () => Promise.resolve())()).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each([
    [
      'the newest of password and keys',
      '2026-01-01T00:00:00+00:00,2026-03-01T00:00:00+00:00,N/A',
      '2026-03-01T00:00:00.000Z',
    ],
    ['the second key', 'no_information,N/A,2026-02-01T00:00:00+00:00', '2026-02-01T00:00:00.000Z'],
    ['nothing', 'no_information,N/A,N/A', undefined],
  ])('takes %s', (_, used, expected) => {
    const found = lastUses(made, lineOf('bob', 'arn:bob', used));
    expect(said(found.of(ofUser('arn:bob')))).toBe(expected);
  });

  it('leaves root out, and reads a name that had to be quoted', () => {
    const used = '2026-01-01T00:00:00+00:00,N/A,N/A';
    const found = lastUses(made, lineOf('<root_account>', 'arn:root', used), lineOf('"a,b"', 'arn:ab', used));
    expect(['arn:root', 'arn:ab'].map((arn) => said(found.of(ofUser(arn))))).toEqual([
      'unknown',
      '2026-01-01T00:00:00.000Z',
    ]);
  });

  it('reads on where IAM has a column that nobody knows', () => {
    const line = lineOf('bob', 'arn:bob', '2026-01-01T00:00:00+00:00,N/A,N/A');
    const found = credentialReportIn(`new_column,${columns}\nsaid,${line}\n`, made);
    expect(said(found.of(ofUser('arn:bob')))).toBe('2026-01-01T00:00:00.000Z');
  });

  it('names the column that is missing', () => {
    expect(() => credentialReportIn('user,arn\nbob,arn:bob\n', made)).toThrow('password_last_used');
  });

  it.each([
    ['unknown', 'a user who was renamed since it was made', ofUser('arn:robert'), made],
    ['unknown', 'a user who is missing although older', ofUser('arn:carol', '2026-04-01T09:59:59Z'), made],
    ['unknown', 'a user who has the name of somebody whom it knows', ofUser('arn:bob', '2025-06-01T00:00:00Z'), made],
    ['unknown', 'a user who is missing, where nobody knows when it was made', ofUser('arn:carol'), undefined],
    [undefined, 'a user who came after it', ofUser('arn:carol', '2026-04-01T10:00:01Z'), made],
    [undefined, 'a new user who has the name of an earlier one', ofUser('arn:bob', '2026-04-01T11:00:00Z'), made],
    ['2026-01-01T00:00:00.000Z', 'a user whom it knows', ofUser('arn:bob', '2025-01-01T00:00:00.400Z'), made],
    ['2026-01-01T00:00:00.000Z', 'a user made a second before', ofUser('arn:bob', '2024-12-31T23:59:59Z'), made],
    ['2026-01-01T00:00:00.000Z', 'a user made a second after', ofUser('arn:bob', '2025-01-01T00:00:01Z'), made],
    ['unknown', 'another of the name, made longer before', ofUser('arn:bob', '2024-12-31T23:59:58.999Z'), made],
    ['unknown', 'another of the name, made longer after', ofUser('arn:bob', '2025-01-01T00:00:01.001Z'), made],
    ['unknown', 'a user who is missing, made when it was', ofUser('arn:carol', '2026-04-01T10:00:00Z'), made],
  ])('says %s of %s', (expected, _, user, at) => {
    const line = lineOf('bob', 'arn:bob', '2026-01-01T00:00:00+00:00,N/A,N/A');
    expect(said(lastUses(at, line).of(user))).toBe(expected);
  });
});

describe('the port for tags', () => {
  it.each(['user', 'role'] as const)('writes and removes tags of a %s', async (kind) => {
    const account = await anAuditedAccount();
    const tags = { team: 'a' };
    const { arn, id } = kind === 'user' ? account.addUser({ name: 'x', tags }) : account.addRole({ name: 'x', tags });
    const principal = { kind, accountId: account.accountId, id, arn, name: 'x' };
    const tagger = iamTagger(rootOf(account));
    expect(await tagger.tag(principal, { Permissions_Used: '1', Permissions_Granted: '3' })).toBe(true);
    expect(await tagger.untag(principal, ['Permissions_Used', 'not-there'])).toBe(true);
    expect(await tagger.tag({ ...principal, name: 'gone' }, { a: 'b' })).toBe(false);
    expect(await tagger.untag({ ...principal, name: 'gone' }, ['a'])).toBe(false);
    const pages: DetailsPage[] = [];
    for await (const page of authorizationDetails(rootOf(account)).pages()) pages.push(page);
    const [found] = pages.flatMap(({ users, roles }) => [...users, ...roles]).filter(({ name }) => name === 'x');
    expect(found?.tags).toEqual({ team: 'a', Permissions_Granted: '3' });
  });
});

describe('the IAM client of a job', () => {
  it.each([
    ['Throttling', 400, 1, 1],
    ['ConcurrentModification', 409, 2, 3],
    ['ServiceFailure', 500, 2, 3],
    ['LimitExceeded', 409, 1, 1],
  ])('meets %s (%d) %d time(s) and calls %d time(s)', async (code, status, times, expected) => {
    const account = await anAuditedAccount();
    account.failNext('iam', 'GenerateServiceLastAccessedDetails', code, { status, times });
    const { arn } = account.addRole({ name: 'app' });
    const iam = new IAMClient({ ...account.clientFor(account.root), retryStrategy: retriesUnlessThrottled(3) });
    await accessAdvisor(iam)
      .generate(arn)
      .catch((error: unknown) => error);
    iam.destroy();
    expect(account.calls({ action: 'GenerateServiceLastAccessedDetails' })).toHaveLength(expected);
  });

  it('has three attempts', async () => {
    const client = jobIamClient();
    expect(await client.config.maxAttempts()).toBe(3);
    client.destroy();
  });
});

describe('an error of AWS', () => {
  const named = (name: string) => Object.assign(new Error('no'), { name });

  it.each([
    ['Throttling', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['LimitExceededException', 'none of them'],
    ['AccessDenied', 'denied'],
    ['ExpiredTokenException', 'expired'],
    ['NoSuchEntityException', 'none of them'],
  ])('called %s is %s', (name, expected) => {
    const kinds = { throttled: isThrottled, denied: isDenied, expired: isExpired };
    const found = Object.entries(kinds).flatMap(([kind, is]) => (is(named(name)) ? kind : []));
    expect(found.join() || 'none of them').toBe(expected);
  });

  it.each([
    ['of the service', Object.assign(new Error('no'), { name: 'ServiceFailureException', $fault: 'server' }), true],
    ['of the rate', named('Throttling'), true],
    ['of time', named('TimeoutError'), true],
    ['of the network', Object.assign(new Error('no'), { code: 'ECONNRESET' }), true],
    ['of the caller', Object.assign(named('UnmodifiableEntityException'), { $fault: 'client' }), false],
    ['of a quota', Object.assign(named('LimitExceededException'), { $fault: 'client' }), false],
    ['of this project', new TypeError('no'), false],
    ['that is no error', { $fault: 'server' }, false],
  ])('%s passes: %#', (_, error, expected) => {
    expect(isPassing(error)).toBe(expected);
  });

  it('is none of them where it is no error', () => {
    expect([isThrottled('Throttling'), isDenied(undefined), isExpired({})]).toEqual([false, false, false]);
  });
});
