import { AddUserToGroupCommand, CreatePolicyVersionCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, atOnce, audit, BATCH, daysAgo, EVIDENCE, READY, rowOf, summaryOf } from '../../support/audit';
import { inAccount, templateFor } from '../../support/deployed';

const settings = atOnce();
const DAY_MS = 86_400_000;
const REPORTING = ['GenerateServiceLastAccessedDetails', 'GetServiceLastAccessedDetails'];
const PREFIX = 'accounts/111122223333/evidence/';
const EVERYBODY = ['Administrators', 'Developers', 'ada', 'app', 'bob', 'idle'];
const ALONE = { ...READY, withAdmin: false };

const documentOf = (...Action: string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource: '*' }],
});
const allowing = (...actions: string[]) => JSON.stringify(documentOf(...actions));

/** Two roles, and a group with one of two users in it; nothing happened for five days. */
function someAccount(account: EmbeddedAccount) {
  const app = aRole(account, 'app');
  const idle = aRole(account, 'idle', { used: [] });
  account.addGroup({ name: 'Developers', inline: { own: allowing('s3:*', 'ec2:*') } });
  const since = { createdAt: daysAgo(account, 200) };
  const ada = account.addUser({ name: 'ada', groups: ['Developers'], ...since });
  const bob = account.addUser({ name: 'bob', inline: { own: allowing('s3:*') }, ...since });
  account.use({ arn: ada.arn, action: 'ec2:RunInstances', at: daysAgo(account, 5) });
  return { app, idle, ada, bob, iam: iamOf(account, account.root) };
}

const nameOf = (params: unknown) =>
  typeof params === 'object' && params !== null && 'Arn' in params ? String(params.Arn).split('/').at(-1) : undefined;

/** Runs an audit so many days later. @returns the names of those whom Access Advisor was asked about, and how often it was */
async function auditAfter(account: EmbeddedAccount, days: number, runId: string) {
  account.clock.advance(days * DAY_MS);
  const before = account.calls({ service: 'iam' }).length;
  const run = await audit(account, runId);
  expect([run.status, run.cause]).toEqual(['SUCCEEDED', undefined]);
  const calls = account.calls({ service: 'iam' }).slice(before);
  const reporting = calls.filter(({ action }) => REPORTING.includes(action));
  const asked = reporting.flatMap(({ params }) => nameOf(params) ?? []).sort();
  return { asked, calls: reporting.length };
}

const evidenceAt = (account: EmbeddedAccount, name: string, runId: string) => rowOf(account, name, runId)['evidenceAt'];
const startOf = (account: EmbeddedAccount, runId: string) => summaryOf(account, runId)['startedAt'];
const ignored = (account: EmbeddedAccount) =>
  account.logs(BATCH).filter((line) => line.includes('"msgtype":"ignored-evidence"'));

