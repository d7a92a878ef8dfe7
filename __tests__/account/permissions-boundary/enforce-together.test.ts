import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { aRole, audit, BATCH, LEDGER, MACHINE, READY, summaryOf } from '../../support/audit';
import { inAccount, templateFor } from '../../support/deployed';
import { boundariesIn, enforcing } from '../../support/enforcement';
import { someOf } from '../../support/thorough';

const CHANGE = `${MACHINE}-change`;
/** More than are looked at one by one, and than a page holds; each costs a dozen calls. */
const MANY = 102;
/** Less than a twentieth: everybody alone would be twice as many. */
const FEW = 5;
const DETAILS = 'GetAccountAuthorizationDetails';
const settings = enforcing({}, { limits: { changesPerRun: 1_000, maxChangePercent: 100 } });

function manyRoles(account: EmbeddedAccount): void {
  for (let number = 0; number < MANY; number += 1) {
    aRole(account, `role-${number}`, { used: [['s3', 'sqs', 'sns'][number % 3] ?? 's3'] });
  }
}

const bounded = (account: EmbeddedAccount) =>
  [...boundariesIn(account)].filter(([name, arn]) => name.startsWith('role-') && arn !== undefined);

async function entries(account: EmbeddedAccount) {
  const text = JSON.stringify(await account.items(LEDGER));
  const count = (state: string) => text.split(`"state":{"S":"${state}"}`).length - 1;
  return { recorded: count('recorded'), confirmed: count('confirmed') };
}

describe('a run that bounds more than a hundred', () => {
  let account: EmbeddedAccount;
  beforeAll(async () => {
    account = await EmbeddedAccount.start({ templatePath: templateFor(settings), ...READY });
    manyRoles(account);
    const { cause } = await audit(account, 'run-1', 'change');
    expect(cause).toBeUndefined();
  });
  afterAll(() => account.stop());

  it('looks at each before its boundary is put, and at everybody after', async () => {
    expect(bounded(account)).toHaveLength(MANY);
    expect(await entries(account)).toEqual({ recorded: 0, confirmed: MANY });
    const calls = account.calls({ functionName: CHANGE });
    const count = (action: string) => calls.filter((call) => call.action === action).length;
    expect([count('GetPolicy'), count('PutRolePermissionsBoundary')]).toEqual([0, MANY]);
    expect(count(DETAILS)).toBeGreaterThanOrEqual(4);
    // Whoever waits at the end, when they are no more than the pages of a pass, is looked at alone.
    expect(count('GetRole')).toBeGreaterThanOrEqual(MANY);
    expect(count('GetRole')).toBeLessThanOrEqual(MANY + FEW);
    expect(calls.filter(({ errorCode }) => /AccessDenied/.test(errorCode ?? ''))).toEqual([]);
  });

  it('makes the policies while it audits, each before anybody has it, and denies nobody anything', () => {
    const made = account.calls({ functionName: BATCH, action: 'CreatePolicy' });
    expect(made.map(({ errorCode }) => errorCode)).toEqual([undefined, undefined, undefined]);
    const own = account.snapshot().policies.filter(({ arn }) => arn.includes('/iam-guardrails-boundary-'));
    expect(own.map(({ arn }) => arn).sort()).toEqual([...new Set(bounded(account).map(([, arn]) => arn))].sort());
    const denied = account.calls().filter(({ errorCode }) => /AccessDenied/.test(errorCode ?? ''));
    expect(denied).toEqual([]);
  });
});

describe('a run that bounds more than a hundred, where something goes wrong', () => {
  it('looks at each alone where it may not look at everybody, and says so', () =>
    inAccount(
      async (account) => {
        manyRoles(account);
        account.beforeInvocation(CHANGE, () => {
          account.failNext('iam', DETAILS, 'AccessDenied', { status: 403 });
          return Promise.resolve();
        });
        expect((await audit(account, 'run-1', 'change')).status).toBe('SUCCEEDED');
        expect(bounded(account)).toHaveLength(MANY);
        expect(await entries(account)).toEqual({ recorded: 0, confirmed: MANY });
        const looks = account.calls({ functionName: CHANGE, action: 'GetRole' });
        expect(looks).toHaveLength(2 * MANY);
        expect(account.logs(CHANGE).filter((line) => line.includes('"looked-alone"'))).toHaveLength(1);
      },
      { settings, ...READY },
    ));

  const crashes = [
    [BATCH, MANY],
    [CHANGE, 2 * MANY - 25],
    [CHANGE, 2 * MANY + 50],
  ] as const;

  it.each(someOf(crashes))(
    'ends as one that nothing happened to where %s ends at change %i, and is redriven',
    (name, nth) =>
      inAccount(
        async (account) => {
          manyRoles(account);
          account.crashAfter(name, nth, 'changes');
          const failed = await audit(account, 'run-1', 'change');
          const run = failed.status === 'SUCCEEDED' ? failed : await account.redrive(failed.arn);
          await account.idle();
          expect([run.status, bounded(account).length]).toEqual(['SUCCEEDED', MANY]);
          expect(await entries(account)).toEqual({ recorded: 0, confirmed: MANY });
          expect(summaryOf(account).counts).toMatchObject({ changed: MANY, failed: 0 });
          expect(account.invocations(name).length).toBeGreaterThanOrEqual(2);
        },
        { settings, ...READY },
      ),
  );
});
