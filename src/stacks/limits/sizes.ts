import { longest } from './longest';
import type { Body, Resource } from './template';

/** Something that AWS limits, and how long it can become. */
export interface Sized {
  /** In words, as the subject of a sentence. */
  readonly what: string;
  readonly length: number;
  readonly most: number;
  /** What the length is of. */
  readonly text: string;
}

interface Limit {
  readonly most: number;
  readonly what: (name: string) => string;
  readonly text: (body: Body) => unknown;
  /** IAM alone counts no whitespace. */
  readonly packed?: true;
}

/** Longest texts by the type of their resource. IAM's are of its user guide, "IAM and AWS STS quotas". */
const LIMITS: Readonly<Record<string, Limit>> = {
  aws_iam_policy: {
    most: 6_144,
    what: (name) => `the policy ${name}`,
    text: ({ policy }) => policy,
    packed: true,
  },
  aws_iam_role: {
    most: 2_048,
    what: (name) => `the trust policy of the role ${name}`,
    text: ({ assume_role_policy: trust }) => trust,
    packed: true,
  },
  // S3 user guide, "Bucket policies": 20 KB.
  aws_s3_bucket_policy: {
    most: 20_480,
    what: (name) => `the policy of the bucket ${name}`,
    text: ({ policy }) => policy,
  },
  // SQS developer guide, "Policy quotas".
  aws_sqs_queue_policy: {
    most: 8_192,
    what: (name) => `the policy of the queue ${name}`,
    text: ({ policy }) => policy,
  },
  // Lambda developer guide, "Lambda quotas": 4 KB for all variables.
  aws_lambda_function: {
    most: 4_096,
    what: (name) => `the environment of the function ${name}`,
    text: ({ environment }) => environment,
  },
  // Systems Manager, "Parameter Store", standard tier: 4 KB.
  aws_ssm_parameter: { most: 4_096, what: (name) => `the parameter ${name}`, text: ({ value }) => value },
  // EventBridge user guide, "EventBridge quotas".
  aws_cloudwatch_event_rule: {
    most: 2_048,
    what: (name) => `the event pattern of the rule ${name}`,
    text: ({ event_pattern: pattern }) => pattern,
  },
  // CloudWatch API reference, PutMetricAlarm.
  aws_cloudwatch_metric_alarm: {
    most: 1_024,
    what: (name) => `the description of the alarm ${name}`,
    text: ({ alarm_description: description }) => description,
  },
};

/** All inline policies of a role together (IAM user guide, "IAM and AWS STS quotas"). */
const INLINE_OF_ROLE = 10_240;

/** Every text of the stack that AWS limits. */
export function sizesOf(resources: readonly Resource[]): Sized[] {
  return [...inlineOfRoles(resources), ...resources.flatMap((one) => sizeOf(one, resources))];
}

function sizeOf({ type, body }: Resource, resources: readonly Resource[]): Sized[] {
  const limit = LIMITS[type];
  const text = limit?.text(body);
  if (limit === undefined || text === undefined) return [];
  const whole = longest(typeof text === 'string' ? text : JSON.stringify(text), resources);
  const counted = limit.packed === true ? packed(whole) : whole;
  return [{ what: limit.what(nameOf(body)), length: Buffer.byteLength(counted), most: limit.most, text: counted }];
}

function inlineOfRoles(resources: readonly Resource[]): Sized[] {
  const policies = resources.filter(({ type }) => type === 'aws_iam_role_policy');
  const roles = new Set(policies.map(({ body }) => String(body['role'])));
  return [...roles].map((role) => {
    const own = policies.filter(({ body }) => body['role'] === role);
    const text = own.map(({ body }) => packed(longest(String(body['policy']), resources))).join('');
    const address = /^\$\{(.+)\.\w+\}$/.exec(role)?.[1];
    const name = nameOf(resources.find((one) => one.address === address)?.body ?? { name: role });
    return { what: `the inline policies of the role ${name}`, length: text.length, most: INLINE_OF_ROLE, text };
  });
}

const packed = (text: string) => text.replace(/\s/g, '');

/** The name AWS knows it by, as far as the stack says it. */
function nameOf(body: Body): string {
  const name = ['name', 'function_name', 'alarm_name', 'bucket', 'queue_url'].map((key) => body[key]);
  return String(name.find((one) => typeof one === 'string'));
}
