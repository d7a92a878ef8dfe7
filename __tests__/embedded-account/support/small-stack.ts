import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { temporaryFolder } from '../../support/temporary-folder';

const role = (name: string) => ({ name, path: '/p/', assume_role_policy: '{}' });
const allow = (Action: readonly string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

/** What the small stack's function and role are made of. */
export interface SmallStack {
  /** Source of `index.js`. */
  readonly code: string;
  /**
   * Sources of further files, by name.
   *
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;
  /** @default what the queue and the log need */
  readonly actions?: readonly string[];
  /** @default 3 */
  readonly maxReceiveCount?: number;
  /** @default 'ENABLED' */
  readonly ruleState?: string;
  /** @default 5 */
  readonly timeoutSeconds?: number;
  /**
   * What the policy of the queue says beside letting the rule in.
   *
   * @default nothing
   */
  readonly queueStatements?: readonly object[];
}

const QUEUE_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
export const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
export const ROLE_ACTIONS = [...QUEUE_ACTIONS, ...LOG_ACTIONS];

/** Rule → queue → one function, as CDKTF writes it. @returns path of the `cdk.tf.json` */
export function smallStack(stack: SmallStack): string {
  const folder = temporaryFolder('small-stack-');
  mkdirSync(join(folder, 'assets'));
  const sources = Object.entries({ ...stack.files, 'index.js': stack.code });
  const zipped = Object.fromEntries(sources.map(([name, text]) => [name, strToU8(text)]));
  writeFileSync(join(folder, 'assets', 'code.zip'), zipSync(zipped));
  return written(templateOf(stack), folder);
}

/** A template of its own. @returns path of the `cdk.tf.json` */
export function written(template: object, folder = temporaryFolder('template-')): string {
  const path = join(folder, 'cdk.tf.json');
  writeFileSync(path, JSON.stringify(template));
  return path;
}

const templateOf = ({
  actions = ROLE_ACTIONS,
  maxReceiveCount = 3,
  ruleState = 'ENABLED',
  timeoutSeconds = 5,
  queueStatements = [],
}: SmallStack) => ({
  data: { aws_iam_group: { admins: { group_name: 'Administrators' } } },
  resource: {
    aws_iam_role: { worker: role('worker') },
    aws_iam_role_policy: {
      worker: {
        name: 'permissions',
        role: '${aws_iam_role.worker.name}',
        policy: JSON.stringify({ Version: '2012-10-17', Statement: [allow(actions, '*')] }),
      },
    },
    aws_lambda_function: {
      worker: {
        function_name: 'worker',
        role: '${aws_iam_role.worker.arn}',
        filename: 'assets/code.zip',
        handler: 'index.handler',
        timeout: timeoutSeconds,
        environment: { variables: { ADMINS: '${data.aws_iam_group.admins.group_id}' } },
      },
    },
    aws_sqs_queue: {
      dead: { name: 'dead' },
      queue: {
        name: 'queue',
        redrive_policy: JSON.stringify({ deadLetterTargetArn: '${aws_sqs_queue.dead.arn}', maxReceiveCount }),
      },
    },
    aws_sqs_queue_policy: {
      policy: {
        queue_url: '${aws_sqs_queue.queue.url}',
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              ...allow(['sqs:SendMessage'], '${aws_sqs_queue.queue.arn}'),
              Principal: { Service: 'events.amazonaws.com' },
              Condition: { ArnEquals: { 'aws:SourceArn': '${aws_cloudwatch_event_rule.rule.arn}' } },
            },
            ...queueStatements,
          ],
        }),
      },
    },
    aws_lambda_event_source_mapping: {
      mapping: {
        event_source_arn: '${aws_sqs_queue.queue.arn}',
        function_name: '${aws_lambda_function.worker.arn}',
        batch_size: 1,
        scaling_config: { maximum_concurrency: 2 },
      },
    },
    aws_cloudwatch_event_rule: {
      rule: {
        name: 'rule',
        state: ruleState,
        event_pattern: JSON.stringify({ source: ['aws.iam'], detail: { userIdentity: { type: ['IAMUser'] } } }),
      },
    },
    aws_cloudwatch_event_target: {
      target: { rule: '${aws_cloudwatch_event_rule.rule.name}', arn: '${aws_sqs_queue.queue.arn}' },
    },
    aws_sns_topic: { topic: { name: 'notices' } },
    aws_sns_topic_subscription: {
      mail: { topic_arn: '${aws_sns_topic.topic.arn}', protocol: 'email', endpoint: 'on-call@example.com' },
    },
    aws_dynamodb_table: {
      ledger: {
        name: 'ledger',
        hash_key: 'pk',
        attribute: [
          { name: 'pk', type: 'S' },
          { name: 'openKey', type: 'S' },
        ],
        global_secondary_index: [{ name: 'open', hash_key: 'openKey', projection_type: 'ALL' }],
      },
    },
  },
});
