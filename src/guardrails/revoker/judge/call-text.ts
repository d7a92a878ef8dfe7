import * as z from 'zod/mini';
import { inBrief } from '../../../domain/notice/notice';
import type { Call } from './parse';
import { valueWords } from './value-words';

/** Longer texts are documents, which decide no verdict: no name of IAM is as long, and no ARN that a verdict asks for. */
export const LONGEST_NAME = 256;

/** More than twice as long as what people are told of a text, from its beginning or from both its ends. */
const LONGEST_WORDS = 500;

/** No record has a longer text beside its parameters and its answer: an ARN of IAM has 2,048 characters (API reference). */
const LONGEST_TEXT = 2_048;

/** Far more than any call of IAM has left: nothing but a forged message has so many fields, or texts in so many of them. */
const LONGEST_CALL = 32_000;

/**
 * A call as text, to be judged again: without what decides no verdict and people are not told of, such as policy documents.
 *
 * An event takes up to 256 KB. Its caller may fill most of it (IAM counts no white space of a document), and somebody who sends
 * a message to the queue may fill all of it. A few such texts would fill what is read of the calls that wait.
 */
export function callText(call: Call): string {
  const { parameters, response, userAgent, caller, ...texts } = call;
  const short = {
    ...mapped(texts, cut),
    caller: mapped(caller, cut),
    userAgent: inBrief(userAgent, LONGEST_WORDS),
  };
  const text = JSON.stringify({
    ...short,
    parameters: parameters && mapped(parameters, shorter),
    response: response && mapped(response, shorterWithin),
  });
  return text.length > LONGEST_CALL ? JSON.stringify(short) : text;
}

const cut = (value: unknown): unknown => (typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : value);

function mapped(fields: object, change: (value: unknown) => unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, change(value)]));
}

/** Of a long list nobody asks for more than its words. */
function shorter(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONGEST_NAME ? shortText(value) : value;
  if (typeof value !== 'object') return value;
  const words = valueWords(value) ?? '';
  return words.length > LONGEST_WORDS ? shortText(words) : value;
}

/** What was made is named by fields of fields. */
const shorterWithin = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? mapped(value, shorterWithin) : shorter(value);

/** People are told the same of it as of the whole text, and it is too long for a name, as that is. */
const shortText = (text: string) => inBrief(text, LONGEST_WORDS).padEnd(LONGEST_NAME + 1);

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
