import { failedRunNotice } from '../../../src/audit/report/failed-run';
import type { FailedRun } from '../../../src/domain/run/failed-run';
import { mailOf } from '../../../src/notify/render/text';
import { ACCOUNT } from '../support/subjects';

const RUNBOOK = 'docs/runbook.md';
const GUARDRAIL = 'permissions-boundary';

const failedMail = (...args: Parameters<typeof failedRunNotice>) => mailOf(failedRunNotice(...args));

describe('failedRunNotice', () => {
  const executionArn = `arn:aws:states:us-east-1:${ACCOUNT}:execution:iam-guardrails-${GUARDRAIL}:run-1`;
  const failed: FailedRun = {
    ...{ accountId: ACCOUNT, region: 'us-east-1', executionArn, runId: 'run-1', status: 'FAILED', redriveCount: 0 },
    startedAt: new Date('2026-06-01T00:00:00Z'),
    stoppedAt: new Date('2026-06-01T00:10:00Z'),
  };

  it('says which run failed, why, and how to go on', () => {
    const { subject, body } = failedMail(
      { ...failed, error: 'Error', cause: 'line 3: "a b"\nis not allowed' },
      GUARDRAIL,
      RUNBOOK,
    );
    expect(subject).toBe('ACTION NEEDED: permissions-boundary run FAILED: run-1');
    expect(body).toContain('Started: 2026-06-01T00:00:00.000Z\nStopped: 2026-06-01T00:10:00.000Z\n');
    expect(body).toContain('Error:   Error\nCause:   line 3: "a b" is not allowed\n');
    expect(body).toContain(
      `  aws stepfunctions redrive-execution --execution-arn '${executionArn}' --region us-east-1\n`,
    );
    expect(body).toContain('docs/runbook.md#permissions-boundary-failing');
  });

  it.each([
    ['TIMED_OUT', 'look in the history of the execution', 'Once you have fixed it'],
    ['ABORTED', 'look in CloudTrail for StopExecution', 'If it should go on'],
  ] as const)('sends nobody to an error that a run has not which ended as %s', (status, where, then) => {
    const { body } = failedMail({ ...failed, status }, GUARDRAIL, RUNBOOK);
    expect(body).toContain(where);
    expect(body).toContain(`${then}, resume the run where it stopped.`);
    expect(body).not.toContain('the error is below');
  });

  it("says what a function said, and not Lambda's words around it", () => {
    const cause = JSON.stringify({
      errorMessage: 'exemptions s3://b/k: line 3: "a b"',
      errorType: 'Error',
      trace: ['x'],
    });
    expect(failedMail({ ...failed, cause }, GUARDRAIL, RUNBOOK).body).toContain(
      'Cause:   exemptions s3://b/k: line 3: "a b"\n',
    );
    const broken = '{"errorMessage":"a\\q","errorType":"Error"}';
    expect(failedMail({ ...failed, cause: broken }, GUARDRAIL, RUNBOOK).body).toContain(`Cause:   ${broken}\n`);
  });

  it('says no cause where there is none, and cuts a long one', () => {
    expect(failedMail({ ...failed, status: 'TIMED_OUT' }, GUARDRAIL, RUNBOOK).body).not.toMatch(/Error:|Cause:/);
    expect(failedMail({ ...failed, cause: 'x'.repeat(40_000) }, GUARDRAIL, RUNBOOK).body.length).toBeLessThan(2_000);
  });

  it('has a subject that SNS takes, whatever the run is called', () => {
    const { subject } = failedMail({ ...failed, runId: `Zoë\r\n${'x'.repeat(200)}` }, GUARDRAIL, RUNBOOK);
    expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });
});
