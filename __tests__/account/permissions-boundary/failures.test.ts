import { rowsOf } from '../../../src/guardrails/permissions-boundary/apply/rows';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import {
  aRole,
  atOnce,
  audit,
  BATCH,
  EVIDENCE,
  READY,
  rowOf,
  RUNS,
  summaryOf,
  withDefinition,
} from '../../support/audit';
import { inAccount, subjects, templateFor } from '../../support/deployed';
import { matching } from '../../support/template';
import { someIt as it } from '../../support/some-it';
import { someOf } from '../../support/thorough';
import { withoutAction } from '../../support/without-action';

const settings = atOnce();
/** So many that one lane is not enough for them: a hundred share one. */
function someRoles(account: EmbeddedAccount, count: number): void {
  for (let index = 0; index < count; index += 1) aRole(account, `app-${index}`);
}

const asked = (account: EmbeddedAccount) => account.calls({ action: 'GenerateServiceLastAccessedDetails' }).length;

describe('a run', () => {
  it.each([
    ['failed', { fails: { code: 'ServiceFailure', message: 'try later' } }, 'ServiceFailure: try later'],
    ['never completes', 'never-completes' as const, 'not ready after 2 s'],
  ])('leaves a principal alone whose report %s, says why, and audits the others', (_, fate, why) =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        account.decideReports(aRole(account, 'odd').arn, fate);
        expect((await audit(account)).status).toBe('SUCCEEDED');
        expect(rowOf(account, 'odd')).toMatchObject({
          decision: { kind: 'leave', reason: 'evidence-failed', why },
          tags: { kind: 'left' },
        });
        expect(rowOf(account, 'app').tags.kind).toBe('written');
        expect(summaryOf(account).counts.failed).toBe(1);
        expect(subjects(account)).toEqual([expect.stringContaining('1 to look at')]);
        expect(account.published()[0]?.message).toContain(`role/odd: `);
      },
      { settings, ...READY },
    ),
  );

  it('repeats what IAM refuses for its rate, and loses nobody', () =>
    inAccount(
      async (account) => {
        for (const action of ['GenerateServiceLastAccessedDetails', 'GetServiceLastAccessedDetails', 'TagRole']) {
          account.failNext('iam', action, 'Throttling', { times: 2, status: 400 });
        }
        aRole(account, 'app');
        aRole(account, 'other');
        expect((await audit(account)).status).toBe('SUCCEEDED');
        expect(account.calls({ functionName: BATCH }).filter((call) => call.errorCode === 'Throttling')).toHaveLength(
          6,
        );
        expect(['app', 'other'].map((name) => rowOf(account, name).tags.kind)).toEqual(['written', 'written']);
        expect(summaryOf(account).counts.failed).toBe(0);
      },
      { settings, ...READY },
    ));

  it('names whose tags could not be written, and goes on', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        account.failNext('iam', 'TagRole', 'UnmodifiableEntity', { status: 400 });
        expect((await audit(account)).status).toBe('SUCCEEDED');
        expect(rowOf(account, 'app').tags).toMatchObject({
          kind: 'failed',
          why: matching(/Unmodifiable/),
        });
        expect(subjects(account)).toEqual([expect.stringContaining('1 to look at')]);
      },
      { settings, ...READY },
    ));

  it.each([
    ['is malformed', 'app, two words\n', /exemptions s3:.*line 1.*two words/],
    ['is not there', undefined, /exemptions s3:.*(no such object|not authorized)/],
  ])('audits nobody while the list of exemptions %s, and tells why once', (_, list, why) =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        if (list !== undefined) account.putObject(EVIDENCE, 'exempt.txt', list);
        const run = await audit(account);
        expect(run.status).toBe('FAILED');
        expect(asked(account)).toBe(0);
        expect(subjects(account)).toEqual([expect.stringMatching(/^ACTION NEEDED: permissions-boundary run FAILED/)]);
        expect(account.published()[0]?.message).toMatch(why);
        expect(account.published()[0]?.message).toContain(`redrive-execution --execution-arn '${run.arn}'`);
      },
      { settings: atOnce({}, { exemptionsObject: `s3://${EVIDENCE}/exempt.txt` }), ...READY },
    ),
  );

  it('goes on after a redrive where a batch had failed, and asks nobody twice', () =>
    inAccount(
      async (account) => {
        someRoles(account, 110);
        // The inventory asks the ledger first.
        account.failNext('dynamodb', 'Query', 'AccessDeniedException', { status: 400, after: 1 });
        const run = await audit(account);
        expect([run.status, run.error]).toEqual(['FAILED', 'States.ExceedToleratedFailureThreshold']);
        expect(subjects(account)).toEqual([expect.stringMatching(/FAILED/)]);

        await account.redrive(run.arn);
        await account.idle();
        expect(run.status).toBe('SUCCEEDED');
        expect(summaryOf(account).counts.failed).toBe(0);
        const arns = account
          .calls({ action: 'GenerateServiceLastAccessedDetails', functionName: BATCH })
          .map(({ params }) => JSON.stringify(params));
        expect(new Set(arns).size).toBe(arns.length);
      },
      { settings: atOnce({}, { concurrency: 2 }), ...READY },
    ));

  it('names everybody whose batch failed where the settings tolerate it', () =>
    inAccount(
      async (account) => {
        someRoles(account, 110);
        // The inventory asks the ledger first.
        account.failNext('dynamodb', 'Query', 'AccessDeniedException', { status: 400, after: 1 });
        expect((await audit(account)).status).toBe('SUCCEEDED');
        const { principals, counts } = summaryOf(account);
        const lost = principals.filter(({ decision }) => decision.why === 'its batch failed');
        expect(lost.length).toBeGreaterThan(0);
        expect(lost.length).toBeLessThan(principals.length);
        expect(counts.failed).toBe(lost.length);
      },
      { settings: atOnce({}, { concurrency: 2, toleratedFailurePercentage: 100 }), ...READY },
    ));

  it('is told once however often its event arrives, and again when a redrive fails', () =>
    inAccount(
      async (account) => {
        account.failNext('iam', 'GetAccountAuthorizationDetails', 'AccessDenied', { times: 2, status: 403 });
        const run = await audit(account);
        expect(run.status).toBe('FAILED');
        await account.redrive(run.arn);
        await account.idle();
        expect(run.status).toBe('FAILED');
        await account.redrive(run.arn);
        await account.idle();
        expect(subjects(account)).toEqual([
          expect.stringMatching(/FAILED/),
          expect.stringMatching(/FAILED/),
          expect.stringMatching(/audited/),
        ]);
      },
      { settings, ...READY },
    ));
});

