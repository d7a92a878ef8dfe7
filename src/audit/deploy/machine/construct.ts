import type { Construct } from 'constructs';
import type { NodeFunction } from '../../../constructs/node-function';
import { type DistributedMap, StateMachine } from '../../../constructs/state-machine';
import { baseOf, CHANGE_MAP_LABEL, type Job, KEYS, MAP_LABEL, SECONDS } from '../../contract';
import { definitionOf } from '../definition';
import type { DeploymentProps } from '../../../foundation/deployment';

export interface MachineProps extends Pick<
  DeploymentProps,
  'names' | 'accountId' | 'permissionsBoundaryArn' | 'kmsKeyArn'
> {
  /** Name of the guardrail; also of its state machine. */
  readonly guardrail: string;

  /** What the state machine does, shown in the AWS console. */
  readonly description: string;

  /** Bucket that the evidence goes to. */
  readonly bucket: string;
}

/** What a run calls; without a plan nothing is planned, and without a change nothing of a plan is carried out. */
export type RunFunctions = Readonly<Record<Exclude<Job, 'plan' | 'change' | 'watch'>, NodeFunction>> &
  Readonly<Record<'plan' | 'change', NodeFunction | undefined>>;

/** The functions that a run calls, in its order. */
export function calledBy({ inventory, batch, plan, change, summary }: RunFunctions): readonly NodeFunction[] {
  return [inventory, batch, plan, change, summary].filter((one) => one !== undefined);
}

/** The state machine that one run of an audit is an execution of. */
export function machineOf(scope: Construct, props: MachineProps, functions: RunFunctions): StateMachine {
  const { guardrail, names, accountId, permissionsBoundaryArn, kmsKeyArn } = props;
  const { inventory, batch, plan, change, summary } = functions;
  const runs = `${names.evidenceBucketArn}/${baseOf(accountId, guardrail)}/${KEYS.runs}/*`;
  const mapOf = (label: string, items: string, results: string): DistributedMap => ({
    label,
    readsArns: [`${runs}/${items}`],
    writesArns: [`${runs}/${results}/*`],
  });
  return new StateMachine(scope, 'machine', {
    name: names.functionName(guardrail),
    arn: names.stateMachineArn(guardrail),
    accountId,
    rolePath: names.rolePath,
    definition: definitionOf({
      comment: props.description,
      bucket: props.bucket,
      inventoryArn: inventory.functionArn,
      batchArn: batch.functionArn,
      summaryArn: summary.functionArn,
      planArn: plan?.functionArn,
      changeArn: change?.functionArn,
      integrationArn: names.integrationArn,
      timeoutSeconds: SECONDS,
    }),
    functionArns: calledBy(functions).map(({ functionArn }) => functionArn),
    maps: [
      mapOf(MAP_LABEL, KEYS.manifest, KEYS.results),
      ...(change === undefined ? [] : [mapOf(CHANGE_MAP_LABEL, KEYS.changes, KEYS.changeResults)]),
    ],
    permissionsBoundaryArn,
    kmsKeyArn,
  });
}
