import type { Bundle } from './bundle';

/** A function as the stack defines it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  readonly bundle: Bundle;
  /** Such as `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memorySize: number;
  readonly logGroup: string;
  readonly roleId: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Loopback servers by the hosts that they stand in for. */
  readonly internet: Readonly<Record<string, string>>;
  /** Whether the role lets the function write its log; Lambda loses the lines of one that may not. */
  readonly keepsLogs: boolean;
}

/** Makes the environment of one more worker, with credentials of its own. */
export type EnvironmentOf = (
  definition: FunctionDefinition,
  worker: { readonly id: string; readonly currentInvocation: () => string | undefined },
) => Readonly<Record<string, string>>;
