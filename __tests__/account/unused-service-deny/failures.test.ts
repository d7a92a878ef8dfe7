import { READY } from '../../support/audit';
import { matching } from '../../support/template';
import { inAccount, subjects } from '../../support/deployed';
import { draws } from '../../support/thorough';
import { aDeniable, deniesOf, deny, denying, denyRowsOf, mailsOf, runDenies } from '../../support/unused-services';

/** Fifty where not everything is run: what it takes is theirs. */
const USERS = draws(200);
const ODD = 'user-37';
const settings = denying({}, { limits: { changesPerRun: 10_000, maxChangePercent: 100 } });
const CHANGE = 'iam-guardrails-unused-service-deny-change';

/** Makes IAM fail a change of somebody so often, with all that the SDK and the state machine try again. */
const ATTEMPTS_OF_SDK = 3;
const ATTEMPTS_OF_MACHINE = 3;

describe('a run that denies services', () => {
  it(`to ${USERS} users denies all but one where IAM fails for one, fails, and a redrive denies that one and nobody else`, () =>
    inAccount(
      async (account) => {
        const names = Array.from({ length: USERS }, (_, index) => `user-${index}`);
        for (const name of names) aDeniable(account, name);
        const free = () => {
          const { users } = account.snapshot();
          return names.filter((name) => users.find(({ arn }) => arn.endsWith(`/${name}`))?.attached.length === 0);
        };
        const times = ATTEMPTS_OF_SDK * ATTEMPTS_OF_MACHINE;
        account.failNext('iam', 'AttachUserPolicy', 'ServiceFailure', { times, where: { UserName: ODD } });
        const run = await runDenies(account, 'one');
        expect([run.status, free()]).toEqual(['FAILED', [ODD]]);
        expect(mailsOf(account)).toEqual([matching(/run FAILED[^]*redrive-execution/)]);
        const failures = account.logs(CHANGE).filter((line) => line.includes('"outcome":"failed"'));
        expect(failures.filter((line) => line.includes(`"${ODD}"`))).toHaveLength(ATTEMPTS_OF_MACHINE);
        expect(failures).toHaveLength(ATTEMPTS_OF_MACHINE);

        const attached = () => account.calls({ action: 'AttachUserPolicy' }).length;
        const before = attached();
        await account.redrive(run.arn);
        await account.idle();
        expect([run.status, free(), attached() - before]).toEqual(['SUCCEEDED', [], 1]);
        expect(subjects(account).at(-1)).toBe(`Unused services: ${USERS} principals changed`);
      },
      { settings, ...READY },
    ));

  it('ends what IAM fails once, and names whom it refuses to change, whom the next run sees to', () =>
    inAccount(
      async (account) => {
        const names = ['ada', 'bob', 'cleo'];
        for (const name of names) aDeniable(account, name);
        const failing = { times: ATTEMPTS_OF_SDK, where: { UserName: 'ada' } };
        account.failNext('iam', 'AttachUserPolicy', 'ServiceFailure', failing);
        // Once in the invocation that fails for ada, and once in that which the state machine makes in its place.
        const refused = { times: 2, status: 400, where: { UserName: 'bob' } };
        account.failNext('iam', 'AttachUserPolicy', 'UnmodifiableEntity', refused);
        await deny(account, 'one');
        const rows = [...denyRowsOf(account, 'one')].filter(([name]) => names.includes(name));
        const why = matching(/UnmodifiableEntity/);
        expect(Object.fromEntries(rows.map(([name, { outcome }]) => [name, outcome]))).toMatchObject({
          ...{ ada: { kind: 'done' }, bob: { kind: 'failed', why }, cleo: { kind: 'done' } },
        });
        expect(subjects(account).at(-1)).toContain('2 principals changed, 1 to look at');
        await deny(account, 'two', { days: 1 });
        expect(names.map((name) => deniesOf(account, name).length)).toEqual([1, 1, 1]);
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
