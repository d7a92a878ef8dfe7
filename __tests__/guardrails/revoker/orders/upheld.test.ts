import type { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { sha256 } from '../../../../src/aws/sha256';
import { eventHistory } from '../../../../src/aws/cloudtrail/event-history';
import { catchUp } from '../../../../src/guardrails/revoker/catch-up/catch-up';
import { adminStatusOf } from '../../../../src/guardrails/revoker/judge/admin-status';
import { type PlayedAccount, type Player } from '../../../support/played/account';
import {
  ADMINS,
  BULKY,
  IAM_FULL_ACCESS,
  MINUTE,
  aDenied,
  add,
  anAccount,
  create,
  deliver,
  firstEvent,
  judged,
  pass,
} from '../../../support/played/days';
import { altered } from '../../../support/played/forged';
import { DENY_ARN } from '../../../support/revoker';

const SECOND = 1_000;
type By = Pick<Player, 'credentials'>;
const detach = (account: PlayedAccount, by: By, UserName: string) =>
  account.act(by, 'DetachUserPolicy', { UserName, PolicyArn: account.rules.denyPolicyArn });

describe('a deny of the guard that somebody puts on an admin', () => {
  it.each<[string, string, (account: PlayedAccount) => object, Record<string, unknown> | null]>([
    [
      'padded until CloudTrail left its parameters out',
      'PutUserPolicy',
      ({ rules }) => ({ PolicyName: rules.inlinePolicyName, PolicyDocument: JSON.stringify(rules.inlineDocument) }),
      null,
    ],
    [
      'that names the policy in other letters',
      'AttachUserPolicy',
      ({ rules }) => ({ PolicyArn: rules.denyPolicyArn }),
      { userName: 'ADMIN', policyArn: DENY_ARN.toLowerCase() },
    ],
  ])('is taken off at once, also by a call %s', async (_, action, of, requestParameters) => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    account.act(rogue, action, { UserName: 'admin', ...of(account) });
    account.clock.advance(5 * SECOND);
    expect(account.mayCallIam(account.admin)).toBe(false);
    await account.deliver(altered(firstEvent(account), { requestParameters }));
    account.clock.advance(5 * SECOND);
    expect(account.mayCallIam(account.admin)).toBe(true);
  });
});

