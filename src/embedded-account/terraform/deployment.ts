import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Analyzers } from '../access-analyzer/analyzers';
import type { Authorizer } from '../iam/access/authorize';
import { accessDenied } from '../wire/aws-error';
import type { DynamoDb } from '../dynamodb/dynamodb';
import type { EventBus, RuleTarget } from '../events/bus';
import type { TrailLogs } from '../logs/trail-log';
import type { Trails } from '../events/trails';
import { readPattern } from '../events/pattern';
import { Bundle } from '../lambda/bundle';
import type { EnvironmentOf } from '../lambda/definition';
import { FunctionPool } from '../lambda/functions';
import { addPolicy, addRole } from '../iam/principals/principals';
import { QueuePolicies, queueSide } from '../events/queue-policies';
import { EventSourceQueue } from '../events/queue';
import type { Topics } from '../sns/topics';
import type { Parameters } from '../ssm';
import type { StateMachines } from '../states/machines';
import type { Schedules } from '../states/schedules';
import type { AccountState } from '../iam/state';
import type { Buckets } from '../s3/buckets';
import { deployBuckets } from './buckets';
import { dataSources } from './data';
import { deployMachines } from './machines';
import * as shapes from './shapes';
import { tableOf } from './table';
import { TerraformValues } from './values';

/** The account's parts that a deployment fills. */
export interface DeploymentTarget {
  readonly state: AccountState;
  readonly authorizer: Authorizer;
  readonly analyzers: Analyzers;
  readonly topics: Topics;
  readonly database: DynamoDb;
  readonly buckets: Buckets;
  readonly parameters: Parameters;
  readonly bus: EventBus;
  readonly trails: Trails;
  readonly trailLogs: TrailLogs;
  readonly pools: Map<string, FunctionPool>;
  readonly queues: Map<string, EventSourceQueue>;
  readonly machines: StateMachines;
  readonly schedules: Schedules;
  readonly environmentOf: EnvironmentOf;
  /** Loopback servers by the hosts that they stand in for. */
  readonly internet: Readonly<Record<string, string>>;
  /** Where the bundles are unpacked. */
  readonly folder: string;
  /** Workers of each function that events start; absent: its mapping's `maximum_concurrency`. */
  readonly workers?: number;
}

/** What Lambda needs of the function's role to read its queue. */
const QUEUE_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];
const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Lambda's own choice for a mapping that sets no limit is far higher; more would only take memory here. */
const UNLIMITED_WORKERS = 10;

/**
 * Brings a synthesised stack into the account, as an apply would.
 *
 * @param templatePath path of `cdk.tf.json`; the bundles lie beside it
 * @throws UnsupportedTemplateError or ZodError naming what the account does not know
 */