describe('the state machine of the plan', () => {
  it.each([
    ['a field of the map', '"ItemBatcher"', '"ItemBacher"'],
    ['a field of its batches', '"MaxItemsPerBatch"', '"MaxItemPerBatch"'],
    ['a field of a task', '"Arguments"', '"Argument"'],
    ['the tolerance', '"ToleratedFailurePercentage"', '"TolerableFailurePercentage"'],
  ])('is refused where %s is misspelt', async (_, right, wrong) => {
    const templatePath = withDefinition(templateFor(settings), (definition) => definition.replaceAll(right, wrong));
    await expect(EmbeddedAccount.start({ templatePath, ...READY })).rejects.toThrow(wrong.replaceAll('"', ''));
  });

  it('cuts a large account into batches, each written once, with everybody in one of them', () =>
    inAccount(
      async (account) => {
        someRoles(account, 310);
        const { status, cause } = await audit(account);
        expect([status, cause]).toEqual(['SUCCEEDED', undefined]);
        const batches = account
          .objects(EVIDENCE, `${RUNS}/run-1/batches/`)
          .filter(({ key }) => !key.endsWith('.evidence.json'));
        expect(batches.length).toBeGreaterThanOrEqual(4);
        // Lambda may try an invocation again that a busy machine cut short; only one of them comes to its end.
        const puts = account
          .calls({ functionName: BATCH, action: 'PutObject' })
          .map(({ params }) => JSON.stringify(params));
        const timesPut = batches.map(({ key }) => puts.filter((put) => put.includes(`${key}"`)).length);
        expect(timesPut).toEqual(batches.map(() => 1));
        const ids = batches.flatMap(({ key, body }) => rowsOf(JSON.parse(body.toString()), key).map(({ id }) => id));
        expect(ids.length).toBeGreaterThanOrEqual(310);
        expect(new Set(ids).size).toBe(ids.length);
      },
      { settings: atOnce({}, { concurrency: 4 }), ...READY },
    ));
});

describe('the audit without one of its rights', () => {
  it.each(
    someOf([
      'iam:GetAccountAuthorizationDetails',
      'iam:GetCredentialReport',
      'iam:GenerateServiceLastAccessedDetails',
      'iam:GetServiceLastAccessedDetails',
      'states:StartExecution',
      'lambda:InvokeFunction',
    ]),
  )('%s: fails, and says so', async (action) => {
    const account = await EmbeddedAccount.start({
      templatePath: withoutAction(action, templateFor(settings)),
      ...READY,
    });
    try {
      aRole(account, 'app');
      const run = await audit(account);
      expect(run.status).toBe('FAILED');
      expect(subjects(account)).toEqual([expect.stringMatching(/FAILED/)]);
    } finally {
      await account.stop();
    }
  });

  it('iam:TagRole: names whom it could not tag', async () => {
    const templatePath = withoutAction('iam:TagRole', templateFor(settings));
    const account = await EmbeddedAccount.start({ templatePath, ...READY });
    try {
      aRole(account, 'app');
      expect((await audit(account)).status).toBe('SUCCEEDED');
      expect(rowOf(account, 'app').tags).toMatchObject({
        kind: 'failed',
        why: matching(/AccessDenied/),
      });
    } finally {
      await account.stop();
    }
  });
});
