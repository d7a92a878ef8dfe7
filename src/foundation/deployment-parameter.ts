import type { Mode } from '../domain/mode';

/** What one guardrail of a deployment is known by. */
export interface DeployedGuardrail {
  readonly stateMachineArn: string;
  readonly evidenceBucket: string;
  readonly ledgerTable: string;
  readonly mode: Mode;
}

/** What an operator's command must know of a deployment. None of it is secret. */
export interface DeployedParts {
  readonly accountId: string;
  readonly region: string;
  /** Beginning of every name. */
  readonly prefix: string;
  /** By name; a guardrail that is off is not among them. */
  readonly rooms: Readonly<Record<string, DeployedGuardrail>>;
  /** Name of the function that gives back what was taken. */
  readonly releaseFunction: string;
}

/** Counts the shapes of the parameter's value: a command that is older than its deployment says so. */
export const DEPLOYMENT_VERSION = 1;

/** Region of the parameter, whatever else lies where. */
export const DEPLOYMENT_REGION = 'us-east-1';

/** Name of the parameter of Systems Manager by which a deployment is found. */
export const deploymentParameterOf = (prefix: string) => `/${prefix}/deployment`;