export async function deploy(templatePath: string, into: DeploymentTarget): Promise<TerraformValues> {
  const { state } = into;
  const values = new TerraformValues(JSON.parse(readFileSync(templatePath, 'utf8')), state, dataSources(state));
  values.resolveAll();
  const all = <T>(type: string, shape: z.ZodType<T>) =>
    values.ofType(type).map(({ attributes }) => shape.parse(attributes));

  for (const { policy_id: id, name, path, policy: document } of all('aws_iam_policy', shapes.policy))
    addPolicy(state, { id, name, path, document });
  deployRoles(
    state,
    all('aws_iam_role', shapes.role),
    all('aws_iam_role_policy', shapes.rolePolicy),
    all('aws_iam_role_policy_attachment', shapes.roleAttachment),
  );
  for (const { analyzer_name: name, type, configuration: given } of all(
    'aws_accessanalyzer_analyzer',
    shapes.analyzer,
  )) {
    into.analyzers.add({ name, type, ...(given && { unusedAccessAge: given.unused_access.unused_access_age }) });
  }
  for (const { arn } of all('aws_sns_topic', shapes.topic)) into.topics.create(arn);
  for (const one of all('aws_dynamodb_table', shapes.table)) await into.database.createTable(tableOf(one));
  for (const { table_name: TableName, item: Item } of all('aws_dynamodb_table_item', shapes.tableItem)) {
    await into.database.send('PutItem', { TableName, Item });
  }
  for (const one of all('aws_ssm_parameter', shapes.parameter)) into.parameters.set(one.name, one);
  for (const { advanced_event_selector: selectors, cloud_watch_logs_group_arn: arn } of all(
    'aws_cloudtrail',
    shapes.trail,
  )) {
    into.trails.add(selectors);
    if (arn !== undefined) into.trailLogs.add(arn.replace(/^.*:log-group:|:\*$/g, ''), selectors);
  }
  deployBuckets(values, dirname(templatePath), into.buckets);

  const mappings = all('aws_lambda_event_source_mapping', shapes.mapping);
  for (const one of all('aws_lambda_function', shapes.lambda)) {
    const source = mappings.find(({ function_name: name }) => [one.function_name, one.arn].includes(name));
    deployFunction(one, dirname(templatePath), into, source && concurrencyOf(source, into));
  }
  deployMachines(values, into);
  const queues = all('aws_sqs_queue', shapes.queue);
  const policies = new QueuePolicies(values, queues);
  for (const one of mappings) deployMapping(one, queues, policies, into);
  for (const one of all('aws_sns_topic_subscription', shapes.subscription)) subscribe(one, policies, into);
  const targets = all('aws_cloudwatch_event_target', shapes.target);
  for (const one of all('aws_cloudwatch_event_rule', shapes.rule)) {
    const own = targets.filter(({ rule: name }) => name === one.name);
    const targetsOf = own.map(({ arn, input, target_id: given }, index): [string, RuleTarget] => [
      // Terraform makes up an id where the stack names none.
      given ?? `terraform-${index + 1}`,
      (body) => {
        if (policies.letSend(arn, 'events.amazonaws.com', one.arn)) queueAt(into, arn).send(input ?? body ?? '');
      },
    ]);
    const eventPattern = one.event_pattern === undefined ? {} : { eventPattern: readPattern(one.event_pattern) };
    const rule = { arn: one.arn, state: one.state, targets: new Map(targetsOf), ...eventPattern };
    into.bus.deploy(one.name, rule, one.schedule_expression !== undefined);
  }
  return values;
}

function deployRoles(
  state: AccountState,
  roles: readonly z.infer<typeof shapes.role>[],
  inline: readonly z.infer<typeof shapes.rolePolicy>[],
  attached: readonly z.infer<typeof shapes.roleAttachment>[],
): void {
  for (const { name, path, permissions_boundary: boundary, assume_role_policy: trust } of roles) {
    addRole(state, {
      name,
      path,
      policies: attached.filter((one) => one.role === name).map((one) => one.policy_arn),
      inline: Object.fromEntries(inline.filter((one) => one.role === name).map((one) => [one.name, one.policy])),
      ...(boundary !== undefined && { boundary }),
      trust: z.looseObject({}).parse(JSON.parse(trust)),
    });
  }
}

function deployFunction(
  one: z.infer<typeof shapes.lambda>,
  folder: string,
  { state, authorizer, pools, folder: unpacked, environmentOf, internet }: DeploymentTarget,
  workers = 1,
): void {
  const name = one.function_name;
  const executor = [...state.roles.values()].find((known) => state.arnOf('role', known) === one.role);
  if (!executor) throw new Error(`the role of the function ${name} does not exist: ${one.role}`);
  const logGroup = `/aws/lambda/${name}`;
  const logStream = `arn:aws:logs:us-east-1:${state.accountId}:log-group:${logGroup}:log-stream:any`;
  const definition = {
    name,
    arn: one.arn,
    bundle: new Bundle(join(folder, one.filename), join(unpacked, name)),
    handler: one.handler,
    timeoutSeconds: one.timeout,
    memorySize: one.memory_size,
    logGroup,
    keepsLogs: LOG_ACTIONS.every((action) => authorizer.roleMay(executor.id, { action, resource: logStream })),
    roleId: executor.id,
    environment: one.environment.variables,
    internet,
  };
  pools.set(name, new FunctionPool(definition, workers, state.identifiers, environmentOf, state.clock));
}

