import * as z from 'zod/mini';
import { decoded, type PolicyDocument } from '../../../../domain/policy/policy-document';

const texts = z.union([z.string(), z.array(z.string())]);

const statement = z.strictObject({
  Sid: z.optional(z.string()),
  Effect: z.enum(['Allow', 'Deny']),
  Action: z.optional(texts),
  NotAction: z.optional(texts),
  Resource: z.optional(texts),
  NotResource: z.optional(texts),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), texts))),
});

const policy = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statement) });

/**
 * Reads the text of a boundary that says what its name says.
 *
 * @param text as IAM returns it: plain or URL-encoded (RFC 3986), and JSON
 * @returns undefined for a document that this project never writes: anybody may give a text of theirs its right name
 */
export function boundaryIn(text: string): PolicyDocument | undefined {
  return policy.safeParse(JSON.parse(decoded(text))).data;
}
