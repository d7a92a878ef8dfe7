import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Credentials } from '../../src/embedded-account/iam/access/caller';
import { anAccount, stopAccounts } from './support/accounts';
import { stateStack } from './support/state-stack';

const clients: SFNClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await stopAccounts();
});

const stateMachineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:audit';
const passes = { Start: { Type: 'Pass', Output: { got: '{% $states.input.n %}' }, End: true } };
const fails = { Start: { Type: 'Fail', Error: 'Broken', Cause: 'because' } };

function sfnOf(account: EmbeddedAccount, credentials: Credentials): SFNClient {
  const client = new SFNClient({ ...account.clientFor(credentials), maxAttempts: 1 });
  clients.push(client);
  return client;
}

async function ended(states: Readonly<Record<string, unknown>>, input: object) {
  const account = await anAccount({ templatePath: stateStack({ states }) });
  const sfn = sfnOf(account, account.root);
  const started = new StartExecutionCommand({ stateMachineArn, name: 'run-1', input: JSON.stringify(input) });
  const { executionArn } = await sfn.send(started);
  await account.idle();
  return sfn.send(new DescribeExecutionCommand({ executionArn }));
}

describe('Step Functions in the embedded account', () => {
  it('starts an execution that goes on by itself, and tells how it ended', async () => {
    await expect(ended(passes, { n: 1 })).resolves.toMatchObject({
      ...{ name: 'run-1', stateMachineArn, status: 'SUCCEEDED', input: '{"n":1}', output: '{"got":1}' },
      startDate: expect.any(Date) as Date,
    });
  });

  it('tells why one failed', async () => {
    const { output, ...end } = await ended(fails, {});
    expect(end).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'because' });
    expect(output).toBeUndefined();
  });

  it('knows neither a machine nor an execution that is not there', async () => {
    const account = await anAccount({ templatePath: stateStack({ states: passes }) });
    const sfn = sfnOf(account, account.root);
    const strange = stateMachineArn.replace('audit', 'other');
    await expect(sfn.send(new StartExecutionCommand({ stateMachineArn: strange }))).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
    const executionArn = `${stateMachineArn.replace('stateMachine', 'execution')}:never`;
    await expect(sfn.send(new DescribeExecutionCommand({ executionArn }))).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
    });
  });

  it('starts nothing for whom IAM does not let', async () => {
    const account = await anAccount({ templatePath: stateStack({ states: passes }) });
    const sfn = sfnOf(account, account.addUser({ name: 'ada' }).credentials);
    await expect(sfn.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect(account.executions()).toEqual([]);
  });
});
