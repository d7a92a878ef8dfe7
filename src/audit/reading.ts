import type * as z from 'zod/mini';

/** Something that was agreed on is not so; `message` names the field. */
export class PayloadError extends Error {
  public override readonly name = 'PayloadError';
}

/**
 * Reads what another part of the run has written.
 *
 * @param which what it is, for the error
 * @throws PayloadError naming every field that is missing or wrong
 */
export function read<T>(shape: z.ZodMiniType<T>, value: unknown, which: string): T {
  // zod/mini carries no words of its own, for they would weigh more than it does; beside the whole of zod it has those.
  const result = shape.safeParse(value, { error: ({ code }) => `not allowed (${code})` });
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, ...issue }) => `${path.join('.') || 'value'}: ${words(issue)}`);
  throw new PayloadError(`${which}: ${fields.join('; ')}`);
}

function words(issue: {
  readonly code: string;
  readonly message: string;
  readonly expected?: unknown;
  readonly values?: unknown;
}): string {
  if (issue.code === 'invalid_type') return `missing, or no ${String(issue.expected)}`;
  if (issue.code === 'invalid_value' && Array.isArray(issue.values))
    return `expected one of ${issue.values.join(', ')}`;
  return issue.message;
}
