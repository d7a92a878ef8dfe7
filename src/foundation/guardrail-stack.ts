import type { DataAwsCallerIdentity } from '@cdktf/provider-aws/lib/data-aws-caller-identity';
import type { TerraformResource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import type { Chart } from '../constructs/dashboard';
import type { DeploymentProps } from './deployment';
import type { DeployedGuardrail } from './deployment-parameter';
import type { Preflight } from './preflight';
import type { ReleaserNeeds } from './releaser-needs';
import type { WholeDeployment } from './whole-deployment';

/** What a guardrail is given to deploy itself with. */
export interface Shared {
  readonly deployment: DeploymentProps;
  readonly whole: WholeDeployment;
  readonly caller: DataAwsCallerIdentity;
  readonly admins: Admins;

  /** The way back. */
  readonly release: IConstruct;

  /** Name of the bucket that audits write to; made when it is asked for first. */
  readonly evidenceBucket: () => string;

  /** Makes an output of the stack. */
  readonly tell: (name: string, description: string, value: unknown) => void;
}

/** The admin groups as the account has them. */
export interface Admins {
  /** Has the plan look them up: it fails where one is missing. */
  readonly ask: () => Preflight;

  /** Nothing where no guardrail asked so far. */
  readonly known: () => Preflight | undefined;
}

export interface Deployed {
  /** What starts runs and lets events in: made after everything else. */
  readonly entrance: readonly TerraformResource[];

  /** What the dashboard of the deployment shows of it. */
  readonly charts: readonly Chart[];

  /**
   * What the operator's command may start.
   *
   * @default - nothing
   */
  readonly room?: DeployedGuardrail;
}

/**
 * What one guardrail puts into the stack; its entry in the catalogue.
 *
 * @typeParam Given the settings that it reads
 */
export interface GuardrailStack<Given> {
  readonly name: string;

  /** What its releaser takes: whoever was touched before it was switched off is released all the same. */
  readonly releaserNeeds: (
    given: Given,
    where: Pick<DeploymentProps, 'names' | 'accountId'>,
    whole: WholeDeployment,
    admins: Admins,
  ) => ReleaserNeeds;

  /** @returns nothing where the settings leave it nothing to do */
  readonly deploy: (scope: Construct, given: Given, shared: Shared) => Deployed | undefined;
}
