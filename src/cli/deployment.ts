import { MODES } from '../domain/mode';
import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import {
  DEPLOYMENT_REGION,
  DEPLOYMENT_VERSION,
  deploymentParameterOf,
  type DeployedParts,
  type DeployedGuardrail,
} from '../foundation/deployment-parameter';
import { namesOf } from '../foundation/names';

const deployed = z.object({
  stateMachineArn: z.string(),
  evidenceBucket: z.string(),
  ledgerTable: z.string(),
  mode: z.enum(MODES),
}) satisfies z.ZodType<DeployedGuardrail>;

const parts = z.object({
  version: z.literal(DEPLOYMENT_VERSION),
  accountId: z.string().regex(/^\d{12}$/),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  prefix: z.string(),
  rooms: z.record(z.string(), deployed),
  releaseFunction: z.string(),
}) satisfies z.ZodType<DeployedParts>;

/** A deployment that cannot be found or understood. */
export class DeploymentError extends Error {
  public override readonly name = 'DeploymentError';
}

/**
 * Finds a deployment in the account of the caller.
 *
 * @throws DeploymentError where there is none, or its parameter holds something else; else what the call throws
 */
export async function findDeployment(ssm: SSMClient, prefix: string): Promise<DeployedParts> {
  const name = deploymentParameterOf(prefix);
  const which = `parameter ${name} in ${DEPLOYMENT_REGION}`;
  const value = await valueOf(ssm, name);
  if (value === undefined) {
    throw new DeploymentError(
      `there is no deployment ${prefix} in this account: ${which} is missing; --prefix names another one`,
    );
  }
  const found = deploymentIn(value, which);
  if (found.prefix !== prefix) throw new DeploymentError(`${which} is about the deployment ${found.prefix}`);
  return found;
}

/**
 * A guardrail of a deployment.
 *
 * Whoever may write the parameter must not choose what an operator starts: its name is that of the guardrail.
 *
 * @throws DeploymentError
 */
export function guardrailOf({ rooms, ...place }: DeployedParts, wanted: string): DeployedGuardrail {
  const found = rooms[wanted];
  if (found === undefined) {
    const there = Object.keys(rooms).join(', ') || 'none';
    throw new DeploymentError(`the deployment ${place.prefix} has no guardrail ${wanted}; it has: ${there}`);
  }
  const expected = namesOf({ ...place, partition: 'aws' }).stateMachineArn(wanted);
  if (found.stateMachineArn === expected) return found;
  throw new DeploymentError(`the deployment ${place.prefix} names ${found.stateMachineArn}, which is not ${expected}`);
}

async function valueOf(ssm: SSMClient, Name: string): Promise<string | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof ParameterNotFound) return undefined;
    throw error;
  }
}

function deploymentIn(value: string, which: string): DeployedParts {
  try {
    return parts.parse(JSON.parse(value));
  } catch (error) {
    if (!(error instanceof z.ZodError || error instanceof SyntaxError)) throw error;
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'no JSON';
    throw new DeploymentError(`${which} is not what this version of the command reads: ${why}`, { cause: error });
  }
}
