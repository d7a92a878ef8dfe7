import { CreatePolicyVersionCommand, CreateUserCommand, DeletePolicyCommand } from '@aws-sdk/client-iam';
import type { AccountUser, EmbeddedAccount } from '../../../src/embedded-account/account';
import { roundTrips } from '../../../src/embedded-account/calls';
import { iamOf } from '../../../src/trial/scenarios/cast';
import {
  aRogue,
  denyArn,
  FALLBACK,
  IAM_FULL_ACCESS,
  inAccount,
  RELEASE,
  REVOKER,
  stateOf,
  subjects,
} from '../../support/deployed';

const allowList = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' }],
};
const ALLOW_ALL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

/** A user with no room for another managed policy, and with no room for an inline one where asked. */
function aPackedUser(
  account: EmbeddedAccount,
  { inline = false, boundary }: { inline?: boolean; boundary?: string } = {},
): AccountUser {
  const fillers = Array.from({ length: 9 }, (_, n) => account.addPolicy({ name: `team-${n}`, document: allowList }));
  const big = JSON.stringify({ ...allowList, Statement: [{ ...allowList.Statement[0], Sid: 'S'.repeat(1_900) }] });
  return account.addUser({
    name: 'packed',
    policies: [IAM_FULL_ACCESS, ...fillers],
    ...(inline && { inline: { big } }),
    ...(boundary !== undefined && { boundary }),
  });
}

const call = (account: EmbeddedAccount, user: AccountUser) =>
  iamOf(account, user.credentials).send(new CreateUserCommand({ UserName: 'eve' }));

describe('the ladder', () => {
  it('takes two round trips to the deny, and one where nothing is to be done', () =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
        await account.idle();
        account.inject(JSON.stringify(account.events()[0]), 1, REVOKER);
        await account.idle();
        const trips = account
          .invocations(REVOKER)
          .map((calls) => roundTrips(calls.filter(({ service }) => service === 'iam')));
        // After the deny the third looks whether the name changed hands meanwhile, and two more tag the user.
        expect(trips).toEqual([5, 1]);
        const [judging = []] = account.invocations(REVOKER);
        const attach = judging.findIndex(({ action }) => action === 'AttachUserPolicy');
        expect(roundTrips(judging.slice(0, attach + 1).filter(({ service }) => service === 'iam'))).toBe(2);
      },
      { latencyMs: 100 },
    ));

  it('puts the inline deny after exactly one refused attach', () =>
    inAccount(async (account) => {
      const packed = aPackedUser(account);
      await call(account, packed);
      await account.idle();

      const attach = account.calls({ service: 'iam', action: 'AttachUserPolicy' });
      expect(attach.map(({ errorCode }) => errorCode)).toEqual(['LimitExceeded']);
      expect(Object.keys(stateOf(account, packed).inline)).toEqual(['DenyIAM']);
      expect(account.published()[0]?.message).toContain(
        'inline policy DenyIAM put on user packed. A quota of AWS had refused this before: managed-policy-attached.\n',
      );
      account.clock.advance(5_000);
      await expect(call(account, packed)).rejects.toThrow('explicit deny');
    }));

  it('bounds the user where the inline deny has no room either', () =>
    inAccount(async (account) => {
      const packed = aPackedUser(account, { inline: true });
      await call(account, packed);
      await account.idle();

      expect(stateOf(account, packed).boundary).toContain('iam-guardrails-deny-iam-boundary');
      account.clock.advance(5_000);
      await expect(call(account, packed)).rejects.toThrow('explicit deny');
      await account.idle();
      expect(subjects(account)).toHaveLength(1);
    }));

  it('mends the text of an altered boundary before it bounds anybody by it', () =>
    inAccount(async (account) => {
      const packed = aPackedUser(account, { inline: true });
      const PolicyArn = `arn:aws:iam::${account.accountId}:policy/iam-guardrails/iam-guardrails-deny-iam-boundary`;
      const alter = new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: ALLOW_ALL, SetAsDefault: true });
      await iamOf(account, packed.credentials).send(alter);
      await account.idle();
      account.clock.advance(5_000);
      await expect(call(account, packed)).rejects.toThrow('explicit deny');
    }));

  it('never replaces a boundary: it names who got away, and fails', () =>
    inAccount(async (account) => {
      const boundary = account.addPolicy({ name: 'theirs', document: JSON.parse(ALLOW_ALL) as object });
      const packed = aPackedUser(account, { inline: true, boundary });
      await call(account, packed);
      await account.idle();

      expect(stateOf(account, packed).boundary).toBe(boundary);
      expect(subjects(account)).toEqual(['ACTION NEEDED: packed could not be denied access to IAM']);
      expect(account.deadLetters()).toHaveLength(1);
    }));

  it('gives an altered deny its text back before it attaches it', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      const alter = new CreatePolicyVersionCommand({
        PolicyArn: denyArn(account),
        PolicyDocument: ALLOW_ALL,
        SetAsDefault: true,
      });
      for (let n = 0; n < 4; n += 1) await rogue.iam.send(alter);
      await account.idle();
      account.clock.advance(5_000);

      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      await expect(rogue.iam.send(alter)).rejects.toThrow('explicit deny');
      const policy = account.snapshot().policies.find(({ arn }) => arn === denyArn(account));
      expect(policy?.versions[policy.defaultVersion]).toContain('"Effect":"Deny"');
      const messages = account.published();
      expect(messages.find(({ subject }) => subject !== undefined)?.message).toContain(
        'had been altered and was given its text back',
      );
      // EventBridge names whoever altered it each time, and not the guard that puts it back.
      const callers = messages.flatMap(({ message }) => /"Caller: (.*)"/.exec(message)?.[1] ?? []);
      expect(callers).toEqual(Array(4).fill(rogue.arn));
    }));

  it('answers who asks the fallback to deny somebody else than it names', () =>
    inAccount(async (account) => {
      const user = account.addUser({ name: 'bob' });
      const asked = { kind: 'inline-policy-put', userName: 'bob', userId: 'AIDASOMEBODYELSE00001' };
      await expect(account.invoke(FALLBACK, asked)).resolves.toMatchObject({ kind: 'failed' });
      expect(stateOf(account, user).inline).toEqual({});
    }));

  it.each(['GetUser', 'AttachUserPolicy'])('outlasts a burst of throttling of %s', (action) =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      account.failNext('iam', action, 'Throttling', { times: 3, status: 400 });
      await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
      await account.idle();
      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(account.invocations(REVOKER)).toHaveLength(1);
    }),
  );

  it('asks again when another caller changed the user at the same time', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      account.failNext('iam', 'AttachUserPolicy', 'ConcurrentModification', { status: 409 });
      await rogue.iam.send(new CreateUserCommand({ UserName: 'eve' }));
      await account.idle();
      expect(account.invocations(REVOKER)).toHaveLength(1);
      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
    }));
});