describe('an incremental audit', () => {
  let account: EmbeddedAccount;
  let cast: ReturnType<typeof someAccount>;
  /** Back to the moment after the first audit. */
  let back: () => Promise<void>;
  /** Of the runs after it: an execution has a name that none had before. */
  let [second, third, fourth] = ['', '', ''];

  beforeAll(async () => {
    account = await EmbeddedAccount.start({ templatePath: templateFor(settings), ...ALONE });
    cast = someAccount(account);
    expect((await auditAfter(account, 0, 'first')).asked).toEqual(EVERYBODY);
    back = await account.checkpoint();
  });
  let cases = 0;
  beforeEach(() => {
    cases += 1;
    [second, third, fourth] = [`second-${cases}`, `third-${cases}`, `fourth-${cases}`];
  });
  afterEach(() => back());
  afterAll(() => account.stop());

  it('asks nothing about an account in which nothing happened, and finds the same', async () => {
    expect(await auditAfter(account, 7, second)).toEqual({ asked: [], calls: 0 });
    // Tags were written, and are there now.
    const found = (runId: string) => summaryOf(account, runId).principals.map((row) => ({ ...row, tags: undefined }));
    expect(found(second)).toEqual(found('first'));
    expect(rowOf(account, 'app', second).tags).toEqual({ kind: 'unchanged' });
    expect(evidenceAt(account, 'app', second)).toBe(startOf(account, 'first'));
    expect(summaryOf(account, 'first').counts).toMatchObject({ reused: 0 });
    expect(summaryOf(account, second).counts).toMatchObject({ reused: EVERYBODY.length });
  });

  it.each<[string, readonly string[], () => unknown]>([
    [
      'a policy of its own',
      ['bob'],
      () =>
        cast.iam.send(
          new PutUserPolicyCommand({ UserName: 'bob', PolicyName: 'more', PolicyDocument: allowing('sns:*') }),
        ),
    ],
    [
      'a use',
      ['app'],
      () => {
        account.use({ arn: cast.app.arn, action: 'sqs:SendMessage', at: daysAgo(account, -5) });
      },
    ],
    [
      "a user's use, which counts for its group",
      ['Developers', 'ada'],
      () => {
        account.use({ arn: cast.ada.arn, action: 's3:GetObject', at: daysAgo(account, -3) });
      },
    ],
    [
      'a member of a group',
      ['Developers', 'bob'],
      () => cast.iam.send(new AddUserToGroupCommand({ UserName: 'bob', GroupName: 'Developers' })),
    ],
  ])('asks about exactly those whom %s concerns', async (_, concerned, change) => {
    await change();
    expect(await auditAfter(account, 7, second)).toEqual({ asked: concerned, calls: 2 * concerned.length });
    for (const name of concerned) expect(evidenceAt(account, name, second)).toBe(startOf(account, second));
    expect(await auditAfter(account, 7, third)).toEqual({ asked: [], calls: 0 });
    for (const name of concerned) expect(evidenceAt(account, name, third)).toBe(startOf(account, second));
  });

  it('asks again until a use has had a day to show', async () => {
    const { app } = cast;
    account.use({ arn: app.arn, action: 'sqs:SendMessage', at: daysAgo(account, -6.8) });
    account.use({ arn: app.arn, action: 'sns:Publish', at: daysAgo(account, -6.9) });
    expect((await auditAfter(account, 7, second)).asked).toEqual(['app']);
    expect((await auditAfter(account, 2, third)).asked).toEqual(['app']);
    expect(rowOf(account, 'app', third).used).toBe(3);
    expect((await auditAfter(account, 2, fourth)).asked).toEqual([]);
  });

  it.each([
    ['is no JSON', (body: string) => body.slice(1)],
    ['has another form', (body: string) => body.replaceAll('"services"', '"service"')],
    ['is of another account', (body: string) => body.replace('111122223333', '444455556666')],
  ])('asks anew about those whose evidence %s, and says so', async (_, spoil) => {
    const shards = account.objects(EVIDENCE, PREFIX);
    expect(shards.length).toBeGreaterThan(1);
    for (const { key, body } of shards) account.putObject(EVIDENCE, key, spoil(body.toString()));
    expect((await auditAfter(account, 7, second)).asked).toEqual(EVERYBODY);
    expect(ignored(account)).toHaveLength(shards.length);
    expect(ignored(account)[0]).toContain(PREFIX);
    expect((await auditAfter(account, 7, third)).asked).toEqual([]);
  });
});

describe('an incremental audit in an account of its own', () => {
  it('asks about everybody who has a managed policy of which there is a new version', () =>
    inAccount(
      async (account) => {
        const { iam } = someAccount(account);
        const arn = account.addPolicy({ name: 'shared', document: documentOf('s3:*') });
        for (const name of ['one', 'two']) account.addRole({ name, policies: [arn], createdAt: daysAgo(account, 200) });
        await auditAfter(account, 0, 'first');
        const document = allowing('s3:*', 'kms:*');
        await iam.send(
          new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument: document, SetAsDefault: true }),
        );
        expect((await auditAfter(account, 7, 'second')).asked).toEqual(['one', 'two']);
        expect(rowOf(account, 'two', 'second').granted).toBe(2);
      },
      { settings, ...ALONE },
    ));

  it('counts a service as unused in time, without a new report', () =>
    inAccount(
      async (account) => {
        someAccount(account);
        await auditAfter(account, 0, 'first');
        expect(rowOf(account, 'app', 'first').usedServices).toEqual(['s3']);
        expect((await auditAfter(account, 26, 'second')).asked).toEqual([]);
        expect(rowOf(account, 'app', 'second').usedServices).toEqual([]);
      },
      { settings: atOnce({}, { unusedAfterDays: 30 }), ...ALONE },
    ));

  it('asks about everybody again after refreshDays', () =>
    inAccount(
      async (account) => {
        someAccount(account);
        await auditAfter(account, 0, 'first');
        expect((await auditAfter(account, 6.9, 'second')).asked).toEqual([]);
        expect((await auditAfter(account, 0.2, 'third')).asked).toEqual(EVERYBODY);
      },
      { settings: atOnce({}, { refreshDays: 7 }), ...ALONE },
    ));

  it('asks about everybody where the setting says so, and keeps their reports all the same', () =>
    inAccount(
      async (account) => {
        someAccount(account);
        await auditAfter(account, 0, 'first');
        expect((await auditAfter(account, 7, 'second')).asked).toEqual(EVERYBODY);
        const kept = account.objects(EVIDENCE, PREFIX).map(({ body }) => body.toString());
        expect(kept.join('').match(/"fetchedAt":/g)).toHaveLength(EVERYBODY.length);
        expect(kept.every((text) => text.includes(String(startOf(account, 'second'))))).toBe(true);
      },
      { settings: atOnce({}, { incremental: false }), ...ALONE },
    ));
});
