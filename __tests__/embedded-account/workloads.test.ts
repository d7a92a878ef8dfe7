import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import {
  DescribeIamInstanceProfileAssociationsCommand,
  DescribeInstancesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, ECSClient } from '@aws-sdk/client-ecs';
import { CodeBuildClient, BatchGetProjectsCommand } from '@aws-sdk/client-codebuild';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { anAccount, stopAccounts } from './support/accounts';
import { smallStack } from './support/small-stack';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

const clients: { destroy(): void }[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await stopAccounts();
});

const optionsOf = (account: EmbeddedAccount) => ({ ...account.clientFor(account.root), maxAttempts: 1 });
function held<C extends { destroy(): void }>(client: C): C {
  clients.push(client);
  return client;
}
const role = (name: string) => `arn:aws:iam::111122223333:role/${name}`;

describe("the embedded account's services", () => {
  it('list the functions that a stack deployed beside those of the scene', async () => {
    const account = await anAccount({ templatePath: smallStack({ code: 'exports.handler = async () => undefined;' }) });
    account.addWorkload({ kind: 'function', name: 'z-idle', role: role('idle') });
    const lambda = held(new LambdaClient(optionsOf(account)));
    const { Functions } = await lambda.send(new ListFunctionsCommand({}));
    expect(Functions?.map(({ FunctionName, Role }) => [FunctionName, Role])).toEqual([
      ['worker', 'arn:aws:iam::111122223333:role/p/worker'],
      ['z-idle', role('idle')],
    ]);
  });

  it('list versions of functions where they are asked for, fifty at most at once', async () => {
    const account = await anAccount();
    for (let number = 0; number < 51; number += 1) {
      account.addWorkload({ kind: 'function', name: 'work', version: String(number), role: role('idle') });
    }
    const lambda = held(new LambdaClient(optionsOf(account)));
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
    const all = await lambda.send(new ListFunctionsCommand({ FunctionVersion: 'ALL', MaxItems: 1000 }));
    expect(all.Functions).toHaveLength(50);
    expect(all.NextMarker).toBeDefined();
  });

  it('refuse what is more than they take at once, and what they do not have', async () => {
    const account = await anAccount();
    const ecs = held(new ECSClient(optionsOf(account)));
    const services = Array.from({ length: 11 }, (_, number) => `s${number}`);
    await expect(ecs.send(new DescribeServicesCommand({ services }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
    const codebuild = held(new CodeBuildClient(optionsOf(account)));
    const names = Array.from({ length: 101 }, (_, number) => `p${number}`);
    await expect(codebuild.send(new BatchGetProjectsCommand({ names }))).rejects.toMatchObject({
      name: 'ValidationError',
    });
    const states = held(new SFNClient(optionsOf(account)));
    const stateMachineArn = 'arn:aws:states:us-east-1:111122223333:stateMachine:none';
    const one = new DescribeStateMachineCommand({ stateMachineArn, includedData: 'METADATA_ONLY' });
    await expect(states.send(one)).rejects.toMatchObject({ name: 'StateMachineDoesNotExist' });
  });

  it('answer for EC2 in its own form, refusals too', async () => {
    const account = await anAccount();
    account.addWorkload({ kind: 'instance', name: 'i-7', profile: 'arn:aws:iam::111122223333:instance-profile/a&b' });
    const ask = new DescribeIamInstanceProfileAssociationsCommand({});
    const root = held(new EC2Client(optionsOf(account)));
    const { IamInstanceProfileAssociations: found } = await root.send(ask);
    expect(found).toMatchObject([
      { InstanceId: 'i-7', State: 'associated', IamInstanceProfile: { Arn: expect.stringMatching(/a&b$/) as string } },
    ]);
    const { credentials } = account.addUser({ name: 'ada' });
    const ada = held(new EC2Client({ ...account.clientFor(credentials), maxAttempts: 1 }));
    await expect(ada.send(ask)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await expect(root.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({ name: 'InvalidAction' });
  });

  it('forget at a checkpoint what the scene has made since', async () => {
    const account = await anAccount();
    const back = await account.checkpoint();
    account.addWorkload({ kind: 'function', name: 'work', role: role('idle') });
    await back();
    const lambda = held(new LambdaClient(optionsOf(account)));
    expect((await lambda.send(new ListFunctionsCommand({}))).Functions).toEqual([]);
  });
});
