import { redriveCommand } from '../../domain/commands/runs';
import type { FailedRun } from '../../domain/run/failed-run';
import { plain, runThread, type Fact, type Notice } from '../../domain/notice/notice';
import { articleIn } from '../../domain/notice/runbook';

const ENDED: Readonly<Record<FailedRun['status'], string>> = {
  FAILED: 'failed',
  TIMED_OUT: 'took too long and was stopped',
  ABORTED: 'was stopped by somebody',
};

const CAUSE: Readonly<Record<FailedRun['status'], string>> = {
  FAILED: 'Find the cause: the error is below, and the runbook lists the common ones.',
  TIMED_OUT: 'Find the cause: look in the history of the execution for the step that hung.',
  ABORTED: 'Find out who stopped it, and why: look in CloudTrail for StopExecution at the time below.',
};

/** Tells that a run of a guardrail did not end well, and how to go on with it. */
export function failedRunNotice(run: FailedRun, guardrail: string, runbook: string): Notice {
  const { accountId, region, executionArn, runId, status } = run;
  return {
    ...{ class: 'action-needed', guardrail, accountId, thread: runThread({ guardrail, accountId }, runId) },
    headline: `${guardrail} run ${status}: ${plain(runId)}`,
    happened: [`A run of the guardrail ${guardrail} ${ENDED[status]}.`],
    done: ['What the run had done by then stays in place. It wrote no summary, so no digest will follow.'],
    actions: [
      { say: CAUSE[status] },
      {
        say: `${status === 'ABORTED' ? 'If it should go on' : 'Once you have fixed it'}, resume the run where it stopped. That is possible for 14 days:`,
        command: redriveCommand(executionArn, region),
      },
    ],
    facts: factsOf(run),
    lists: [],
    links: [{ label: 'Runbook', href: articleIn(runbook, `${guardrail}-failing`) }],
  };
}

function factsOf({ accountId, runId, status, startedAt, stoppedAt, error, cause }: FailedRun): readonly Fact[] {
  return [
    { label: 'Account', value: accountId },
    { label: 'Run', value: plain(runId) },
    { label: 'Status', value: plain(status) },
    { label: 'Started', value: startedAt.toISOString() },
    { label: 'Stopped', value: stoppedAt.toISOString() },
    ...(error === undefined ? [] : [{ label: 'Error', value: plain(error) }]),
    ...(cause === undefined ? [] : [{ label: 'Cause', value: plain(causeIn(cause), 1000) }]),
  ];
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
