import { z } from 'zod';
import { ANALYZER_TYPES } from '../access-analyzer/analyzers';

/** What the embedded account reads of each kind of resource, named as the AWS provider names it. */

export const policy = z.object({
  policy_id: z.string(),
  name: z.string(),
  path: z.string().default('/'),
  policy: z.string(),
});
export const role = z.object({
  name: z.string(),
  path: z.string(),
  permissions_boundary: z.string().optional(),
  assume_role_policy: z.string(),
});
export const rolePolicy = z.object({ name: z.string(), role: z.string(), policy: z.string() });
export const roleAttachment = z.object({ role: z.string(), policy_arn: z.string() });
export const lambda = z.object({
  function_name: z.string(),
  arn: z.string(),
  role: z.string(),
  filename: z.string(),
  handler: z.string(),
  timeout: z.number().default(3),
  memory_size: z.number().default(128),
  environment: z.object({ variables: z.record(z.string(), z.string()) }).default({ variables: {} }),
});
export const topic = z.object({ arn: z.string() });
export const subscription = z.object({
  topic_arn: z.string(),
  protocol: z.enum(['email', 'sqs']),
  endpoint: z.string(),
  filter_policy: z.string().optional(),
  filter_policy_scope: z.literal('MessageAttributes').optional(),
  raw_message_delivery: z.boolean().default(false),
  redrive_policy: z.string().optional(),
});
export const subscriptionRedrive = z.strictObject({ deadLetterTargetArn: z.string() });
const index = z.object({
  name: z.string(),
  hash_key: z.string(),
  range_key: z.string().optional(),
  projection_type: z.string(),
});
export const table = z.object({
  name: z.string(),
  hash_key: z.string(),
  range_key: z.string().optional(),
  attribute: z.array(z.object({ name: z.string(), type: z.enum(['S', 'N', 'B']) })),
  global_secondary_index: z.array(index).default([]),
});
const attribute = z.record(z.string(), z.unknown());
export const tableItem = z.object({
  table_name: z.string(),
  item: z.string().transform((text) => z.record(z.string(), attribute).parse(JSON.parse(text))),
});
export const mapping = z.object({
  event_source_arn: z.string(),
  function_name: z.string(),
  batch_size: z.number().default(10),
  scaling_config: z.object({ maximum_concurrency: z.number() }).optional(),
  function_response_types: z.array(z.string()).default([]),
});
export const queue = z.object({
  arn: z.string(),
  url: z.string(),
  redrive_policy: z.string().optional(),
  // What SQS does with a queue that says nothing (API reference, CreateQueue).
  visibility_timeout_seconds: z.number().default(30),
});
export const redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() });
export const rule = z.object({
  name: z.string(),
  arn: z.string(),
  state: z.string().default('ENABLED'),
  event_pattern: z.string().optional(),
  schedule_expression: z.string().optional(),
});
export const target = z.object({
  rule: z.string(),
  arn: z.string(),
  input: z.string().optional(),
  input_transformer: z
    .strictObject({ input_paths: z.record(z.string(), z.string()), input_template: z.string() })
    .optional(),
  target_id: z.string().optional(),
});
export const alarm = z.object({
  alarm_name: z.string(),
  arn: z.string(),
  actions_enabled: z.boolean().default(true),
  alarm_actions: z.array(z.string()).default([]),
});
export const topicPolicy = z.object({ arn: z.string(), policy: z.string() });
const fieldSelector = z.strictObject({
  field: z.enum(['eventCategory', 'readOnly', 'eventSource']),
  equals: z.array(z.string()).optional(),
  not_equals: z.array(z.string()).optional(),
});
export const trail = z.object({
  name: z.string(),
  enable_logging: z.boolean().default(true),
  is_multi_region_trail: z.boolean().default(false),
  include_global_service_events: z.boolean().default(true),
  cloud_watch_logs_group_arn: z.string().optional(),
  advanced_event_selector: z
    .array(z.object({ field_selector: z.array(fieldSelector).min(1) }))
    // What CloudTrail does with a trail that says nothing (API reference, PutEventSelectors).
    .default([{ field_selector: [{ field: 'eventCategory', equals: ['Management'] }] }]),
});
export const bucket = z.object({ bucket: z.string() });
export const bucketPolicy = z.object({ bucket: z.string(), policy: z.string() });
export const bucketVersioning = z.object({
  bucket: z.string(),
  versioning_configuration: z.object({ status: z.enum(['Enabled', 'Suspended', 'Disabled']) }),
});
/** What the analyzer leaves out is no matter here: the scene says what it finds. */
export const analyzer = z.object({
  analyzer_name: z.string(),
  type: z.enum(ANALYZER_TYPES),
  configuration: z.object({ unused_access: z.object({ unused_access_age: z.number() }) }).optional(),
});
export const parameter = z.object({ name: z.string(), type: z.enum(['String']), value: z.string() });
export const object = z.strictObject({
  id: z.string(),
  arn: z.string(),
  version_id: z.string(),
  bucket: z.string(),
  key: z.string(),
  content: z.string().optional(),
  content_base64: z.string().optional(),
  source: z.string().optional(),
  content_type: z.string().optional(),
  etag: z.string().optional(),
  source_hash: z.string().optional(),
  server_side_encryption: z.string().optional(),
  kms_key_id: z.string().optional(),
  force_destroy: z.boolean().optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
export const stateMachine = z.object({
  name: z.string(),
  arn: z.string(),
  role_arn: z.string(),
  definition: z.string(),
  type: z.literal('STANDARD').default('STANDARD'),
});
export const schedule = z.object({
  name: z.string(),
  group_name: z.string().default('default'),
  schedule_expression: z.string().regex(/^(rate|cron|at)\(.+\)$/),
  state: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  flexible_time_window: z.object({ mode: z.enum(['OFF', 'FLEXIBLE']) }),
  target: z.object({ arn: z.string(), role_arn: z.string(), input: z.string().default('{}') }),
});
