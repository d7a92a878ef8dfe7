import { join } from 'node:path';
import { type z } from 'zod';
import { Bundle } from '../lambda/bundle';
import { FunctionPool } from '../lambda/functions';
import type * as shapes from './shapes';
import type { DeploymentTarget } from './target';

const LOG_ACTIONS = ['logs:CreateLogStream', 'logs:PutLogEvents'];
/** Lambda's own choice for a mapping that sets no limit is far higher; more would only take memory here. */
const UNLIMITED_WORKERS = 10;

/** @param workers at once */
export function deployFunction(
  one: z.infer<typeof shapes.lambda>,
  folder: string,
  { state, authorizer, pools, folder: unpacked, environmentOf, internet }: DeploymentTarget,
  workers = 1,
): void {
  const name = one.function_name;
  const executor = [...state.roles.values()].find((known) => state.arnOf('role', known) === one.role);
  if (!executor) throw new Error(`the role of the function ${name} does not exist: ${one.role}`);
  const logGroup = `/aws/lambda/${name}`;
  const logStream = `arn:aws:logs:us-east-1:${state.accountId}:log-group:${logGroup}:log-stream:any`;
  const definition = {
    name,
    arn: one.arn,
    bundle: new Bundle(join(folder, one.filename), join(unpacked, name)),
    handler: one.handler,
    timeoutSeconds: one.timeout,
    memorySize: one.memory_size,
    logGroup,
    keepsLogs: LOG_ACTIONS.every((action) => authorizer.roleMay(executor.id, { action, resource: logStream })),
    roleId: executor.id,
    environment: one.environment.variables,
    internet,
  };
  pools.set(name, new FunctionPool(definition, workers, state.identifiers, environmentOf, state.clock));
}

/** How many workers a queue may start at once. */
export const concurrencyOf = (one: z.infer<typeof shapes.mapping>, { workers }: DeploymentTarget) =>
  workers ?? one.scaling_config?.maximum_concurrency ?? UNLIMITED_WORKERS;
