import { AwsError } from './aws-error';
import type { HttpAnswer, HttpRequest } from './service';

/**
 * Reads a call of AWS's JSON protocols.
 *
 * @param target what stands before the action in `x-amz-target`
 * @param actions those the embedded account has
 * @throws AwsError for another action
 */
export function readJsonCall(
  { headers, body }: HttpRequest,
  target: string,
  actions: readonly string[],
): { readonly action: string; readonly input: unknown } {
  const wanted = headers['x-amz-target'] ?? '';
  const action = actions.find((one) => wanted === `${target}.${one}`);
  if (action === undefined) {
    throw new AwsError('UnknownOperationException', `the embedded account has no ${wanted}`);
  }
  return { action, input: JSON.parse(body.toString()) };
}

/** @param type content type of the answer */
export function refuseJson({ code, message, status }: AwsError, type: string): HttpAnswer {
  return {
    // Every mistake of the caller is answered with 400.
    status: status < 500 ? 400 : status,
    headers: { 'content-type': type },
    body: JSON.stringify({ __type: code === 'AccessDenied' ? 'AccessDeniedException' : code, message }),
  };
}
