import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENV, RULES_FILE } from './contract';
import { once } from './once';

/** Reads a variable of the function's environment. An empty one counts as set: the construct says so on purpose. */
export function requireEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined) {
    throw new Error(`environment variable ${name} is not set; the construct that defines this function must set it`);
  }
  return value;
}

/** The rules that travel beside the bundle, read on first use. */
export const bundled = <Rules>(read: (text: string) => Rules): (() => Rules) =>
  once(() => read(readFileSync(join(__dirname, RULES_FILE), 'utf8')));

/** Writes a line into the log of the function. */
export function log(line: object): void {
  console.log(JSON.stringify(line));
}

/** Policies that take IAM away. */
export const denyPolicies = () => ({
  denyPolicyArn: requireEnv(ENV.denyPolicyArn),
  boundaryPolicyArn: requireEnv(ENV.boundaryPolicyArn),
});

/** Id of each admin group by its name in the settings, as JSON. */
export const adminGroupIds = (): string => requireEnv(ENV.adminGroupIds);

/** Prefix of the deployment: its names and the namespace of its metrics. */
export const deployment = (): string => requireEnv(ENV.metricNamespace);

/** Name of the function, as Lambda says it. */
export const functionName = (): string => requireEnv('AWS_LAMBDA_FUNCTION_NAME');

/** Region of the function, as Lambda says it. */
export const region = (): string => requireEnv('AWS_REGION');
