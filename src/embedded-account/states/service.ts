import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import { readJsonCall, refuseJson } from '../wire/json-protocol';
import type { Service } from '../wire/service';
import type { Execution } from './execution';
import type { Workloads } from '../workloads/workloads';
import { LISTING, listingMachines } from './listing';
import type { StateMachines } from './machines';

const TARGET = 'AWSStepFunctions';
const JSON_TYPE = 'application/x-amz-json-1.0';

const start = z.strictObject({
  stateMachineArn: z.string(),
  name: z.string().optional(),
  input: z.string().optional(),
});
const describe = z.strictObject({ executionArn: z.string() });

/** What a call of Step Functions comes to. */
interface Operation {
  readonly resource: string;
  readonly perform: () => object;
}

/** Step Functions over its JSON protocol: starts executions, tells how they stand, and which state machines there are. */
export function statesService(machines: StateMachines, workloads: Workloads): Service {
  const listing = listingMachines(machines, workloads);
  return {
    read: (http) => {
      if (LISTING.some((action) => http.headers['x-amz-target'] === `${TARGET}.${action}`)) return listing.read(http);
      const { action, input } = readJsonCall(http, TARGET, ['StartExecution', 'DescribeExecution']);
      const { resource, perform } =
        action === 'StartExecution' ? starting(start.parse(input), machines) : describing(input, machines);
      return {
        action,
        params: z.looseObject({}).parse(input),
        demands: () => [{ action: `states:${action}`, resource }],
        perform: async () => {
          const result = await Promise.resolve().then(perform);
          const headers = { 'content-type': JSON_TYPE };
          return { answer: { status: 200, headers, body: JSON.stringify(result) }, result };
        },
      };
    },
    refuse: (error) => refuseJson(error, JSON_TYPE),
  };
}

function starting({ stateMachineArn, name, input }: z.infer<typeof start>, machines: StateMachines): Operation {
  return {
    resource: stateMachineArn,
    perform: () => {
      const { arn, startedAt } = machines.start(stateMachineArn, JSON.parse(input ?? '{}'), name);
      return { executionArn: arn, startDate: secondsOf(startedAt) };
    },
  };
}

function describing(input: unknown, machines: StateMachines): Operation {
  const { executionArn } = describe.parse(input);
  return {
    resource: executionArn,
    perform: () => {
      const execution = machines.executions.find(({ arn }) => arn === executionArn);
      if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
      return described(execution);
    },
  };
}

function described({ name, arn, input, output, status, error, cause, options, ...times }: Execution): object {
  return {
    executionArn: arn,
    stateMachineArn: options.stateMachine.arn,
    name,
    // What waits to be run has started for whoever asks.
    status: status === 'PENDING' ? 'RUNNING' : status,
    startDate: secondsOf(times.startedAt),
    ...(times.stoppedAt && { stopDate: secondsOf(times.stoppedAt) }),
    input: JSON.stringify(input),
    ...(status === 'SUCCEEDED' && { output: JSON.stringify(output) }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}

const secondsOf = (time: Date | undefined) => (time?.getTime() ?? 0) / 1_000;
