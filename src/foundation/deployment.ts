import type { DeploymentChoices } from '../constructs/deployment-choices';
import type { Names } from './names';

/** What every part of a deployment is given. */
export interface DeploymentProps extends DeploymentChoices {
  /** Beginning of every name; namespace of the metrics. */
  readonly prefix: string;

  readonly names: Names;

  /** May be a Terraform expression. */
  readonly accountId: string;

  readonly ledgerTable: string;

  /** File or URL of the runbook. */
  readonly runbook: string;

  /** @default - nobody is told */
  readonly topicArn?: string | undefined;

  /** @default - functions publish to a topic that has no key of its own, or the key of everything */
  readonly topicKmsKeyArn?: string | undefined;
}
