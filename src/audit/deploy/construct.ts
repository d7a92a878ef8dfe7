import { CloudwatchQueryDefinition } from '@cdktf/provider-aws/lib/cloudwatch-query-definition';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { NodeFunction } from '../../constructs/node-function';
import type { PolicyStatement } from '../../constructs/policy-document';
import { handlerCode } from '../../foundation/handler-code';
import { functionOf, type Job, JOBS, SECONDS } from '../contract';
import { calledBy, machineOf, type RunFunctions } from './machine/construct';
import { schedulesOf, type AuditSchedule } from './schedules/construct';
import { Watching } from './alarms/construct';
import type { DeploymentProps } from '../../foundation/deployment';

export interface AuditProps extends DeploymentProps {
  /** Name of the guardrail; also of its state machine and its handlers, `<guardrail>-<job>`. */
  readonly guardrail: string;

  /** What the guardrail's state machine does, shown in the AWS console. */
  readonly description: string;

  /** Bucket that the evidence goes to. */
  readonly bucket: string;

  /** Files beside `index.js` in every bundle. */
  readonly files: Readonly<Record<string, string>>;

  /** Environment of every function. */
  readonly environment: Readonly<Record<string, string>>;

  /** What each function may do besides writing its own log. */
  readonly permissions: Readonly<Record<AuditJob, readonly PolicyStatement[]>>;

  /**
   * What the function that plans changes may do.
   *
   * @default - nothing is planned
   */
  readonly planPermissions?: readonly PolicyStatement[] | undefined;

  /**
   * What the function that carries out the plan may do; it needs one that plans.
   *
   * @default - nothing of a plan is carried out
   */
  readonly changePermissions?: readonly PolicyStatement[] | undefined;

  readonly schedules: readonly AuditSchedule[];

  /** Searches over the log lines of a run (CloudWatch Logs Insights), by their names. */
  readonly searches: Readonly<Record<string, string>>;

  /** Days without a success after which an alarm says so. */
  readonly overdueAfterDays: number;
}

/** The functions that every audit has. */
export type AuditJob = Exclude<Job, 'plan' | 'change'>;

interface JobProps {
  readonly description: string;
  readonly megabytes: number;
}

/** What holds every principal of a large account at once needs most memory. */
const PROPS: Readonly<Record<Job, JobProps>> = {
  inventory: { description: 'Lists who is to be audited', megabytes: 1024 },
  batch: { description: 'Audits a batch of principals', megabytes: 512 },
  plan: { description: 'Plans what is to be changed, and makes the policies that it takes', megabytes: 1024 },
  change: { description: 'Carries out the plan for a batch of principals', megabytes: 512 },
  summary: { description: 'Sums up a run and tells people', megabytes: 1024 },
  watch: { description: 'Tells people of runs that failed or did not come', megabytes: 256 },
};

/** Schedules → inventory → batches → where asked for, a plan and batches that carry it out → summary; and what watches. */
export class Audit extends Construct {
  public readonly stateMachineArn: string;
  public readonly deadLettersUrl: string;
  /** The functions that there are. */
  public readonly jobs: readonly Job[];
  /** What starts runs and lets events in: to be made after everything else. */
  public readonly entrance: readonly TerraformResource[];

  public constructor(scope: Construct, id: string, props: AuditProps) {
    super(scope, id);
    const { permissions, planPermissions, changePermissions } = props;
    const watch = this.functionOf(props, 'watch', permissions.watch);
    const functions: RunFunctions = {
      inventory: this.functionOf(props, 'inventory', permissions.inventory),
      batch: this.functionOf(props, 'batch', permissions.batch),
      summary: this.functionOf(props, 'summary', permissions.summary),
      plan: planPermissions && this.functionOf(props, 'plan', planPermissions),
      change: changePermissions && this.functionOf(props, 'change', changePermissions),
    };
    const made: Readonly<Record<Job, NodeFunction | undefined>> = { ...functions, watch };
    this.jobs = JOBS.filter((job) => made[job] !== undefined);
    this.stateMachineArn = machineOf(this, props, functions).arn;
    const watching = new Watching(this, 'watching', {
      ...props,
      functionName: watch.functionName,
      timeoutSeconds: SECONDS.watch,
      stateMachineArn: this.stateMachineArn,
    });
    this.deadLettersUrl = watching.deadLettersUrl;
    this.entrance = [...watching.entrance, ...schedulesOf(this, { ...props, stateMachineArn: this.stateMachineArn })];
    this.save(props, calledBy(functions));
  }

  private functionOf(props: AuditProps, job: Job, permissions: readonly PolicyStatement[]): NodeFunction {
    const { guardrail, names, environment, logRetentionDays, runtime, permissionsBoundaryArn, kmsKeyArn } = props;
    return new NodeFunction(this, job, {
      name: names.functionName(functionOf(guardrail, job)),
      description: PROPS[job].description,
      code: handlerCode(`${guardrail}/${job}`, props.files),
      environment,
      permissions,
      rolePath: names.rolePath,
      logRetentionDays,
      runtime,
      timeoutSeconds: SECONDS[job],
      memoryMegabytes: PROPS[job].megabytes,
      permissionsBoundaryArn,
      kmsKeyArn,
    });
  }

  private save({ guardrail, prefix, searches }: AuditProps, called: readonly NodeFunction[]): void {
    for (const [name, queryString] of Object.entries(searches)) {
      new CloudwatchQueryDefinition(this, name, {
        name: `${prefix}/${guardrail}/${name}`,
        logGroupNames: called.map(({ logGroupName }) => logGroupName),
        queryString,
      });
    }
  }
}