describe('a release', () => {
  it.each([
    ['the managed deny', {}, false],
    ['the inline deny', { inline: false }, true],
    ['the boundary', { inline: true }, true],
  ])('takes back %s, and leaves the user equal to before', (_, room, full) =>
    inAccount(async (account) => {
      const user = full ? aPackedUser(account, room) : aRogue(account);
      const before = stateOf(account, user);
      await call(account, user);
      await account.idle();
      expect(stateOf(account, user)).not.toEqual(before);

      await expect(account.invoke(RELEASE, { principal: user.arn })).resolves.toMatchObject({ kind: 'done' });
      expect(stateOf(account, user)).toEqual(before);
      expect(subjects(account).at(-1)).toBe(`IAM access given back: ${user.name}`);
    }),
  );

  it('ends the incident: the next offence is told anew', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      await call(account, rogue);
      await account.idle();
      await account.invoke(RELEASE, { principal: rogue.id });
      account.clock.advance(5_000);
      await rogue.iam.send(new CreateUserCommand({ UserName: 'mallory' }));
      await account.idle();

      expect(subjects(account).map((subject) => subject.slice(0, 17))).toEqual([
        'IAM access revoke',
        'IAM access given ',
        'IAM access revoke',
      ]);
      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
    }));

  it('of everybody finds who carries a deny, and who was renamed since', () =>
    inAccount(async (account) => {
      const users = [aRogue(account), aRogue(account, 'other'), aPackedUser(account)];
      const before = users.map((user) => stateOf(account, user));
      for (const [n, user] of users.entries()) {
        await iamOf(account, user.credentials).send(new CreateUserCommand({ UserName: `eve-${n}` }));
      }
      await account.idle();
      await account.invoke(RELEASE, { all: true });
      expect(users.map((user) => stateOf(account, user))).toEqual(before);
      await expect(account.invoke(RELEASE, { all: true })).resolves.toMatchObject({ payload: '{"released":[]}' });
    }));

  it('of everybody works where the deny policy was deleted', () =>
    inAccount(async (account) => {
      await aRogue(account).iam.send(new DeletePolicyCommand({ PolicyArn: denyArn(account) }));
      await account.idle();
      expect(account.snapshot().users.find(({ name }) => name === 'rogue')?.inline).toHaveProperty('DenyIAM');
      await expect(account.invoke(RELEASE, { all: true })).resolves.toMatchObject({ kind: 'done' });
      expect(account.snapshot().users.find(({ name }) => name === 'rogue')?.inline).toEqual({});
    }));

  it('names what is wrong with what it is asked', () =>
    inAccount(async (account) => {
      const answer = await account.invoke(RELEASE, { principal: 'arn:aws:iam::111122223333:user/nobody' });
      expect(JSON.stringify(answer)).toContain('there is no such user');
    }));
});
