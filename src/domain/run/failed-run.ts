/** How an execution of a state machine ends that did not succeed (Step Functions API reference, DescribeExecution). */
export const FAILURES = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/** A run of an audit that did not succeed. */
export interface FailedRun {
  readonly accountId: string;
  readonly region: string;
  readonly executionArn: string;
  /** Name of the execution. */
  readonly runId: string;
  readonly status: (typeof FAILURES)[number];
  readonly startedAt: Date;
  readonly stoppedAt: Date;
  /** Absent where Step Functions names none, as of a run that was aborted. */
  readonly error?: string;
  readonly cause?: string;
  /** How often the run was redriven before; each failure is told. */
  readonly redriveCount: number;
}
