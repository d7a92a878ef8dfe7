import { READY } from '../../support/audit';
import { inAccount, subjects } from '../../support/deployed';
import { aDeniable, deniesOf, deny, denying, denyRowsOf, mailsOf, runDenies } from '../../support/unused-services';

const USERS = 200;
const settings = denying({}, { limits: { changesPerRun: 10_000, maxChangePercent: 100 } });
const CHANGE = 'iam-guardrails-unused-service-deny-change';

describe('a run that denies services to 200 users', () => {
  it('denies 199 where IAM refuses one, names that one, and the next run changes nobody else', () =>
    inAccount(
      async (account) => {
        const names = Array.from({ length: USERS }, (_, index) => `user-${index}`);
        for (const name of names) aDeniable(account, name);
        const free = () => {
          const { users } = account.snapshot();
          return names.filter((name) => users.find(({ arn }) => arn.endsWith(`/${name}`))?.attached.length === 0);
        };
        account.failNext('iam', 'AttachUserPolicy', 'UnmodifiableEntity', { status: 400, after: 136 });
        await deny(account, 'one');
        expect(free()).toHaveLength(1);
        const [odd = ''] = free();
        expect(denyRowsOf(account, 'one').get(odd)?.outcome).toMatchObject({
          kind: 'failed',
          why: expect.stringContaining('UnmodifiableEntity') as string,
        });
        expect(subjects(account).at(-1)).toContain('1 to look at');
        expect(mailsOf(account).at(-1)).toMatch(new RegExp(`user/${odd}: .*UnmodifiableEntity`));

        const attached = () => account.calls({ action: 'AttachUserPolicy' }).length;
        const before = attached();
        await deny(account, 'two', { days: 1 });
        expect([free(), attached() - before]).toEqual([[], 1]);
      },
      { settings, ...READY },
    ));

  it('fails where the function that changes has lost a right, says so, and a redrive ends what is left', () =>
    inAccount(
      async (account) => {
        const names = ['ada', 'bob', 'cleo'];
        for (const name of names) aDeniable(account, name);
        account.failNext('iam', 'AttachUserPolicy', 'AccessDenied', { status: 403, times: names.length });
        const run = await runDenies(account, 'one');
        expect([run.status, subjects(account)]).toEqual([
          'FAILED',
          [expect.stringMatching(/^ACTION NEEDED: unused-service-deny run FAILED/)],
        ]);

        await account.redrive(run.arn);
        await account.idle();
        expect(run.status).toBe('SUCCEEDED');
        expect(names.map((name) => deniesOf(account, name).length)).toEqual([1, 1, 1]);
        const asked = account.calls({ action: 'GenerateServiceLastAccessedDetails' });
        expect(asked).toHaveLength(names.length);
        expect(account.invocations(CHANGE)).toHaveLength(2);
      },
      { settings, ...READY },
    ));
});
