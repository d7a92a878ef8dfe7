import { EmbeddedAccount } from '../../../src/local/account';
import { aRole, atOnce, audit, READY, textOf, withCredentialReport } from '../../support/audit';
import { RELEASE, templateFor } from '../../support/deployed';

const CHANGE = 'iam-guardrails-permissions-boundary-change';

// One lane, so that every run makes the same calls.
const settings = atOnce({ permissionsBoundary: { mode: 'enforce', adopt: ['arn:aws:iam::*:policy/team-*'] } });

const LAG_MS = 120_000;
/** Some forty runs, each with two releases, on a machine with few processors. */
const RELEASES_MS = 300_000;

/** Accounts at work at the same time: the machine has few processors. */
const LANES = 3;

/** An account in which somebody has an earlier tool's boundary. */
async function anAccount(): Promise<EmbeddedAccount> {
  const account = await EmbeddedAccount.start({ templatePath: templateFor(settings), ...READY });
  const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
  aRole(account, 'app', { tags: { Permissions_Used: '77' } });
  aRole(account, 'etl', { used: ['sqs'], boundary: account.addPolicy({ name: 'team-limits', document }) });
  await withCredentialReport(account);
  return account;
}

/** Tries every call at which a function may be terminated. */
async function atEveryCall(calls: number, attempt: (nth: number) => Promise<void>): Promise<void> {
  const waiting = Array.from({ length: calls }, (_, index) => index + 1);
  const lane = async () => {
    for (let nth = waiting.shift(); nth !== undefined; nth = waiting.shift()) await attempt(nth);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

describe('a function that is terminated after any of its calls', () => {
  it('ends in the same account when the run is redriven: the one that changes', async () => {
    const whole = await anAccount();
    await audit(whole, 'run-1', 'change');
    const calls = whole.calls({ functionName: CHANGE }).length;
    const traces = (account: EmbeddedAccount) => ({
      iam: account.snapshot(),
      summary: textOf(account, 'summary.json'),
    });
    const uninterrupted = traces(whole);
    await whole.stop();
    expect(uninterrupted.iam.roles.filter(({ boundary }) => boundary?.includes('-boundary-'))).toHaveLength(2);

    await atEveryCall(calls, async (nth) => {
      const account = await anAccount();
      account.crashAfter(CHANGE, nth);
      const run = await audit(account, 'run-1', 'change');
      expect([nth, run.status]).toEqual([nth, 'FAILED']);
      await account.redrive(run.arn);
      await account.idle();
      expect([nth, run.cause, run.status]).toEqual([nth, undefined, 'SUCCEEDED']);
      expect({ nth, ...traces(account) }).toEqual({ nth, ...uninterrupted });
      await account.stop();
    });
  });

  it(
    'ends in the account of before when it is invoked again: the one that releases',
    async () => {
      const whole = await anAccount();
      const before = whole.snapshot();
      await audit(whole, 'run-1', 'change');
      // Of a boundary of these moments a release waits to see whether it shows.
      whole.clock.advance(LAG_MS);
      const earlier = whole.calls({ functionName: RELEASE }).length;
      await whole.invoke(RELEASE, { all: true });
      const calls = whole.calls({ functionName: RELEASE }).length - earlier;
      expect(whole.snapshot()).toEqual(before);
      await whole.stop();

      const accounts = await Promise.all(Array.from({ length: LANES }, anAccount));
      const idle = [...accounts];
      let terminated = 0;
      await atEveryCall(calls, async (nth) => {
        const account = idle.pop();
        // One that made fewer calls than its first time has come to its end.
        if (account === undefined) return;
        // A run of the very moment of a release leaves alone whom it freed.
        account.clock.advance(LAG_MS);
        await audit(account, `run-${nth}`, 'change');
        account.clock.advance(LAG_MS);
        account.crashAfter(RELEASE, nth);
        if ((await account.invoke(RELEASE, { all: true })).kind === 'failed') {
          terminated += 1;
          expect([nth, (await account.invoke(RELEASE, { all: true })).kind]).toEqual([nth, 'done']);
          idle.push(account);
        }
        expect({ nth, iam: account.snapshot() }).toEqual({ nth, iam: before });
      });
      await Promise.all(accounts.map((account) => account.stop()));
      expect(terminated).toBeGreaterThan(20);
    },
    RELEASES_MS,
  );
});
