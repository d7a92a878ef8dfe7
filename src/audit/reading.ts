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
  const result = shape.safeParse(value, { error: words });
  if (result.success) return result.data;
  const fields = result.error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);
  throw new PayloadError(`${which}: ${fields.join('; ')}`);
}

/**
 * What is wrong with a value, where its shape does not say so itself. zod/mini carries no words of its own, for they would
 * weigh more than it does; a schema of zod, made in the same process, would give it those of zod.
 */
function words(issue: { readonly code: string; readonly expected?: unknown; readonly values?: unknown }): string {
  if (issue.code === 'invalid_type') return `missing, or no ${String(issue.expected)}`;
  if (issue.code === 'invalid_value' && Array.isArray(issue.values))
    return `expected one of ${issue.values.join(', ')}`;
  return `not allowed (${issue.code})`;
}
