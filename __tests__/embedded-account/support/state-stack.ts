import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { written } from './small-stack';
import { temporaryFolder } from '../../support/temporary-folder';

const trusting = (Service: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }],
  });
const role = (name: string, service: string) => ({ name, path: '/p/', assume_role_policy: trusting(service) });
const permissions = (name: string, actions: readonly string[]) => ({
  name: 'permissions',
  role: `\${aws_iam_role.${name}.name}`,
  policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: [...actions, 'xray:None'], Resource: '*' }],
  }),
});

export const MACHINE_ACTIONS = [
  ...['lambda:InvokeFunction', 's3:GetObject', 's3:PutObject'],
  ...['states:StartExecution', 'states:RedriveExecution'],
];

/** A task that works a batch off; override only what the test is about. */
export const aTask = (overrides: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: '${aws_lambda_function.worker.arn}', Payload: '{% $states.input %}' },
  Output: '{% $states.result.Payload %}',
  End: true,
  ...overrides,
});

/** A distributed map over `list.json`, two items in a batch. */
export const aMap = (overrides: object = {}, task: object = aTask()) => ({
  Type: 'Map',
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig: { InputType: 'JSON' },
    Arguments: { Bucket: 'evidence', Key: '{% $states.input.key %}' },
  },
  ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { run: '{% $states.context.Execution.Name %}' } },
  MaxConcurrency: 2,
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'Batch',
    States: { Batch: task },
  },
  ResultWriter: {
    Resource: 'arn:aws:states:::s3:putObject',
    Arguments: { Bucket: 'evidence', Prefix: "{% 'runs/' & $states.context.Execution.Name %}" },
  },
  End: true,
  ...overrides,
});

/** What the stack is made of. */
export interface StateStack {
  /** The first of them is where it starts. */
  readonly states: Readonly<Record<string, unknown>>;
  /** Source of the function `worker`. @default answers its event */
  readonly code?: string;
  /** Of the state machine's role. @default all it needs */
  readonly actions?: readonly string[];
  /** Who may be the state machine. @default Step Functions */
  readonly trusted?: string;
  /** Of the schedule's role. @default `states:StartExecution` */
  readonly scheduleActions?: readonly string[];
  /** @default 'ENABLED' */
  readonly scheduleState?: string;
  /** Beside `StartAt` and `States`. @default none */
  readonly machine?: object;
  /** A rule takes executions with one of these statuses to a function `watcher`, which logs the events. @default none */
  readonly watches?: readonly string[];
}

/** Schedule → state machine → one function, with a bucket, as CDKTF writes it. @returns path of the `cdk.tf.json` */
export function stateStack({
  states,
  code = 'exports.handler = async (event) => event;',
  actions = MACHINE_ACTIONS,
  trusted = 'states.amazonaws.com',
  scheduleActions = ['states:StartExecution'],
  scheduleState = 'ENABLED',
  machine = {},
  watches,
}: StateStack): string {
  const folder = temporaryFolder('state-stack-');
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets', 'code.zip'), zipSync({ 'index.js': strToU8(code) }));
  writeFileSync(join(folder, 'assets', 'watcher.zip'), zipSync({ 'index.js': strToU8(LOGS_BODIES) }));
  const definition = { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0], States: states, ...machine };
  const resource = {
    aws_iam_role: {
      worker: role('worker', 'lambda.amazonaws.com'),
      machine: role('machine', trusted),
      schedule: role('schedule', 'scheduler.amazonaws.com'),
    },
    aws_iam_role_policy: {
      worker: permissions('worker', ['logs:CreateLogStream', 'logs:PutLogEvents']),
      machine: permissions('machine', actions),
      schedule: permissions('schedule', scheduleActions),
    },
    aws_lambda_function: {
      worker: {
        function_name: 'worker',
        role: '${aws_iam_role.worker.arn}',
        filename: 'assets/code.zip',
        handler: 'index.handler',
        timeout: 5,
      },
    },
    aws_s3_bucket: { evidence: { bucket: 'evidence' } },
    aws_sfn_state_machine: {
      machine: {
        name: 'audit',
        role_arn: '${aws_iam_role.machine.arn}',
        definition: JSON.stringify(definition),
      },
    },
    aws_scheduler_schedule: {
      weekly: {
        name: 'weekly',
        schedule_expression: 'rate(7 days)',
        state: scheduleState,
        flexible_time_window: { mode: 'OFF' },
        target: {
          arn: '${aws_sfn_state_machine.machine.arn}',
          role_arn: '${aws_iam_role.schedule.arn}',
          input: '{"purpose":"audit","key":"list.json"}',
        },
      },
    },
  };
  return written({ resource: watches ? withWatcher(resource, watches) : resource }, folder);
}

const LOGS_BODIES = 'exports.handler = async ({ Records }) => { for (const { body } of Records) console.log(body); };';

/** Rule → queue → function `watcher`. */
function withWatcher<T extends Record<'aws_iam_role' | 'aws_iam_role_policy' | 'aws_lambda_function', object>>(
  resource: T,
  status: readonly string[],
) {
  const pattern = { source: ['aws.states'], detail: { status } };
  const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
  const logs = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  const Statement = [
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '*',
    },
  ];
  return {
    ...resource,
    aws_iam_role: { ...resource.aws_iam_role, watcher: role('watcher', 'lambda.amazonaws.com') },
    aws_iam_role_policy: { ...resource.aws_iam_role_policy, watcher: permissions('watcher', [...actions, ...logs]) },
    aws_lambda_function: {
      ...resource.aws_lambda_function,
      watcher: {
        function_name: 'watcher',
        role: '${aws_iam_role.watcher.arn}',
        filename: 'assets/watcher.zip',
        handler: 'index.handler',
      },
    },
    aws_sqs_queue: { queue: { name: 'queue' } },
    aws_sqs_queue_policy: {
      policy: {
        queue_url: '${aws_sqs_queue.queue.url}',
        policy: JSON.stringify({ Version: '2012-10-17', Statement }),
      },
    },
    aws_lambda_event_source_mapping: {
      mapping: {
        event_source_arn: '${aws_sqs_queue.queue.arn}',
        function_name: '${aws_lambda_function.watcher.arn}',
        batch_size: 1,
      },
    },
    aws_cloudwatch_event_rule: { rule: { name: 'rule', event_pattern: JSON.stringify(pattern) } },
    aws_cloudwatch_event_target: {
      target: { rule: '${aws_cloudwatch_event_rule.rule.name}', arn: '${aws_sqs_queue.queue.arn}' },
    },
  };
}