describe('what somebody makes of the denies, the history and the list of those who wait', () => {
  it('a role that adds the attacker before the deny lands does not have the guard release the attacker', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    const backdoor = account.role('backdoor', '/', [IAM_FULL_ACCESS]);
    create(account, rogue, 'eve'); // unauthorized, 12:00:00
    account.clock.advance(2 * SECOND);
    add(account, backdoor, 'rogue'); // 12:00:02, by a role without a vote
    await deliver(account, 0);
    await pass(account, 60);
    expect(account.deniesOn(rogue)).toEqual([account.rules.denyPolicyArn]);
  });

  it('a hundred open incidents take a look no more than a reading or two each, so that it ends in time', async () => {
    const account = await anAccount({ revocationsPer10Minutes: 1_000 });
    const made = Array.from({ length: 100 }, (_, index) => account.user(`made-${index}`, [IAM_FULL_ACCESS]));
    for (const one of made) create(account, one, `by-${one.name}`);
    await deliver(account, 0);
    account.disturb(undefined);
    await account.look();
    expect(await account.openIncidents()).toBe(100);
    expect(account.disturbed()).toBeLessThan(200);
  });

  it('a release by the hand of a role of the settings (Identity Center) is not undone', async () => {
    const account = await anAccount({ adminRoles: ['arn:aws:iam::111122223333:role/sso-admin'] });
    const sso = account.role('sso-admin', '/', [IAM_FULL_ACCESS]);
    const dev = await aDenied(account, 'dev');
    await pass(account, 30);
    await judged(account, () => detach(account, sso, 'dev'));
    await pass(account, 60);
    expect(account.deniesOn(dev)).toEqual([]);
  });

  it('nor is one of a user whom the settings exempt by now', async () => {
    const account = await anAccount();
    const dev = await aDenied(account, 'dev');
    await pass(account, 30);
    Object.assign(account.rules, { exempt: [{ id: dev.id, arn: 'arn:aws:iam::111122223333:user/dev' }] });
    detach(account, account.admin, 'dev'); // its event is lost
    await pass(account, 15);
    expect(account.deniesOn(dev)).toEqual([]);
  });

  it('a new admin whom somebody unauthorized had added minutes before keeps the membership that an admin gave', async () => {
    const account = await anAccount();
    account.user('bob', []);
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    add(account, rogue, 'bob');
    account.clock.advance(4 * MINUTE);
    add(account, account.admin, 'bob');
    await deliver(account, 0);
    account.clock.advance(2 * MINUTE);
    await account.look(); // history knows of the first add alone
    await pass(account, 60);
    expect(account.membersOf(ADMINS)).toContain('bob');
  });

  it('ten callers who cannot be denied do not keep all later ones from being judged', async () => {
    const account = await anAccount({ revocationsPer10Minutes: 1 });
    const own = Array.from({ length: 9 }, (_, index) => account.policy(`own-${index}`));
    const boundary = account.policy('limits');
    const full = Array.from({ length: 10 }, (_, index) =>
      account.user(`full-${index}`, [IAM_FULL_ACCESS, ...own], [], {
        inline: { own: JSON.stringify(BULKY) },
        boundary,
      }),
    );
    for (const one of full) create(account, one, `by-${one.name}`);
    for (const event of account.events) await account.deliverInVain(event);
    await pass(account, 15);
    const before = account.events.length;
    const late = ['a', 'b'].map((name) => account.user(name, [IAM_FULL_ACCESS]));
    for (const one of late) create(account, one, `by-${one.name}`);
    await deliver(account, before); // the second is beyond the limit, and waits
    await pass(account, 60);
    expect(late.map((one) => account.deniesOn(one).length)).toEqual([1, 1]);
  });

  it('who was seen to be added by somebody unauthorized is no newcomer, though history cannot be read', () => {
    const now = new Date('2026-06-01T12:00:00Z');
    const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);
    const status = adminStatusOf(
      {
        ...{ userId: 'mole', isMember: true, added: { byOther: before(1) } },
        remembered: { kind: 'known', counted: [], unsettled: [], readAt: before(16), settledAt: before(46) },
      },
      { madeAt: now, now, firstJudgedAt: now },
    );
    expect(status.kind).toBe('outsider');
  });

  it('a look-up of history ends before the function does, however many refused calls somebody made', async () => {
    let pages = 0;
    const client = {
      send: () => {
        pages += 1;
        const Events = Array.from({ length: 50 }, () => ({ CloudTrailEvent: '{}' }));
        return Promise.resolve({ Events, ...(pages < 1_000 && { NextToken: String(pages) }) });
      },
    } as unknown as CloudTrailClient;
    await eventHistory(client)({ eventNames: ['AddUserToGroup'] }, new Date(0), new Date(1_800_000));
    // Two are answered a second, and the function has half a minute.
    expect(pages).toBeLessThan(60);
  });

  it('two intruders who alone are left are not both turned out', async () => {
    const account = await anAccount();
    const rogue = account.user('rogue', [IAM_FULL_ACCESS]);
    for (const name of ['one', 'two']) {
      account.user(name, []);
      add(account, rogue, name);
    }
    account.act(rogue, 'RemoveUserFromGroup', { UserName: 'admin', GroupName: ADMINS });
    await deliver(account, 0);
    await pass(account, 40);
    expect(account.membersOf(ADMINS)).not.toEqual([]);
  });

  it('a release that fails keeps no intruder in the group, and no deny off', async () => {
    const account = await anAccount();
    const [one, two] = [account.user('one', [IAM_FULL_ACCESS]), account.user('two', [IAM_FULL_ACCESS])];
    const mole = account.user('mole', []);
    const { ports } = account as unknown as { ports: { release: () => Promise<void> } };
    ports.release = () => Promise.reject(new Error('TooManyRequestsException')); // somebody set its concurrency to 0
    add(account, one, 'mole');
    create(account, one, 'x');
    account.act(two, 'AttachUserPolicy', { UserName: 'admin', PolicyArn: account.rules.denyPolicyArn });
    account.clock.advance(5_000);
    for (const event of account.events) await account.deliverInVain(event);
    account.clock.advance(20 * MINUTE);
    for (let turn = 0; turn < 3; turn += 1) {
      await account.look().catch(() => undefined);
      account.clock.advance(5 * MINUTE);
    }
    expect(account.membersOf(ADMINS)).not.toContain(mole.name);
  });

  it('somebody who was denied once, then made an admin and freed by a role, stays free', async () => {
    const account = await anAccount({ adminRoles: ['arn:aws:iam::111122223333:role/sso-admin'] });
    const sso = account.role('sso-admin', '/', [IAM_FULL_ACCESS]);
    const dev = await aDenied(account, 'dev');
    await pass(account, 30);
    await judged(account, () => {
      detach(account, sso, 'dev');
      add(account, sso, 'dev');
    });
    await pass(account, 120);
    expect(account.deniesOn(dev)).toEqual([]);
  });

  it('a search in the history gets on, though five minutes hold more events than a look can read', async () => {
    const account = await anAccount();
    const begun = new Date(account.clock.now().getTime() - 60 * MINUTE);
    let searched = begun;
    const { until } = await catchUp(account.clock.now(), {
      rules: account.rules,
      // The time out of the function, in other words.
      history: (_, from, to) =>
        Promise.resolve(
          to.getTime() - from.getTime() > MINUTE
            ? { kind: 'failed', why: 'too many events' }
            : { kind: 'complete', records: [] },
        ),
      judged: {
        mark: () => Promise.resolve(),
        judgedAs: () => Promise.resolve('other' as const),
        searchedUntil: () => Promise.resolve(begun),
        saveSearched: (_, to) => Promise.resolve(void (searched = to)),
      },
      waiting: { add: () => Promise.resolve(true) },
      adminRosters: { of: () => Promise.resolve(undefined) },
      sha256,
    });
    expect(until.getTime()).toBeGreaterThan(begun.getTime());
    expect(searched).toEqual(until);
  });
});