const concurrencyOf = (one: z.infer<typeof shapes.mapping>, { workers }: DeploymentTarget) =>
  workers ?? one.scaling_config?.maximum_concurrency ?? UNLIMITED_WORKERS;

function deployMapping(
  one: z.infer<typeof shapes.mapping>,
  queues: readonly z.infer<typeof shapes.queue>[],
  queuePolicies: QueuePolicies,
  into: DeploymentTarget,
): void {
  const source = queues.find(({ arn }) => arn === one.event_source_arn);
  const pool = [...into.pools.values()].find(({ definition: { name, arn } }) =>
    [name, arn].includes(one.function_name),
  );
  if (!source || !pool) throw new Error(`the mapping of ${one.function_name} joins things that do not exist`);
  const redrive =
    source.redrive_policy === undefined ? undefined : shapes.redrive.parse(JSON.parse(source.redrive_policy));
  const policies = queuePolicies.of([source.arn, ...(redrive ? [redrive.deadLetterTargetArn] : [])]);
  // Creating a mapping fails in AWS too when the role cannot read the queue.
  for (const action of QUEUE_ACTIONS) {
    const demand = { action, resource: source.arn, ...queueSide(policies, source.arn) };
    if (into.authorizer.roleMay(pool.definition.roleId, demand)) continue;
    throw accessDenied(`the role of ${pool.definition.name} is not authorized to perform: ${action} on ${source.arn}`);
  }
  const definition = {
    arn: source.arn,
    functionName: pool.definition.name,
    batchSize: one.batch_size,
    maximumConcurrency: concurrencyOf(one, into),
    reportsBatchItemFailures: one.function_response_types.includes('ReportBatchItemFailures'),
    ...(redrive && { maxReceiveCount: redrive.maxReceiveCount, deadLettersArn: redrive.deadLetterTargetArn }),
    visibilitySeconds: source.visibility_timeout_seconds,
    policies,
  };
  const { identifiers, clock } = into.state;
  const invoke = (payload: string) => pool.invoke(payload);
  into.queues.set(source.arn, new EventSourceQueue(definition, identifiers, invoke, clock));
}

/** What a queue does not let in goes to the dead letters of the subscription, where they let it in. */
function subscribe(one: z.infer<typeof shapes.subscription>, policies: QueuePolicies, into: DeploymentTarget): void {
  const { topic_arn: topicArn, protocol, endpoint, filter_policy: filter, raw_message_delivery: raw } = one;
  const { redrive_policy: redrive } = one;
  const deadLettersArn =
    redrive === undefined ? undefined : shapes.subscriptionRedrive.parse(JSON.parse(redrive)).deadLetterTargetArn;
  const mayEnter = (arn: string) => policies.letSend(arn, 'sns.amazonaws.com', topicArn);
  const deliver = (body: string, attributes: Readonly<Record<string, string>>) => {
    if (mayEnter(endpoint)) queueAt(into, endpoint).send(body, attributes);
    else if (deadLettersArn !== undefined && mayEnter(deadLettersArn)) {
      [...into.queues.values()]
        .find(({ definition }) => definition.deadLettersArn === deadLettersArn)
        ?.bury(body, attributes);
    }
  };
  into.topics.subscribe(topicArn, {
    ...{ protocol, endpoint, raw },
    ...(filter !== undefined && { filter: JSON.parse(filter) as unknown }),
    ...(protocol === 'sqs' && { deliver }),
  });
}

function queueAt({ queues }: DeploymentTarget, arn: string): EventSourceQueue {
  const found = queues.get(arn);
  if (!found) throw new Error(`the target of a rule or a topic is no queue that a function reads: ${arn}`);
  return found;
}
