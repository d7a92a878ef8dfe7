import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Credentials } from '../../src/embedded-account/iam/access/caller';
import { anAccount, stopAccounts } from './support/accounts';
import { written } from './support/small-stack';

afterEach(stopAccounts);

const stack = (type = 'String') =>
  written({ resource: { aws_ssm_parameter: { one: { name: '/p1/deployment', type, value: '{"version":1}' } } } });

async function read(account: EmbeddedAccount, credentials: Credentials, Name = '/p1/deployment') {
  const ssm = new SSMClient({ ...account.clientFor(credentials), maxAttempts: 1 });
  try {
    return (await ssm.send(new GetParameterCommand({ Name }))).Parameter;
  } finally {
    ssm.destroy();
  }
}

describe('Systems Manager in the embedded account', () => {
  it('reads a parameter of the stack', async () => {
    const account = await anAccount({ templatePath: stack() });
    await expect(read(account, account.root)).resolves.toMatchObject({
      Name: '/p1/deployment',
      ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/p1/deployment',
      Value: '{"version":1}',
    });
  });

  it('says so of one that is missing', async () => {
    const account = await anAccount({ templatePath: stack() });
    await expect(read(account, account.root, '/p2/deployment')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });

  it('lets nobody read who may not', async () => {
    const account = await anAccount({ templatePath: stack() });
    await expect(read(account, account.addUser({ name: 'ada' }).credentials)).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('knows no other kind of parameter', async () => {
    await expect(anAccount({ templatePath: stack('SecureString') })).rejects.toThrow('String');
  });
});
