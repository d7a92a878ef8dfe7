import { randomUUID } from 'node:crypto';
import {
  DescribeExecutionCommand,
  type DescribeExecutionOutput,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { baseOf, KEYS } from '../audit/contract';
import { systemClock } from '../aws/system-clock';
import { FAILURES, type FailedRun } from '../domain/run/failed-run';
import { isSuccess } from '../guardrails/permissions-boundary/run-summary';
import { RUNBOOK } from '../domain/notice/runbook';
import type { DeployedParts } from '../foundation/deployment-parameter';
import { failedRunNotice } from '../audit/report/failed-run';
import { textOf } from '../notify/render/text';
import type { AuditRequest } from './requests';
import { guardrailOf } from './deployment';
import { countLines } from './words';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 10_000;
const GROWTH = 1.3;

/** What the last state answers. */
const answer = z.looseObject({ audited: z.number(), failed: z.number() });

/**
 * Has the deployment audit now, and waits for its end.
 *
 * Whoever stops waiting stops nothing: the run goes on, and people are told of it as of any other.
 *
 * @returns whether the run succeeded
 */
export async function startAndWait(
  deployment: DeployedParts,
  { guardrail, purpose }: Pick<AuditRequest, 'guardrail' | 'purpose'>,
): Promise<boolean> {
  const { accountId, prefix, region } = deployment;
  const { stateMachineArn, evidenceBucket, mode } = guardrailOf(deployment, guardrail);
  const sfn = new SFNClient({ region });
  // Named here, so that a start that is tried again is the same run.
  // Two people who start a run at the same time must not get each other's: this is drawn for real.
  const name = `command-${randomUUID()}`;
  console.log(
    `Account ${accountId}, deployment ${prefix}, ${guardrail} in mode ${mode}: a run for the purpose ${purpose}`,
  );
  const started = new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ purpose }) });
  const { executionArn } = await sfn.send(started);
  console.log(`Run ${name} has started; it goes on when this command is stopped`);

  const ended = await end(sfn, executionArn);
  if (ended.status !== 'SUCCEEDED') {
    const failed = failedRunOf(ended, { accountId, region, runId: name });
    // What a deployment says of itself holds no runbook: the command names the one that it comes with.
    console.error(textOf(failedRunNotice(failed, guardrail, RUNBOOK)).trimEnd());
    return false;
  }
  const counts = answer.parse(JSON.parse(ended.output ?? 'null'));
  for (const line of countLines(counts)) console.log(line);
  const runs = `s3://${evidenceBucket}/${baseOf(accountId, guardrail)}/${KEYS.runs}/${name}`;
  console.log(`Summary: ${runs}/${KEYS.summaryCsv}`);
  console.log(`         ${runs}/${KEYS.summaryJson}`);
  if (!isSuccess(counts)) console.error('Most of those it asked about failed: this run counts as no success');
  return isSuccess(counts);
}

async function end(sfn: SFNClient, executionArn: string | undefined): Promise<DescribeExecutionOutput> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
    const execution = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await systemClock.sleep(pause);
  }
}

function failedRunOf(
  { executionArn = '', status, startDate, stopDate, error, cause, redriveCount = 0 }: DescribeExecutionOutput,
  run: Pick<FailedRun, 'accountId' | 'region' | 'runId'>,
): FailedRun {
  const [startedAt, stoppedAt] = [startDate ?? new Date(0), stopDate ?? new Date(0)];
  return {
    ...{ ...run, executionArn, startedAt, stoppedAt, redriveCount },
    // One that waits for a redrive has failed.
    status: FAILURES.find((one) => one === status) ?? 'FAILED',
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}
