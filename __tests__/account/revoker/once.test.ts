import { CreateUserCommand, DetachUserPolicyCommand } from '@aws-sdk/client-iam';
import { changesOf, crashAt } from '../../support/crashes';
import { aRogue, denyArn, inAccount, REVOKER, stateOf, subjects } from '../../support/deployed';
import { someIt as it } from '../../support/some-it';
import { placesOf } from '../../support/thorough';

const createUser = (UserName: string) => new CreateUserCommand({ UserName });
const revoked = 'IAM access revoked: rogue is no admin and called the IAM API';

describe('people are told once', () => {
  it('of 200 copies of one event, judged by eight workers that share no memory', () =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await rogue.iam.send(createUser('eve'));
        account.inject(JSON.stringify(account.events()[0]), 199, REVOKER);
        await account.idle();

        expect(stateOf(account, rogue).attached).toContain(denyArn(account));
        expect(subjects(account)).toEqual([revoked]);
        // A delivery that a busy machine cut short is judged again.
        expect(account.logs(REVOKER).length).toBeGreaterThanOrEqual(200);
        expect(account.deadLetters()).toEqual([]);
      },
      { workers: 8, latencyMs: 5, settings: { revoker: { maxConcurrency: 8 } } },
    ));

  it('of many different calls of one burst', () =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await Promise.all(Array.from({ length: 40 }, (_, n) => rogue.iam.send(createUser(`eve-${n}`))));
        await account.idle();
        expect(subjects(account)).toEqual([revoked]);
      },
      { workers: 8, latencyMs: 5, settings: { revoker: { maxConcurrency: 8 } } },
    ));

  it('when the first publishing fails', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      // The SDK itself asks three times.
      account.failNext('sns', 'Publish', 'InternalFailure', { times: 3 });
      await rogue.iam.send(createUser('eve'));
      await account.idle();

      expect(subjects(account)).toEqual([revoked]);
      expect(account.calls({ service: 'sns', action: 'Publish' })).toHaveLength(4);
      expect(account.deadLetters()).toEqual([]);
    }));

  it('when the ledger fails at first, and the deny does not wait for it', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      account.failNext('dynamodb', 'Query', 'InternalServerError', { times: 4 });
      await rogue.iam.send(createUser('eve'));
      await account.idle();

      const attach = account.calls({ service: 'iam', action: 'AttachUserPolicy' });
      const query = account.calls({ service: 'dynamodb', action: 'Query' });
      expect(attach[0]?.endedAt).toBeLessThan(query[0]?.startedAt ?? 0);
      expect(subjects(account)).toEqual([revoked]);
    }));

  it('of an escape, beside the revocation: the deny is back', () =>
    inAccount(async (account) => {
      const rogue = aRogue(account);
      await rogue.iam.send(createUser('eve'));
      await account.idle();
      await rogue.iam.send(new DetachUserPolicyCommand({ UserName: 'rogue', PolicyArn: denyArn(account) }));
      const detached = account.events().at(-1);
      account.inject(JSON.stringify(detached), 20, REVOKER);
      await account.idle();

      expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      expect(subjects(account)).toEqual([revoked, 'ESCALATION: rogue had lost the deny on IAM; it was put back']);
    }));

  it('of a stale reading that still shows the deny which the caller detached', () =>
    inAccount(
      async (account) => {
        const rogue = aRogue(account);
        await rogue.iam.send(createUser('eve'));
        await account.idle();
        account.clock.advance(3_500);
        await rogue.iam.send(new DetachUserPolicyCommand({ UserName: 'rogue', PolicyArn: denyArn(account) }));
        await account.idle();
        expect(stateOf(account, rogue).attached).toContain(denyArn(account));
      },
      { readLagMs: 3_000 },
    ));
});

describe('a worker that dies after its n-th answered change', () => {
  const endOf = async (nth?: number) => {
    let end: unknown;
    let changes = 0;
    await inAccount(async (account) => {
      const rogue = aRogue(account);
      if (nth !== undefined) crashAt(account, REVOKER, nth);
      await rogue.iam.send(createUser('eve'));
      await account.idle();
      changes = changesOf(account, REVOKER);
      const notices = new Set(subjects(account));
      end = { account: account.snapshot(), notices: [...notices], dead: account.deadLetters().length };
    });
    return { end, changes };
  };

  it('leaves the same account and the same notice as one that lives, for every n', async () => {
    const whole = await endOf();
    expect(whole.end).toMatchObject({ notices: [revoked], dead: 0 });
    for (const n of placesOf(whole.changes + 1))
      expect({ n, ...(await endOf(n)) }).toMatchObject({ n, end: whole.end });
  });
});
