import { rolesInUse } from '../../../src/aws/service-roles/roles-in-use';
import { unpaced, type Paced } from '../../../src/aws/iam/paced';
import { ASKED_SERVICES, ASKING, type AskedService } from '../../../src/domain/service-roles/asked';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { actAs, restoreEnvironment } from '../../support/environment';
import type { Workload } from '../../../src/embedded-account/workloads/workloads';
import { EVERYTHING, PROFILE, role, RUNNING } from '../../support/workloads';

// Real servers: seconds each on a busy machine.
jest.setTimeout(120_000);

let account: EmbeddedAccount;

beforeEach(async () => {
  account = await anAccount();
  actAs(account, account.root);
});
afterEach(async () => {
  restoreEnvironment();
  await stopAccounts();
});

const ask = (services: readonly AskedService[], regions: readonly string[] = ['us-east-1'], paced: Paced = unpaced) =>
  rolesInUse({ services, regions, paced });
/** Names of the roles that a service says it uses, and what it did not say. */
async function said(service: AskedService, regions?: readonly string[]) {
  const [answer] = await ask([service], regions);
  const roles = answer?.used.map((one) => one.role.slice(one.role.lastIndexOf('/') + 1)).sort();
  return { roles, unread: answer?.unread };
}

function withEverything(service: AskedService): readonly string[] {
  for (const [one] of EVERYTHING[service]) account.addWorkload(one);
  return EVERYTHING[service].flatMap(([, ...roles]) => roles).sort();
}

describe('the roles that a service uses', () => {
  it.each(ASKED_SERVICES)('are those of all that it runs: %s', async (service) => {
    const roles = withEverything(service);
    expect(await said(service)).toEqual({ roles, unread: [] });
  });

  it.each(ASKED_SERVICES)(
    'are asked for with the permissions that are written down, and each is needed: %s',
    async (service) => {
      const roles = withEverything(service);
      const reader = (left: readonly string[], name: string) =>
        account.addUser({
          name,
          inline: {
            own: JSON.stringify({
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: left, Resource: '*' }],
            }),
          },
        }).credentials;
      actAs(account, reader(ASKING[service], 'all'));
      expect(await said(service)).toEqual({ roles, unread: [] });
      for (const [index, action] of ASKING[service].entries()) {
        actAs(account, reader([...ASKING[service].filter((one) => one !== action), 'iam:GetUser'], `no-${index}`));
        const { unread } = await said(service);
        expect(unread?.map(({ what }) => what)).toEqual([`${service} in us-east-1`]);
        expect(unread?.[0]?.why).toContain(action);
      }
    },
  );

  it.each<readonly [string, AskedService, (number: number, role: string) => Workload]>([
    ['functions', 'lambda', (number, its) => ({ kind: 'function', name: `f${number}`, role: its })],
    ['state machines', 'states', (number, its) => ({ kind: 'state-machine', name: `m${number}`, role: its })],
    ['versions', 'states', (number, its) => ({ kind: 'state-machine', name: 'm', version: `${number}`, role: its })],
    ['task definitions', 'ecs', (number, its) => ({ kind: 'task-definition', name: `app:${number}`, taskRole: its })],
    ['services', 'ecs', (number, its) => ({ ...RUNNING, kind: 'service', name: `s${number}`, role: its })],
    ['tasks', 'ecs', (number, its) => ({ ...RUNNING, kind: 'task', name: `t${number}`, taskRole: its })],
    [
      'clusters',
      'ecs',
      (number, its) => ({ ...RUNNING, kind: 'task', name: 't', cluster: `c${number}`, taskRole: its }),
    ],
    ['rules', 'events', (number, its) => ({ kind: 'rule', name: `n${number}`, targetRoles: [its] })],
    ['buses', 'events', (number, its) => ({ kind: 'rule', name: 'n', bus: `b${number}`, targetRoles: [its] })],
    ['endpoints', 'events', (number, its) => ({ kind: 'endpoint', name: `e${number}`, role: its })],
    ['aggregators', 'config', (number, its) => ({ kind: 'aggregator', name: `a${number}`, role: its })],
    ['projects', 'codebuild', (number, its) => ({ kind: 'project', name: `p${number}`, role: its })],
    ['fleets', 'codebuild', (number, its) => ({ kind: 'fleet', name: `f${number}`, role: its })],
  ])('are read to the last page of %s', async (_, service, make) => {
    account.addWorkload({ kind: 'task-definition', name: 'web:1', isActive: false });
    account.addWorkload({ kind: 'state-machine', name: 'm', role: '' });
    for (let number = 0; number < 101; number += 1) account.addWorkload(make(number, role(`r${number}`)));
    const { roles, unread } = await said(service);
    expect(unread).toEqual([]);
    expect(new Set(roles).size).toBe(101);
  });

  it('are read to the last instance', async () => {
    for (let number = 0; number < 1001; number += 1) {
      account.addWorkload({ kind: 'instance', name: `i-${number}`, profile: `${PROFILE}-${number}` });
    }
    expect(new Set((await said('ec2')).roles).size).toBe(1001);
  });

  it('are read to the last target of a rule', async () => {
    const targetRoles = Array.from({ length: 101 }, (_, number) => role(`r${number}`));
    account.addWorkload({ kind: 'rule', name: 'all', targetRoles });
    expect((await said('events')).roles).toHaveLength(101);
  });

  it('are those of every Region that is asked, and of no other', async () => {
    for (const region of ['us-east-1', 'eu-west-1', 'eu-central-1']) {
      account.addWorkload({ kind: 'function', name: 'work', role: role(region) }, region);
    }
    expect(await said('lambda', ['us-east-1', 'eu-west-1'])).toEqual({ roles: ['eu-west-1', 'us-east-1'], unread: [] });
  });

  it('are those of us-east-1 where functions at the edge are meant, whichever Regions the account uses', async () => {
    account.addWorkload({ kind: 'function', name: 'edge', version: '1', role: role('edge') }, 'us-east-1');
    account.addWorkload({ kind: 'function', name: 'work', role: role('work') }, 'eu-west-1');
    expect(await said('edgelambda', ['eu-west-1'])).toEqual({ roles: ['edge'], unread: [] });
    account.failNext('lambda', 'ListFunctions', 'AccessDenied', { status: 403 });
    const { unread } = await said('edgelambda', ['eu-west-1']);
    expect(unread?.map(({ what }) => what)).toEqual(['edgelambda in us-east-1']);
  });

  it('are named with what uses them', async () => {
    const by = account.addWorkload({ kind: 'function', name: 'work', role: role('function') });
    expect(await ask(['lambda'])).toEqual([{ service: 'lambda', used: [{ role: role('function'), by }], unread: [] }]);
  });
});

