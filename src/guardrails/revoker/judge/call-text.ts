import * as z from 'zod/mini';
import type { Call } from './parse';

/** A call as text, to be judged again. */
export function callText(call: Call): string {
  return JSON.stringify(call);
}

const signed = { accessKeyId: z.exactOptional(z.string()), mfa: z.exactOptional(z.boolean()) };
const caller = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string(), arn: z.string(), name: z.exactOptional(z.string()), ...signed }),
  z.object({ kind: z.literal('root'), ...signed }),
  z.object({ kind: z.literal('other'), type: z.string(), role: z.exactOptional(z.string()) }),
]);
const anything = z.record(z.string(), z.unknown());
const stored = z.object({
  ...{ eventId: z.string(), eventName: z.string(), accountId: z.string(), sourceIp: z.string(), userAgent: z.string() },
  ...{ at: z.iso.datetime(), caller },
  invokedBy: z.exactOptional(z.string()),
  failedWith: z.exactOptional(z.string()),
  failedBecause: z.exactOptional(z.string()),
  readOnly: z.exactOptional(z.literal(true)),
  parameters: z.exactOptional(anything),
  response: z.exactOptional(anything),
});

/**
 * Reads a call back.
 *
 * @throws ZodError naming the field that is missing or wrong
 */
export function callOfText(text: string): Call {
  const { at, ...call } = stored.parse(JSON.parse(text));
  return { ...call, at: new Date(at) };
}
