import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Credentials } from '../../src/embedded-account/iam/access/caller';
import { anAccount, stopAccounts } from './support/accounts';
import { outcomeOf } from './support/outcome';

afterEach(stopAccounts);

const NAME = '/guardrails/slack';
const VALUE = 'xoxb-value';

async function withClient<Client extends { destroy(): void }, T>(client: Client, use: (client: Client) => Promise<T>) {
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
const parameter = (account: EmbeddedAccount, credentials: Credentials, WithDecryption = true) =>
  withClient(new SSMClient({ ...account.clientFor(credentials), maxAttempts: 1 }), async (ssm) => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: NAME, WithDecryption }));
    return Parameter?.Value;
  });
const secret = (account: EmbeddedAccount, credentials: Credentials, SecretId = 'guardrails/slack') =>
  withClient(new SecretsManagerClient({ ...account.clientFor(credentials), maxAttempts: 1 }), async (secrets) => {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    return SecretString;
  });

const allow = (Action: string, Resource: string, Condition?: object) => ({
  Effect: 'Allow',
  ...{ Action, Resource },
  ...(Condition && { Condition }),
});
const inline = (...Statement: object[]) => ({ own: JSON.stringify({ Version: '2012-10-17', Statement }) });

/** A key that lets the account's policies decide. */
const aKey = (account: EmbeddedAccount) =>
  account.addResource({
    service: 'kms',
    name: '11111111-2222-3333-4444-555555555555',
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: `arn:aws:iam::${account.accountId}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    }),
  });

describe('a SecureString parameter of the embedded account', () => {
  const READ = allow('ssm:GetParameter', `arn:aws:ssm:us-east-1:111122223333:parameter${NAME}`);

  it('is decrypted for a caller who asks for that', async () => {
    const account = await anAccount();
    account.addParameter({ name: NAME, value: VALUE });
    const reader = account.addUser({ name: 'reader', inline: inline(READ) });
    await expect(parameter(account, reader.credentials)).resolves.toBe(VALUE);
    await expect(parameter(account, reader.credentials, false)).resolves.not.toContain(VALUE);
  });

  it('needs the right to its key, for this parameter and by Systems Manager', async () => {
    const account = await anAccount();
    const kmsKeyArn = aKey(account);
    account.addParameter({ name: NAME, value: VALUE, kmsKeyArn });
    const decrypting = (name: string) =>
      allow('kms:Decrypt', kmsKeyArn, {
        StringEquals: {
          'kms:ViaService': 'ssm.us-east-1.amazonaws.com',
          'kms:EncryptionContext:PARAMETER_ARN': `arn:aws:ssm:us-east-1:111122223333:parameter${name}`,
        },
      });
    const without = account.addUser({ name: 'without', inline: inline(READ) });
    const other = account.addUser({ name: 'other', inline: inline(READ, decrypting('/other')) });
    const both = account.addUser({ name: 'both', inline: inline(READ, decrypting(NAME)) });
    expect(await outcomeOf(parameter(account, without.credentials))).toMatch(/^AccessDenied.*kms:Decrypt/);
    expect(await outcomeOf(parameter(account, other.credentials))).toMatch(/^AccessDenied.*kms:Decrypt/);
    await expect(parameter(account, both.credentials)).resolves.toBe(VALUE);
  });
});

describe('a secret of the embedded account', () => {
  const READ = allow(
    'secretsmanager:GetSecretValue',
    'arn:aws:secretsmanager:us-east-1:111122223333:secret:guardrails/slack-??????',
  );

  it('is read by its name, and has six characters behind it in its ARN', async () => {
    const account = await anAccount();
    const arn = account.addSecret({ name: 'guardrails/slack', value: VALUE });
    expect(arn).toMatch(/:secret:guardrails\/slack-\w{6}$/);
    const reader = account.addUser({ name: 'reader', inline: inline(READ) });
    await expect(secret(account, reader.credentials)).resolves.toBe(VALUE);
  });

  it('is read by nobody who may not', async () => {
    const account = await anAccount();
    account.addSecret({ name: 'guardrails/slack', value: VALUE });
    account.addSecret({ name: 'guardrails/slack-other', value: VALUE });
    const reader = account.addUser({ name: 'reader', inline: inline(READ) });
    expect(await outcomeOf(secret(account, reader.credentials, 'guardrails/slack-other'))).toMatch(/^AccessDenied/);
  });

  it('is not there where nobody made it, and has no value where nobody gave one', async () => {
    const account = await anAccount();
    expect(await outcomeOf(secret(account, account.root))).toMatch(/^ResourceNotFoundException/);
    account.addResource({ service: 'secretsmanager', name: 'guardrails/slack' });
    expect(await outcomeOf(secret(account, account.root))).toMatch(/^ResourceNotFoundException/);
  });

  it('needs the right to its key', async () => {
    const account = await anAccount();
    const kmsKeyArn = aKey(account);
    account.addSecret({ name: 'guardrails/slack', value: VALUE, kmsKeyArn });
    const without = account.addUser({ name: 'without', inline: inline(READ) });
    const both = account.addUser({ name: 'both', inline: inline(READ, allow('kms:Decrypt', kmsKeyArn)) });
    expect(await outcomeOf(secret(account, without.credentials))).toMatch(/^AccessDenied.*kms:Decrypt/);
    await expect(secret(account, both.credentials)).resolves.toBe(VALUE);
  });
});
