import { AwsError } from '../wire/aws-error';
import type { FunctionPool } from './functions';
import type { HttpAnswer, Service } from '../wire/service';

const PATH = /^\/2015-03-31\/functions\/([^/]+)\/invocations/;
const ASYNCHRONOUS_ATTEMPTS = 3;

/**
 * Lambda's Invoke: synchronous with the function's answer, asynchronous with its two retries. And the list of functions.
 *
 * @param listing lists them
 */
export function lambdaService(
  pools: ReadonlyMap<string, FunctionPool>,
  arnOf: (name: string) => string,
  listing: Service,
): Service {
  return {
    read: (http) => {
      const { method, path, headers, body } = http;
      if (method === 'GET') return listing.read(http);
      const wanted = method === 'POST' ? PATH.exec(path)?.[1] : undefined;
      if (wanted === undefined)
        throw new AwsError('UnknownOperationException', `the embedded account has no ${method} ${path}`, 404);
      const name = decodeURIComponent(wanted).replace(/^arn:aws:lambda:[\w-]+:\d+:function:/, '');
      const payload = body.length > 0 ? body.toString() : '{}';
      const invocationType = headers['x-amz-invocation-type'] ?? 'RequestResponse';
      return {
        action: 'Invoke',
        params: { functionName: name, invocationType, payload },
        demands: () => [{ action: 'lambda:InvokeFunction', resource: arnOf(name) }],
        perform: async () => {
          const pool = pools.get(name);
          if (!pool) throw new AwsError('ResourceNotFoundException', `Function not found: ${arnOf(name)}`, 404);
          if (invocationType === 'Event') {
            void invokeLater(pool, payload);
            return { answer: { status: 202, headers: {}, body: '' } };
          }
          return { answer: await answerOf(pool, payload) };
        },
      };
    },
    refuse: ({ code, message, status }) => ({
      status,
      headers: {
        'content-type': 'application/json',
        'x-amzn-errortype': code === 'AccessDenied' ? 'AccessDeniedException' : code,
      },
      body: JSON.stringify({ Message: message }),
    }),
  };
}

async function answerOf(pool: FunctionPool, payload: string): Promise<HttpAnswer> {
  const result = await pool.invoke(payload);
  const headers = { 'content-type': 'application/json', 'x-amz-executed-version': '$LATEST' };
  return result.kind === 'done'
    ? { status: 200, headers, body: result.payload }
    : { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body: JSON.stringify(result.error) };
}

async function invokeLater(pool: FunctionPool, payload: string): Promise<void> {
  for (let attempt = 0; attempt < ASYNCHRONOUS_ATTEMPTS; attempt += 1) {
    const result = await pool.invoke(payload);
    if (result.kind === 'done') return;
  }
}
