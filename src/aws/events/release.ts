import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** Has somebody released by the release function. @param principalId unique id of the user */
export type ReleaseOf = (principalId: string) => Promise<void>;

/**
 * {@link ReleaseOf} by a synchronous invocation.
 *
 * @throws Error with the function's own message when it failed
 */
export function releaseFunction(lambda: LambdaClient, functionName: string, guardrail: string): ReleaseOf {
  return async (principal) => {
    const Payload = Buffer.from(JSON.stringify({ principal, guardrail }));
    const reply = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
    if (reply.FunctionError === undefined) return;
    throw new Error(`${functionName} failed to release ${principal}: ${Buffer.from(reply.Payload ?? []).toString()}`);
  };
}
