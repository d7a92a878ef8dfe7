import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { audit, aRole, MACHINE, READY, withCredentialReport } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { aDeniable, DENY_MACHINE, deniesOf, deny, denying } from '../../support/unused-services';
import { boundaryOf } from '../../support/enforcement';

const RATE = 5;
const settings = {
  ...denying({}, { limits: { maxChangePercent: 100 } }),
  permissionsBoundary: { mode: 'enforce', tags: false, users: false },
};
const slowly = { ...settings, limits: { ...settings.limits, iamCallsPerSecond: RATE } };
const asked = 'GenerateServiceLastAccessedDetails';

/** Who was asked about, of these, in the order of their ARNs. */
const askedAbout = (account: EmbeddedAccount, arns: readonly string[]) =>
  account
    .calls({ action: asked })
    .map(({ params }) => (params as { readonly Arn?: string }).Arn ?? '')
    .filter((arn) => arns.includes(arn))
    .toSorted();

/** Whose functions called IAM, in order, as often as that changed. Each keeps the whole rate while it does. */
function turnsAt(account: EmbeddedAccount): readonly string[] {
  const callers = account
    .calls({ service: 'iam' })
    .toSorted((one, other) => one.arrival - other.arrival)
    .flatMap(({ functionName = '' }) => [MACHINE, DENY_MACHINE].filter((machine) => functionName.startsWith(machine)));
  return callers.filter((caller, index) => caller !== callers[index - 1]);
}

describe('two guardrails that go by Access Advisor', () => {
  it('ask about a user once where both run within the hours of the settings, and only one restricts it', () =>
    inAccount(
      async (account) => {
        const users = ['ada', 'bob'].map((name) => aDeniable(account, name).arn);
        expect((await audit(account, 'bounds', 'change')).status).toBe('SUCCEEDED');
        await deny(account, 'denies', { days: 0.25 });
        expect(askedAbout(account, users)).toEqual(users.toSorted());
        expect([deniesOf(account, 'ada').length, boundaryOf(account, 'ada')]).toEqual([1, undefined]);
      },
      { settings, ...READY },
    ));

  it('that begin at the same second share the rate of IAM: one waits for the other, and asks nothing again', () =>
    inAccount(
      async (account) => {
        const users = ['ada', 'bob', 'cleo', 'dan'].map((name) => aDeniable(account, name).arn);
        const roles = ['app', 'etl'].map((name) => aRole(account, name).arn);
        await withCredentialReport(account);
        const runs = await Promise.all(
          [MACHINE, DENY_MACHINE].map((machine) => account.runStateMachine(machine, { purpose: 'change' }, 'at-once')),
        );
        expect(runs.map(({ status, cause }) => [status, cause])).toEqual(runs.map(() => ['SUCCEEDED', undefined]));
        const refused = account.calls({ service: 'iam' }).filter(({ errorCode }) => errorCode === 'Throttling');
        expect(refused).toEqual([]);
        expect(turnsAt(account).toSorted()).toEqual([MACHINE, DENY_MACHINE].toSorted());
        const waited = runs.map(({ history }) => history.filter(({ error }) => error === 'BusyError').length);
        expect(waited.filter((times) => times > 0)).toHaveLength(1);
        expect(askedAbout(account, [...users, ...roles])).toEqual([...users, ...roles].toSorted());
        expect(deniesOf(account, 'ada')).toHaveLength(1);
        expect(boundaryOf(account, 'app')).toBeDefined();
      },
      { settings: slowly, ...READY, retryWaits: 'kept', iamCallsPerSecond: RATE },
    ));
});
