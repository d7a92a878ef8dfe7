import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { temporaryFolder } from './temporary-folder';

const line = z.union([
  z.object({ method: z.string(), path: z.string(), headers: z.record(z.string(), z.unknown()), body: z.string() }),
  z.object({ host: z.string().optional() }),
]);

/** Writes down what leaves a process, as it stands on the wire. */
export function watched() {
  const file = join(temporaryFolder('outgoing-'), 'requests.jsonl');
  const lines = () =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .trimEnd()
          .split('\n')
          .map((text) => line.parse(JSON.parse(text)))
      : [];
  return {
    /** Of the process. */
    environment: { NODE_OPTIONS: `--require ${join(__dirname, 'outgoing.cjs')}`, OUTGOING: file },
    /** The name of each action, each once, in the order of the alphabet. */
    actions: () => [...new Set(lines().flatMap((one) => ('method' in one ? [actionOf(one)] : [])))].sort(),
    requests: () => lines().filter((one) => 'method' in one).length,
    hosts: () => [...new Set(lines().flatMap((one) => ('method' in one ? [] : [one.host])))],
  };
}

/**
 * The action that a request asks for. Services of AWS say it in the body (Query), in a header (JSON) or by method and path
 * (REST).
 */
function actionOf({ method, path, headers, body }: { method: string; path: string; headers: object; body: string }) {
  const sent = new Map<string, unknown>(Object.entries(headers));
  const [, service = 'none'] =
    /Credential=[^/]+\/\d+\/[\w-]+\/([\w-]+)\//.exec(textOf(sent.get('authorization'))) ?? [];
  const named = /(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? /\.(\w+)$/.exec(textOf(sent.get('x-amz-target')))?.[1];
  if (named !== undefined) return `${service}:${named}`;
  // Names of resources are no part of an action.
  const [where = '', question = ''] = path.split('?');
  return `${service}:${method} ${where} ${[...new URLSearchParams(question).keys()].sort().join('&')}`.trimEnd();
}

/**
 * Requests of AWS that read, as {@link watched} names them. The two that begin with Generate have AWS make a report for whoever
 * asks, and change nothing that anybody has (IAM API reference).
 */
export const READING_REQUESTS: readonly RegExp[] = [
  /^iam:(Get|List)\w+$/,
  /^iam:Generate(CredentialReport|ServiceLastAccessedDetails)$/,
  /^(config|ec2|ecr|ecs|states):(Describe|Get|List)\w+$/,
  /^(events|kms|secretsmanager|sns|sqs):(Get|List)\w+$/,
  /^codebuild:(BatchGet|List)\w+$/,
  /^dynamodb:(Query|Scan)$/,
  /^ssm:GetParameter$/,
  /^cloudtrail:LookupEvents$/,
  /^lambda:GET \S+/,
  /^s3:GET \/ max-buckets&x-id$/,
  /^s3:GET \/[\w-]+\/ policy$/,
  // Listing takes a filter in a body (IAM Access Analyzer API reference, ListFindingsV2).
  /^access-analyzer:(GET \S+|POST \/findingv2$)/,
];

const textOf = (header: unknown) => (typeof header === 'string' ? header : '');
