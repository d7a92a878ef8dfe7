import {
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { Identifiers } from '../../src/embedded-account/identifiers';
import { anAccount, iamOf, stopAccounts } from './support/accounts';

type Ask = (from: Identifiers) => string;

/** One id of every kind and shape; the same names are used for several kinds. */
const ASKED: Readonly<Record<string, Ask>> = {
  'user bob': (from) => from.unique('AIDA', 'bob'),
  'user ada': (from) => from.unique('AIDA', 'ada'),
  'role bob': (from) => from.unique('AROA', 'bob'),
  'group bob': (from) => from.unique('AGPA', 'bob'),
  'policy bob': (from) => from.unique('ANPA', 'bob'),
  'key of bob': (from) => from.unique('AKIA', 'bob'),
  'session of bob': (from) => from.unique('ASIA', 'bob'),
  'secret of bob': (from) => from.secret('secret key', 'bob'),
  'execution bob': (from) => from.uuid('execution', 'bob'),
  'request of bob': (from) => from.uuid('request', 'bob'),
  'request of ada': (from) => from.uuid('request', 'ada'),
};
const names = Object.keys(ASKED);

/** What each name got, the first time first. */
function given(order: readonly string[], seed = 'seed'): ReadonlyMap<string, readonly string[]> {
  const from = new Identifiers(seed);
  const ids = new Map<string, string[]>();
  for (const name of order) ids.set(name, [...(ids.get(name) ?? []), ASKED[name]?.(from) ?? '']);
  return ids;
}

describe('Identifiers', () => {
  it('follow from what they name and how often it was made, never from the order', () => {
    const asked = fc.array(fc.constantFrom(...names), { maxLength: 20 });
    const twoOrders = asked.chain((order) =>
      fc.tuple(fc.constant(order), fc.shuffledSubarray(order, { minLength: order.length })),
    );
    fc.assert(
      fc.property(twoOrders, ([order, other]) => {
        const [one, another] = [given(order), given(other)];
        expect(Object.fromEntries(another)).toEqual(Object.fromEntries(one));
      }),
    );
  });

  it('are the same whatever else was made in between', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 20 }), (between) => {
        const others = between.filter((name) => name !== 'user bob');
        expect(given([...others, 'user bob']).get('user bob')).toEqual(given(['user bob']).get('user bob'));
      }),
    );
  });

  it('are never given twice, and others from another seed', () => {
    const all = (seed: string) => [...given([...names, ...names, ...names], seed).values()].flat();
    expect(new Set([...all('seed'), ...all('other seed')]).size).toBe(6 * names.length);
  });

  it.each([
    ['user', 'user bob', /^AIDA[A-Z2-7]{17}$/],
    ['role', 'role bob', /^AROA[A-Z2-7]{17}$/],
    ['group', 'group bob', /^AGPA[A-Z2-7]{17}$/],
    ['managed policy', 'policy bob', /^ANPA[A-Z2-7]{17}$/],
    ['access key', 'key of bob', /^AKIA[A-Z2-7]{16}$/],
    ['session', 'session of bob', /^ASIA[A-Z2-7]{16}$/],
    ['secret', 'secret of bob', /^[A-Za-z0-9+/]{40}$/],
    ['request', 'request of bob', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/],
  ])('have the shape that AWS gives those of a %s', (_, name, shape) => {
    expect(given([name]).get(name)?.[0]).toMatch(shape);
  });
});

const document = (Action: string) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });

/** What an account is made of, each as somebody does it through the API. */
const MADE: readonly ((account: EmbeddedAccount) => Promise<unknown>)[] = [
  async (account) => {
    const iam = iamOf(account, account.root);
    await iam.send(new CreateUserCommand({ UserName: 'bob' }));
    await iam.send(new CreateAccessKeyCommand({ UserName: 'bob' }));
  },
  (account) =>
    iamOf(account, account.root).send(
      new CreateRoleCommand({ RoleName: 'bob', AssumeRolePolicyDocument: document('sts:AssumeRole') }),
    ),
  (account) => iamOf(account, account.root).send(new CreateGroupCommand({ GroupName: 'bob' })),
  (account) =>
    iamOf(account, account.root).send(
      new CreatePolicyCommand({ PolicyName: 'bob', PolicyDocument: document('s3:GetObject') }),
    ),
];

/** Everything of IAM, and what CloudTrail told of the makers by the call that it told it of. */
function tracesOf(account: EmbeddedAccount) {
  const told = account
    .events()
    .filter(({ detail }) => detail.eventName.startsWith('Create'))
    .map(({ id, detail: { eventName, eventID, requestID } }) => [eventName, { id, eventID, requestID }] as const);
  return { iam: account.snapshot(), told: Object.fromEntries(told) };
}

describe('two embedded accounts in which the same is made', () => {
  const startAt = new Date('2026-06-01T00:00:00Z');
  afterEach(stopAccounts);

  it('agree on every id, in another order and with refusals, retries and other actors in between', async () => {
    const [quiet, busy] = [await anAccount({ startAt }), await anAccount({ startAt })];
    for (const make of MADE) await make(quiet);

    for (const make of [...MADE].reverse()) {
      busy.failNext('iam', 'ListUsers', 'Throttling', { status: 400 });
      const list = () => iamOf(busy, busy.root).send(new ListUsersCommand({}));
      await expect(list()).rejects.toThrow('fails on purpose');
      await list();
      await iamOf(busy, busy.federate('somebody')).send(new ListUsersCommand({}));
      const stranger = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' };
      await expect(iamOf(busy, stranger).send(new ListUsersCommand({}))).rejects.toThrow();
      await make(busy);
    }
    expect(tracesOf(busy)).toEqual(tracesOf(quiet));
  });
});
