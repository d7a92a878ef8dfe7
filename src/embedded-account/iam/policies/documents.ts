import { AwsError, limitExceeded, validationError } from '../../wire/aws-error';
import { parseIdentityPolicy } from '../../policy/statement';
import type { IamQuotas } from '../quotas';

/** What the API takes at all, white space included. */
const LONGEST_TEXT = 131_072;
const INLINE_SIZE = { user: 2048, group: 5120, role: 10_240 };

/** White space does not count towards IAM's quotas. */
const sizeOf = (text: string) => text.replace(/\s/g, '').length;

/** @throws AwsError as IAM refuses a document it cannot read */
export function checkedDocument(text: string): string {
  if (text.length > LONGEST_TEXT) {
    throw validationError(
      `1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST_TEXT}`,
    );
  }
  // IAM's own rule: U+0009, A, D and 20 to FF.
  if (!/^[\u0009\u000A\u000D\u0020-\u00FF]+$/.test(text)) throw malformed('Syntax errors in policy.');
  try {
    parseIdentityPolicy(text);
  } catch {
    throw malformed('Syntax errors in policy.');
  }
  return text;
}

/** @throws AwsError for a document that is unreadable or too long for a managed policy */
export function checkedManaged(text: string, { PolicySizeQuota }: IamQuotas): string {
  if (sizeOf(text) > PolicySizeQuota) throw limitExceeded(`Cannot exceed quota for PolicySize: ${PolicySizeQuota}`);
  return checkedDocument(text);
}

/** @throws AwsError for inline policies that are together too long */
export function checkInlineTotal(
  kind: keyof typeof INLINE_SIZE,
  name: string,
  inline: Readonly<Record<string, string>>,
): void {
  const total = Object.values(inline).reduce((sum, text) => sum + sizeOf(text), 0);
  if (total <= INLINE_SIZE[kind]) return;
  throw limitExceeded(`Maximum policy size of ${INLINE_SIZE[kind]} bytes exceeded for ${kind} ${name}`);
}

/** IAM answers documents percent-encoded (RFC 3986). */
export const encodedDocument = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

const malformed = (message: string) => new AwsError('MalformedPolicyDocument', message, 400);
