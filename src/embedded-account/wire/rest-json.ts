import type { JsonCall } from '../resources/json-service';
import { regionOf } from '../resources/resources';
import { AwsError } from './aws-error';
import type { HttpRequest, Service } from './service';

/** An operation of a service, by where its requests go. */
export interface RestAction {
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** Such as `/findingv2/{id}`. */
  readonly path: string;
  /** @param input what stands in path, query and body, by name */
  readonly read: (input: Readonly<Record<string, unknown>>, region: string) => JsonCall;
}

const TYPE = 'application/json';

/** A service of AWS's REST protocol that answers JSON. */
export function restJsonService(actions: readonly RestAction[]): Service {
  return {
    read: (http) => {
      const { action, input, read } = asked(http, actions);
      const call = read(input, regionOf(http));
      return {
        action,
        params: input,
        demands: () => [call.demand].flat(),
        perform: async () => {
          const result = await Promise.resolve().then(call.answer);
          return { answer: { status: 200, headers: { 'content-type': TYPE }, body: JSON.stringify(result) }, result };
        },
      };
    },
    refuse: ({ code, message, status }) => ({
      status,
      headers: { 'content-type': TYPE, 'x-amzn-errortype': EXCEPTIONS[code] ?? code },
      body: JSON.stringify({ message }),
    }),
  };
}

/** The names that these services give to what others call otherwise. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  AccessDenied: 'AccessDeniedException',
  ValidationError: 'ValidationException',
};

/** @throws AwsError for an operation that the embedded account does not have */
function asked({ method, path, body }: HttpRequest, actions: readonly RestAction[]) {
  const url = new URL(path, 'http://service');
  for (const one of actions) {
    const inPath = one.method === method ? valuesIn(url.pathname, one.path) : undefined;
    if (inPath === undefined) continue;
    const inBody: unknown = body.length > 0 ? JSON.parse(body.toString()) : {};
    const input = { ...Object.fromEntries(url.searchParams), ...inPath, ...Object(inBody) } as Record<string, unknown>;
    return { ...one, input };
  }
  throw new AwsError('UnknownOperationException', `the embedded account has no ${method} ${url.pathname}`, 404);
}

/** @returns what stands where the template has names in braces; undefined where the path is another */
function valuesIn(path: string, template: string): Readonly<Record<string, string>> | undefined {
  const [parts, wanted] = [path.split('/'), template.split('/')];
  if (parts.length !== wanted.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of parts.entries()) {
    const [, name] = /^\{(\w+)\}$/.exec(wanted[index] ?? '') ?? [];
    if (name !== undefined) values[name] = decodeURIComponent(part);
    else if (part !== wanted[index]) return undefined;
  }
  return values;
}
