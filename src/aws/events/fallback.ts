import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod/mini';
import type { Attempt } from '../iam/writer';

/** What the revoker may ask of the fallback function: whom to deny, never with what text. */
export type FallbackRequest =
  | { readonly kind: 'inline-policy-put' | 'boundary-set'; readonly userName: string; readonly userId: string }
  | { readonly kind: 'deny-policy-restored' };

/** Has a change carried out by the fallback function. */
export type Fallback = (request: FallbackRequest) => Promise<Attempt>;

const answer = z.object({ attempt: z.enum(['done', 'refused']) });

/**
 * {@link Fallback} by a synchronous invocation.
 *
 * @throws Error with the function's own message when it failed
 */
export function fallbackFunction(lambda: LambdaClient, functionName: string): Fallback {
  return async (request) => {
    const reply = await lambda.send(
      new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(request)) }),
    );
    const text = Buffer.from(reply.Payload ?? []).toString();
    if (reply.FunctionError) throw new Error(`${functionName} failed at ${request.kind}: ${text}`);
    return answer.parse(JSON.parse(text)).attempt;
  };
}
