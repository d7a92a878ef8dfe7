import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { addPolicy, addRole } from '../iam/principals/principals';
import { QueuePolicies } from '../events/queue-policies';
import type { AccountState } from '../iam/state';
import { deployBuckets } from './buckets';
import { dataSources } from './data';
import { deployMachines } from './machines';
import * as shapes from './shapes';
import { tableOf } from './table';
import { TerraformValues } from './values';
import { concurrencyOf, deployFunction } from './functions';
import { deployMapping, subscribe } from './queues';
import { deployRules } from './rules';
import type { DeploymentTarget } from './target';

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
  for (const one of all('aws_cloudwatch_metric_alarm', shapes.alarm)) {
    const { alarm_name: name, arn, actions_enabled: isEnabled, alarm_actions: actions } = one;
    into.alarms.deployed.set(name, { arn, isEnabled, actions });
  }
  for (const { arn } of all('aws_sns_topic', shapes.topic)) into.topics.create(arn);
  for (const one of all('aws_dynamodb_table', shapes.table)) await into.database.createTable(tableOf(one));
  for (const { table_name: TableName, item: Item } of all('aws_dynamodb_table_item', shapes.tableItem)) {
    await into.database.send('PutItem', { TableName, Item });
  }
  for (const one of all('aws_ssm_parameter', shapes.parameter)) into.parameters.set(one.name, one);
  for (const one of all('aws_cloudtrail', shapes.trail)) {
    const { advanced_event_selector: selectors, cloud_watch_logs_group_arn: arn } = one;
    const trail = {
      ...{ selectors, isLogging: one.enable_logging, isMultiRegion: one.is_multi_region_trail },
      hasGlobalServices: one.include_global_service_events,
    };
    into.trails.add(one.name, trail);
    if (arn !== undefined) into.trailLogs.add(arn.replace(/^.*:log-group:|:\*$/g, ''), trail);
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
  deployRules(values, policies, into);
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
