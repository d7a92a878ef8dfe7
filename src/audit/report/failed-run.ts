import { redriveCommand } from '../../domain/commands/runs';
import type { FailedRun } from '../../domain/run/failed-run';
import { plain, subjectOf, type Notice } from '../../domain/notice/notice';
import { articleIn } from '../../domain/notice/runbook';

/** Tells that a run of a guardrail did not end well, and how to go on with it. */
export function failedRunNotice(run: FailedRun, guardrail: string, runbook: string): Notice {
  const { accountId, region, executionArn, runId, status, error, cause } = run;
  const lines = [
    `Account: ${accountId}`,
    `Run:     ${plain(runId)}`,
    `Status:  ${plain(status)}`,
    ...(error === undefined ? [] : [`Error:   ${plain(error)}`]),
    ...(cause === undefined ? [] : [`Cause:   ${plain(causeIn(cause), 1000)}`]),
    '',
    'What was done so far stands; the run has no summary. To go on where it stopped (within 14 days):',
    `  ${redriveCommand(executionArn, region)}`,
    `Runbook: ${articleIn(runbook, `${guardrail}-failing`)}`,
  ];
  return {
    subject: subjectOf(`ACTION NEEDED: ${guardrail} run ${status}: ${plain(runId)}`),
    body: `${lines.join('\n')}\n`,
  };
}

/** Lambda words the error of a function as JSON, with a trace that helps nobody at night. */
function causeIn(cause: string): string {
  const [, message] = /^\{"errorMessage":("(?:[^"\\]|\\.)*")/.exec(cause) ?? [];
  try {
    return message === undefined ? cause : String(JSON.parse(message));
  } catch (error) {
    // The notice matters more than its form.
    if (error instanceof SyntaxError) return cause;
    throw error;
  }
}
