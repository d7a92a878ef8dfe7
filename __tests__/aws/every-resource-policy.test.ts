import { everyPolicy } from '../../src/aws/resource-policies/every';
import { unpaced, type Paced } from '../../src/aws/iam/paced';
import { READING, RESOURCE_SERVICES, type ResourceService } from '../../src/domain/policy/resource-services';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Credentials } from '../../src/embedded-account/iam/access/caller';
import { anAccount, stopAccounts } from '../embedded-account/support/accounts';
import { actAs, restoreEnvironment } from '../support/environment';

// Real servers and workers: seconds each on a busy machine.
jest.setTimeout(120_000);

const ACCOUNT = '111122223333';
const REGIONS = ['us-east-1', 'eu-west-1'];
let account: EmbeddedAccount;

beforeEach(async () => {
  account = await anAccount();
});
afterEach(async () => {
  restoreEnvironment();
  await stopAccounts();
});

const as = (credentials: Credentials) => {
  actAs(account, credentials);
};
const policyOf = (service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: `${service}:*`, Resource: '*' }],
  });
const read = (services: readonly ResourceService[], regions: readonly string[] = REGIONS, paced: Paced = unpaced) =>
  everyPolicy({ services, regions, accountId: ACCOUNT, partition: 'aws', paced });
const allowing = (...Action: readonly string[]) =>
  account.addUser({
    name: 'reader',
    inline: {
      own: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] }),
    },
  }).credentials;

describe('the policies of resources', () => {
  it.each(RESOURCE_SERVICES)('are those of all that have one, in each Region: %s', async (service) => {
    const policy = policyOf(service);
    const arns = REGIONS.map((region) => account.addResource({ service, region, name: 'named', policy }));
    account.addResource({ service, region: 'eu-central-1', name: 'elsewhere', policy });
    // Every key has a policy.
    if (service !== 'kms') account.addResource({ service, name: 'bare' });
    as(account.root);
    const { policies, unread } = await read([service]);
    expect(unread).toEqual([]);
    expect(policies).toEqual(arns.map((arn) => ({ arn, text: policy })));
  });

  it.each(RESOURCE_SERVICES)('are read page by page: %s', async (service) => {
    for (let number = 0; number < 100; number += 1) {
      account.addResource({ service, name: `a-${number}`, ...(service === 'kms' && { policy: policyOf(service) }) });
    }
    const last = account.addResource({ service, name: 'z-last', policy: policyOf(service) });
    as(account.root);
    const { policies, unread } = await read([service], ['us-east-1']);
    expect(unread).toEqual([]);
    expect(policies.map(({ arn }) => arn)).toContain(last);
  });

  it.each(RESOURCE_SERVICES)('are asked for with two permissions and no other: %s', async (service) => {
    account.addResource({ service, name: 'named', policy: policyOf(service) });
    as(allowing(READING[service].list, READING[service].read));
    expect(await read([service], ['us-east-1'])).toMatchObject({ policies: [{}], unread: [] });
  });

  it.each(RESOURCE_SERVICES)(
    'that nobody may list are said to be unread, by service and Region: %s',
    async (service) => {
      account.addResource({ service, name: 'named', policy: policyOf('ec2') });
      as(allowing('ec2:DescribeRegions'));
      const { policies, unread } = await read([service], ['us-east-1']);
      expect(policies).toEqual([]);
      expect(unread.map(({ arn }) => arn)).toEqual([`arn:aws:${service}:us-east-1:${ACCOUNT}:*`]);
      expect(unread[0]?.why).toMatch(/AccessDenied|AuthorizationError/);
    },
  );

  it('that nobody may read are said to be unread, by their own ARNs, and in one line where they are many', async () => {
    const add = (name: string) => account.addResource({ service: 'sqs', name, policy: policyOf('sqs') });
    const arns = [add('a'), add('b')];
    as(allowing('sqs:ListQueues'));
    expect((await read(['sqs'], ['us-east-1'])).unread.map(({ arn }) => arn)).toEqual(arns);
    for (let number = 0; number < 20; number += 1) add(`c-${number}`);
    const { unread } = await read(['sqs'], ['us-east-1']);
    expect(unread.map(({ arn }) => arn)).toEqual([`arn:aws:sqs:us-east-1:${ACCOUNT}:*`]);
    expect(unread[0]?.why).toMatch(/^22 of its policies: AccessDenied/);
  });

  it('that nobody may read are named up to twenty, in each service and Region', async () => {
    const add = (name: number) => account.addResource({ service: 'sqs', name: `q-${name}`, policy: policyOf('sqs') });
    const arns = Array.from({ length: 20 }, (_, index) => add(index + 10));
    as(allowing('sqs:ListQueues'));
    const unread = async () => (await read(['sqs'], ['us-east-1'])).unread.map(({ arn }) => arn);
    expect([...(await unread())].sort()).toEqual(arns);
    add(99);
    expect(await unread()).toEqual([`arn:aws:sqs:us-east-1:${ACCOUNT}:*`]);
  });

  it('of a Region that is switched off are unread, and those of others are read', async () => {
    const arn = account.addResource({ service: 'kms', region: 'eu-west-1', name: 'key', policy: policyOf('kms') });
    as(account.root);
    account.failNext('kms', 'ListKeys', 'UnrecognizedClientException', { status: 400 });
    const first = await read(['kms'], ['ap-east-1']);
    expect(first.unread).toMatchObject([{ arn: `arn:aws:kms:ap-east-1:${ACCOUNT}:*` }]);
    expect((await read(['kms'], ['eu-west-1'])).policies).toMatchObject([{ arn }]);
  });

  it('for which the time is over are one line for a service and Region, whichever they are', async () => {
    for (const name of ['a', 'b', 'c']) account.addResource({ service: 'kms', name, policy: policyOf('kms') });
    as(account.root);
    let calls = 0;
    const over: Paced = (_, call) => {
      calls += 1;
      if (calls <= 2) return call();
      return Promise.reject(Object.assign(new Error('the time of its batch was over'), { name: 'TimeOverError' }));
    };
    const { policies, unread } = await read(['kms'], ['us-east-1'], over);
    expect(policies).toHaveLength(1);
    expect(unread).toMatchObject([
      { arn: `arn:aws:kms:us-east-1:${ACCOUNT}:*`, why: expect.stringMatching(/^2 of/) as unknown },
    ]);
  });

  it('take turns by service, action and Region', async () => {
    for (const region of REGIONS)
      account.addResource({ service: 'ecr', region, name: 'repo', policy: policyOf('ecr') });
    as(account.root);
    const turns: string[] = [];
    await read(['ecr'], REGIONS, (action, call) => {
      turns.push(action);
      return call();
    });
    expect(turns.sort()).toEqual([
      'ecr:DescribeRepositories in eu-west-1',
      'ecr:DescribeRepositories in us-east-1',
      'ecr:GetRepositoryPolicy in eu-west-1',
      'ecr:GetRepositoryPolicy in us-east-1',
    ]);
  });
});
