import {
  GenerateCredentialReportCommand,
  GetAccessKeyLastUsedCommand,
  GetCredentialReportCommand,
  GetUserCommand,
  UpdateAccessKeyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { AccountOptions } from '../../src/embedded-account/account-options';
import { anAccount, iamOf, stopAccounts } from '../embedded-account/support/accounts';

afterEach(stopAccounts);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const startAt = new Date('2026-06-01T12:00:00Z');
const daysAgo = (days: number) => new Date(startAt.getTime() - days * DAY);
const rows = z.array(z.record(z.string(), z.string()));

const reported = (options: Partial<AccountOptions> = {}) =>
  anAccount({ startAt, withAdmin: false, credentialReportMs: 0, ...options });
const generate = async (iam: IAMClient) => (await iam.send(new GenerateCredentialReportCommand({}))).State;
const read = async (iam: IAMClient) => {
  const { Content = new Uint8Array() } = await iam.send(new GetCredentialReportCommand({}));
  return rows.parse(parse(Buffer.from(Content), { columns: true }));
};
const reportOf = async (account: EmbeddedAccount) => {
  const iam = iamOf(account, account.root);
  await generate(iam);
  return read(iam);
};
const lineOf = async (account: EmbeddedAccount, name: string) =>
  (await reportOf(account)).find(({ user }) => user === name);

describe('the credential report', () => {
  it('is started, is on its way, and is there', async () => {
    const account = await reported({ credentialReportMs: 60_000 });
    const iam = iamOf(account, account.root);
    await expect(read(iam)).rejects.toMatchObject({ name: 'CredentialReportNotPresentException' });
    expect(await generate(iam)).toBe('STARTED');
    expect(await generate(iam)).toBe('INPROGRESS');
    await expect(read(iam)).rejects.toMatchObject({ name: 'CredentialReportNotReadyException' });
    account.clock.advance(60_000);
    expect(await generate(iam)).toBe('COMPLETE');
    expect(await read(iam)).toHaveLength(1);
  });

  it('stays as it is for four hours, and is too old after that', async () => {
    const account = await reported();
    const iam = iamOf(account, account.root);
    await generate(iam);
    account.addUser({ name: 'bob' });
    account.clock.advance(4 * HOUR - 60_000);
    expect(await generate(iam)).toBe('COMPLETE');
    expect(await read(iam)).toHaveLength(1);
    account.clock.advance(60_000);
    await expect(read(iam)).rejects.toMatchObject({ name: 'CredentialReportExpiredException' });
    expect(await generate(iam)).toBe('STARTED');
    expect(await read(iam)).toHaveLength(2);
  });

  it('has the columns of IAM, with a line for the root user', async () => {
    const [root] = await reportOf(await reported());
    expect(Object.keys(root ?? {})).toEqual([
      ...['user', 'arn', 'user_creation_time', 'password_enabled', 'password_last_used', 'password_last_changed'],
      ...['password_next_rotation', 'mfa_active'],
      ...['1', '2'].flatMap((n) =>
        ['active', 'last_rotated', 'last_used_date', 'last_used_region', 'last_used_service'].map(
          (field) => `access_key_${n}_${field}`,
        ),
      ),
      ...['cert_1_active', 'cert_1_last_rotated', 'cert_2_active', 'cert_2_last_rotated'],
    ]);
    expect(root).toMatchObject({
      user: '<root_account>',
      arn: 'arn:aws:iam::111122223333:root',
      password_enabled: 'not_supported',
      access_key_1_active: 'false',
    });
  });

  it('tells a user apart who never used anything', async () => {
    const account = await reported();
    account.addUser({ name: 'bob', password: 'secret', createdAt: daysAgo(50) });
    account.addUser({ name: 'ci,bot' });
    expect(await lineOf(account, 'bob')).toMatchObject({
      user_creation_time: '2026-04-12T12:00:00+00:00',
      password_enabled: 'true',
      password_last_used: 'no_information',
      access_key_1_active: 'true',
      access_key_1_last_used_date: 'N/A',
      access_key_2_active: 'false',
    });
    expect(await lineOf(account, 'ci,bot')).toMatchObject({ password_enabled: 'false', password_last_used: 'N/A' });
  });

  it('derives the last use of key and password from what the user did', async () => {
    const account = await reported();
    const { arn, credentials } = account.addUser({ name: 'bob', password: 'secret' });
    account.use({ arn, action: 's3:GetObject', at: daysAgo(9) });
    account.use({ arn, action: 'sqs:SendMessage', at: daysAgo(500), credential: credentials.accessKeyId });
    account.use({ arn, action: 'ec2:RunInstances', at: daysAgo(3), credential: 'password' });
    expect(await lineOf(account, 'bob')).toMatchObject({
      password_last_used: '2026-05-29T12:00:00+00:00',
      access_key_1_last_used_date: '2026-05-23T12:00:00+00:00',
      access_key_1_last_used_region: 'us-east-1',
      access_key_1_last_used_service: 's3',
    });
    const iam = iamOf(account, account.root);
    const { AccessKeyId } = { AccessKeyId: credentials.accessKeyId };
    expect((await iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId }))).AccessKeyLastUsed).toMatchObject({
      LastUsedDate: daysAgo(9),
      ServiceName: 's3',
    });
    expect((await iam.send(new GetUserCommand({ UserName: 'bob' }))).User?.PasswordLastUsed).toEqual(daysAgo(3));
  });

  it('says of a key that is not active when it was used, and not when it was created', async () => {
    const account = await reported();
    const { arn, credentials } = account.addUser({ name: 'bob' });
    account.use({ arn, action: 's3:GetObject', at: daysAgo(9) });
    const { accessKeyId: AccessKeyId } = credentials;
    await iamOf(account, account.root).send(
      new UpdateAccessKeyCommand({ UserName: 'bob', AccessKeyId, Status: 'Inactive' }),
    );
    expect(await lineOf(account, 'bob')).toMatchObject({
      access_key_1_active: 'false',
      access_key_1_last_rotated: 'N/A',
      access_key_1_last_used_date: '2026-05-23T12:00:00+00:00',
    });
  });

  it('knows a call to the account itself', async () => {
    const account = await reported();
    const { arn, credentials } = account.addUser({ name: 'bob' });
    account.use({ arn, action: 's3:GetObject', at: daysAgo(9) });
    await iamOf(account, credentials)
      .send(new GetUserCommand({}))
      .catch(() => undefined);
    expect(await lineOf(account, 'bob')).toMatchObject({
      access_key_1_last_used_date: '2026-06-01T12:00:00+00:00',
      access_key_1_last_used_service: 'iam',
    });
  });

  it('is refused to whoever may not have it', async () => {
    const account = await reported();
    const iam = iamOf(account, account.addUser({ name: 'bob' }).credentials);
    await expect(generate(iam)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
