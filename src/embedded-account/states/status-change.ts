import { envelopeOf } from '../events/envelope';
import type { AccountState } from '../iam/state';
import type { Execution } from './execution';

/** Step Functions leaves input and output out of an event where both are longer together (Step Functions, EventBridge). */
const MOST_BYTES = 248 * 1024;

/** What Step Functions puts on the bus when an execution starts, is redriven or ends. */
export function statusChangeOf(state: AccountState, execution: Execution) {
  const { arn, name, status, startedAt, stoppedAt, redriveCount, error = null, cause = null } = execution;
  const input = JSON.stringify(execution.input);
  const output = status === 'SUCCEEDED' ? JSON.stringify(execution.output) : null;
  const included = Buffer.byteLength(input) + Buffer.byteLength(output ?? '') <= MOST_BYTES;
  const running = status === 'RUNNING';
  return envelopeOf(state, {
    source: 'aws.states',
    type: 'Step Functions Execution Status Change',
    resources: [arn],
    named: `${arn} ${status}`,
    detail: {
      executionArn: arn,
      stateMachineArn: execution.options.stateMachine.arn,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      name,
      status,
      startDate: startedAt?.getTime() ?? null,
      stopDate: running ? null : (stoppedAt?.getTime() ?? null),
      input: included ? input : null,
      output: included ? output : null,
      inputDetails: { included },
      outputDetails: output === null ? null : { included },
      error,
      cause,
      redriveCount,
      redriveStatus: running || status === 'SUCCEEDED' ? 'NOT_REDRIVABLE' : 'REDRIVABLE',
    },
  });
}
