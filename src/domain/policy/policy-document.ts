/** One statement of an identity policy. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** An identity policy. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/**
 * Whether a policy's text says what a document says, whatever the order of its keys and its white space.
 *
 * @param text a document as IAM returns it: plain or URL-encoded (RFC 3986)
 * @returns false as well for a text that is no JSON: such a text was never written by this project
 */
export function saysTheSame(text: string, document: PolicyDocument): boolean {
  return canonicalText(text) === canonical(document);
}

/**
 * A policy's text with its keys in the order of the alphabet and without white space: two texts that say the same are equal.
 *
 * @param text a document as IAM returns it: plain or URL-encoded (RFC 3986)
 * @returns undefined for a text that this project never wrote: one that is no JSON, or repeats a key
 */
export function canonicalText(text: string): string | undefined {
  const plain = decoded(text);
  try {
    const parsed: unknown = JSON.parse(plain);
    // A repeated key is lost in parsing, and IAM need not read the one that is left.
    const whole = packed(plain).length === packed(JSON.stringify(parsed)).length;
    return whole ? canonical(parsed) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function packed(text: string): string {
  return text.replace(/\s/g, '');
}

/** Characters that a managed policy holds, without white space (IAM User Guide, "IAM and AWS STS quotas"). */
export const MANAGED_POLICY_SIZE = 6_144;

/** A policy as people read it: JSON with a line for each of its texts. */
export const inLines = (document: unknown): string => JSON.stringify(document, null, 2);

/**
 * The same of a policy's text.
 *
 * @param text as IAM returns it: plain or URL-encoded (RFC 3986); shown as it is where it is no JSON
 */
export function textInLines(text: string): string {
  const plain = decoded(text);
  try {
    return inLines(JSON.parse(plain));
  } catch (error) {
    if (error instanceof SyntaxError) return plain;
    throw error;
  }
}

/** A document as plain text; IAM answers it URL-encoded (RFC 3986), other sources as it is. */
export function decoded(text: string): string {
  if (!text.startsWith('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** A value as JSON whose keys are in the order of the alphabet. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}

/** Length of a document as IAM counts it: without white space. */
export function documentSize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}
