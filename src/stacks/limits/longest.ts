import type { Resource } from './template';

/** Longest that AWS makes of what only a deployment knows. */
const ACCOUNT_ID = 12;
/** IAM API reference, Group. */
const GROUP_ID = 128;
/** `arn:aws:cloudwatch:us-east-1:111122223333:log-group:`, `https://sqs.us-east-1.amazonaws.com/…/` and the like. */
const AROUND_A_NAME = 64;
/** The longest ARN that IAM reads. */
const ANY = 2048;

const NAMES = ['name', 'function_name', 'bucket', 'alarm_name'];

/**
 * Fills the expressions in a text with as many characters as they can become at most.
 *
 * @param text as it stands in a stack: `$${` is no expression, and stands for itself
 */
export function longest(text: string, resources: readonly Resource[]): string {
  return text.replace(/\$\$\{|\$\{([^}]*)\}/g, (_, expression?: string) =>
    expression === undefined ? '${' : 'x'.repeat(lengthOf(expression, resources)),
  );
}

function lengthOf(expression: string, resources: readonly Resource[]): number {
  if (/^data\.aws_caller_identity\.\w+\.account_id$/.test(expression)) return ACCOUNT_ID;
  if (/^data\.aws_iam_group\.\w+\.group_id$/.test(expression)) return GROUP_ID;
  const [, address, attribute = ''] = /^(\w+\.[\w-]+)\.(\w+)$/.exec(expression) ?? [];
  const body = resources.find((one) => one.address === address)?.body;
  if (body === undefined) return ANY;
  const known = body[attribute];
  if (typeof known === 'string') return longest(known, resources).length;
  if (!['arn', 'id', 'url'].includes(attribute)) return ANY;
  const parts = ['path', ...NAMES].flatMap((key) => (typeof body[key] === 'string' ? [body[key]] : []));
  return AROUND_A_NAME + longest(parts.join(''), resources).length;
}
