import * as z from 'zod/mini';
import type { Call } from './parse';

/** A call as text, to be judged again. */
export function callText(call: Call): string {
  return JSON.stringify(call);
}

const caller = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('user'), id: z.string(), arn: z.string() }),
  z.looseObject({ kind: z.literal('root') }),
  z.looseObject({ kind: z.literal('other'), type: z.string() }),
]);
const stored = z.looseObject({
  ...{ eventId: z.string(), eventName: z.string(), accountId: z.string(), sourceIp: z.string(), userAgent: z.string() },
  at: z.iso.datetime(),
  caller,
});

/**
 * Reads a call back.
 *
 * @throws ZodError naming the field that is missing or wrong
 */
export function callOfText(text: string): Call {
  const found: unknown = JSON.parse(text);
  const { at } = stored.parse(found);
  return { ...(found as Call), at: new Date(at) };
}