describe('a service that does not say all', () => {
  it('is named with its Region, and the others are asked all the same', async () => {
    account.addWorkload({ kind: 'function', name: 'work', role: role('function') }, 'eu-west-1');
    account.failNext('lambda', 'ListFunctions', 'AccessDenied', { status: 403 });
    const [answer] = await ask(['lambda'], ['us-east-1']);
    expect(answer).toMatchObject({ used: [], unread: [{ what: 'lambda in us-east-1' }] });
    expect((await said('lambda', ['us-east-1', 'eu-west-1'])).roles).toEqual(['function']);
  });

  it('has said what it said before a call failed', async () => {
    for (let number = 0; number < 51; number += 1) {
      account.addWorkload({ kind: 'function', name: `f${number}`, role: role(`r${number}`) });
    }
    account.failNext('lambda', 'ListFunctions', 'AccessDenied', { status: 403, after: 1 });
    const { roles, unread } = await said('lambda');
    expect(roles).toHaveLength(50);
    expect(unread).toHaveLength(1);
  });

  it.each<readonly [string, AskedService, string, string, Workload]>([
    [
      'a state machine',
      'states',
      'ListStateMachineVersions',
      'StateMachineDoesNotExist',
      { kind: 'state-machine', name: 'flow', role: role('machine') },
    ],
    [
      'a rule',
      'events',
      'ListTargetsByRule',
      'ResourceNotFoundException',
      { kind: 'rule', name: 'nightly', targetRoles: [role('target')] },
    ],
  ])('says all where %s was deleted while it was asked', async (_, service, action, code, one) => {
    account.addWorkload(one);
    account.failNext(service, action, code, { status: 400 });
    expect(await said(service)).toEqual({ roles: [], unread: [] });
  });

  it('keeps the role of a state machine of which one version was deleted meanwhile', async () => {
    withEverything('states');
    account.failNext('states', 'DescribeStateMachine', 'StateMachineDoesNotExist', { status: 400, after: 1 });
    expect((await said('states')).roles).toHaveLength(1);
  });
});
