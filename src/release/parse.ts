import * as z from 'zod/mini';

/** Whom to release. */
export type Request =
  { readonly kind: 'user'; readonly by: 'arn' | 'id'; readonly value: string } | { readonly kind: 'all' };

const ARN = /^arn:aws[\w-]*:iam::\d{12}:user\/[\w+=,.@/-]+$/;
const ID = /^AIDA[A-Z0-9]{12,}$/;

const request = z.strictObject({ principal: z.optional(z.string()), all: z.optional(z.literal(true)) });

/**
 * Reads what a person on call asks for.
 *
 * @throws Error naming the field, the value given and what is allowed
 */
export function parse(event: unknown): Request {
  const result = request.safeParse(event);
  const { principal, all } = result.data ?? {};
  if (!result.success || (principal === undefined) === (all === undefined)) {
    throw new Error(`payload ${JSON.stringify(event)}: write {"principal": "<user ARN or id AIDA…>"} or {"all": true}`);
  }
  if (principal === undefined) return { kind: 'all' };
  if (ARN.test(principal)) return { kind: 'user', by: 'arn', value: principal };
  if (ID.test(principal)) return { kind: 'user', by: 'id', value: principal };
  throw new Error(`principal ${JSON.stringify(principal)}: write the ARN of an IAM user, or its id AIDA…`);
}
