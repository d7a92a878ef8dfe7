import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';

/** What computed attributes are made of. */
export interface ComputeScope {
  readonly accountId: string;
  readonly identifiers: Identifiers;
  /** What a plan takes its time from. */
  readonly clock: Pick<Clock, 'now'>;
}

/** A resource's own attributes, read as text. */
export type Attributes = Readonly<Record<string, unknown>>;
/** @param address such as `aws_sqs_queue.revoker` */
type Compute = (attributes: Attributes, scope: ComputeScope, address: string) => Attributes;

const text = (attributes: Attributes, name: string) => {
  const value = attributes[name];
  if (typeof value !== 'string') throw new Error(`the attribute ${name} is no text: ${JSON.stringify(value)}`);
  return value;
};
const pathOf = ({ path }: Attributes) => (typeof path === 'string' ? path : '/');

const regional =
  (service: string, suffix: (attributes: Attributes) => string): Compute =>
  (attributes, { accountId }) => {
    const arn = `arn:aws:${service}:us-east-1:${accountId}:${suffix(attributes)}`;
    return { arn, id: arn };
  };
/** Exists, and is asked for nothing but its id. */
const inert: Compute = (_, { identifiers }, address) => ({ id: identifiers.uuid('resource', address) });

/** Computed attributes of each resource type the stack may hold; a type that is missing here is refused. */
export const COMPUTED: Readonly<Record<string, Compute>> = {
  terraform_data: ({ input }, { identifiers }, address) => ({
    id: identifiers.uuid('resource', address),
    output: input,
  }),
  aws_iam_policy: (attributes, { accountId, identifiers }) => {
    const arn = `arn:aws:iam::${accountId}:policy${pathOf(attributes)}${text(attributes, 'name')}`;
    return { arn, id: arn, policy_id: identifiers.unique('ANPA', arn), path: pathOf(attributes) };
  },
  aws_iam_role: (attributes, { accountId }) => {
    const name = text(attributes, 'name');
    return { arn: `arn:aws:iam::${accountId}:role${pathOf(attributes)}${name}`, id: name, path: pathOf(attributes) };
  },
  aws_iam_role_policy: (attributes) => ({ id: `${text(attributes, 'role')}:${text(attributes, 'name')}` }),
  aws_iam_role_policy_attachment: inert,
  aws_lambda_function: (attributes, { accountId }) => {
    const name = text(attributes, 'function_name');
    const arn = `arn:aws:lambda:us-east-1:${accountId}:function:${name}`;
    const invokeArn = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
    return { arn, id: name, qualified_arn: `${arn}:$LATEST`, version: '$LATEST', invoke_arn: invokeArn };
  },
  aws_lambda_permission: inert,
  aws_lambda_event_source_mapping: (_, { identifiers }, address) => {
    const uuid = identifiers.uuid('resource', address);
    return { id: uuid, uuid };
  },
  aws_lambda_function_event_invoke_config: inert,
  aws_sqs_queue: (attributes, { accountId }) => {
    const name = text(attributes, 'name');
    const url = `https://sqs.us-east-1.amazonaws.com/${accountId}/${name}`;
    return { arn: `arn:aws:sqs:us-east-1:${accountId}:${name}`, id: url, url };
  },
  aws_sqs_queue_policy: inert,
  aws_sqs_queue_redrive_policy: inert,
  aws_sqs_queue_redrive_allow_policy: inert,
  aws_cloudwatch_event_rule: (attributes, { accountId }) => {
    const name = text(attributes, 'name');
    return { arn: `arn:aws:events:us-east-1:${accountId}:rule/${name}`, id: name };
  },
  aws_cloudwatch_event_target: inert,
  aws_cloudwatch_log_group: (attributes, { accountId }) => {
    const name = text(attributes, 'name');
    return { arn: `arn:aws:logs:us-east-1:${accountId}:log-group:${name}`, id: name };
  },
  aws_cloudwatch_log_metric_filter: inert,
  aws_cloudwatch_query_definition: inert,
  aws_cloudwatch_dashboard: inert,
  aws_cloudwatch_metric_alarm: (attributes, { accountId }) => {
    const name = text(attributes, 'alarm_name');
    return { arn: `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:${name}`, id: name };
  },
  aws_cloudtrail: (attributes, { accountId }) => {
    const arn = `arn:aws:cloudtrail:us-east-1:${accountId}:trail/${text(attributes, 'name')}`;
    return { arn, id: arn, home_region: 'us-east-1' };
  },
  aws_s3_bucket: (attributes) => {
    const name = text(attributes, 'bucket');
    return { arn: `arn:aws:s3:::${name}`, id: name, bucket_regional_domain_name: `${name}.s3.us-east-1.amazonaws.com` };
  },
  aws_s3_object: (attributes, { identifiers }) => {
    const [bucket, key] = [text(attributes, 'bucket'), text(attributes, 'key')];
    const version = identifiers.uuid('object version', `${bucket}/${key}`).replaceAll('-', '');
    return { id: key, arn: `arn:aws:s3:::${bucket}/${key}`, version_id: version };
  },
  aws_s3_bucket_policy: inert,
  aws_s3_bucket_public_access_block: inert,
  aws_s3_bucket_versioning: inert,
  aws_s3_bucket_ownership_controls: inert,
  aws_s3_bucket_lifecycle_configuration: inert,
  aws_s3_bucket_server_side_encryption_configuration: inert,
  aws_sns_topic: regional('sns', (attributes) => text(attributes, 'name')),
  aws_sns_topic_policy: inert,
  aws_sns_topic_subscription: inert,
  aws_dynamodb_table: (attributes, { accountId }) => {
    const name = text(attributes, 'name');
    return { arn: `arn:aws:dynamodb:us-east-1:${accountId}:table/${name}`, id: name };
  },
  aws_dynamodb_table_item: inert,
  aws_dynamodb_resource_policy: inert,
  aws_ssm_parameter: (attributes, { accountId }) => {
    const name = text(attributes, 'name');
    return { arn: `arn:aws:ssm:us-east-1:${accountId}:parameter${name}`, id: name };
  },
  aws_accessanalyzer_analyzer: (attributes, { accountId }) => {
    const id = text(attributes, 'analyzer_name');
    return { arn: `arn:aws:access-analyzer:us-east-1:${accountId}:analyzer/${id}`, id };
  },
  aws_sfn_state_machine: regional('states', (attributes) => `stateMachine:${text(attributes, 'name')}`),
  aws_scheduler_schedule_group: (attributes, { accountId }) => {
    const name = text(attributes, 'name');
    return { arn: `arn:aws:scheduler:us-east-1:${accountId}:schedule-group/${name}`, id: name };
  },
  aws_scheduler_schedule: (attributes, { accountId }) => {
    const { group_name: group = 'default' } = attributes;
    const id = `${String(group)}/${text(attributes, 'name')}`;
    return { arn: `arn:aws:scheduler:us-east-1:${accountId}:schedule/${id}`, id };
  },
};

/** What `data.…` of each type finds in the account; a type that is missing here is refused. */
export type DataSources = Readonly<Record<string, (attributes: Attributes) => Attributes>>;
