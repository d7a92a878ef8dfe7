import { AwsError } from '../wire/aws-error';

/** Something in a Region that has a role, or runs what has one. Roles are ARNs or names, as whoever made it wrote them. */
export type Workload =
  /** @property version absent: the function itself, and no version of it */
  | { readonly kind: 'function'; readonly name: string; readonly role: string; readonly version?: string }
  /** @property version absent: the state machine itself */
  | { readonly kind: 'state-machine'; readonly name: string; readonly role: string; readonly version?: string }
  /** @property name family and revision, such as `web:3` */
  | ({ readonly kind: 'task-definition'; readonly name: string; readonly isActive?: boolean } & TaskRoles)
  | {
      readonly kind: 'service';
      /** Definition that an earlier deployment still runs. Absent: none does. */
      readonly earlier?: string;
      readonly name: string;
      readonly cluster: string;
      readonly taskDefinition: string;
      readonly role?: string;
    }
  | ({
      readonly kind: 'task';
      readonly name: string;
      readonly cluster: string;
      readonly taskDefinition: string;
    } & TaskRoles)
  /** @property bus absent: the default bus */
  | { readonly kind: 'rule'; readonly name: string; readonly bus?: string; readonly targetRoles: readonly string[] }
  | { readonly kind: 'endpoint'; readonly name: string; readonly role: string }
  | { readonly kind: 'recorder'; readonly name: string; readonly role: string }
  | { readonly kind: 'aggregator'; readonly name: string; readonly role: string }
  | {
      readonly kind: 'project';
      readonly name: string;
      readonly role: string;
      readonly batchRole?: string;
      readonly accessRole?: string;
    }
  | { readonly kind: 'fleet'; readonly name: string; readonly role: string }
  /** An instance, running or stopped. @property profile ARN of its instance profile */
  | { readonly kind: 'instance'; readonly name: string; readonly profile: string; readonly isTakenOff?: boolean };

interface TaskRoles {
  readonly taskRole?: string;
  readonly executionRole?: string;
}

type Kind = Workload['kind'];
type Of<K extends Kind> = Extract<Workload, { readonly kind: K }> & { readonly arn: string };

/** What stands in an ARN, by kind, before the name. */
const ARNS: Readonly<Record<Kind, readonly [service: string, before: string]>> = {
  function: ['lambda', 'function:'],
  'state-machine': ['states', 'stateMachine:'],
  'task-definition': ['ecs', 'task-definition/'],
  service: ['ecs', 'service/'],
  task: ['ecs', 'task/'],
  rule: ['events', 'rule/'],
  endpoint: ['events', 'endpoint/'],
  recorder: ['config', 'configuration-recorder/'],
  aggregator: ['config', 'config-aggregator/'],
  project: ['codebuild', 'project/'],
  fleet: ['codebuild', 'fleet/'],
  instance: ['ec2', 'instance/'],
};

/** What services run and listen to, in all Regions. None of it does anything: it is there, and has a role. */
export class Workloads {
  private readonly all: { readonly region: string; readonly one: Workload & { readonly arn: string } }[] = [];

  constructor(private readonly accountId: string) {}

  /** @returns the ARN */
  add(one: Workload, region: string): string {
    const arn = this.arnOf(one.kind, nameOf(one), region);
    this.all.push({ region, one: { ...one, arn } });
    return arn;
  }

  arnOf(kind: Kind, name: string, region: string): string {
    const [service, before] = ARNS[kind];
    return `arn:aws:${service}:${region}:${this.accountId}:${before}${name}`;
  }

  /** Those of a kind in a Region, in the order of their ARNs. */
  of<K extends Kind>(kind: K, region: string): readonly Of<K>[] {
    const isOf = (one: Workload & { readonly arn: string }): one is Of<K> => one.kind === kind;
    return this.all
      .filter((each) => each.region === region)
      .map(({ one }) => one)
      .filter(isOf)
      .sort((one, other) => (one.arn < other.arn ? -1 : 1));
  }

  /** @throws AwsError of this code where there is none */
  named<K extends Kind>(kind: K, region: string, wanted: string, code: string): Of<K> {
    const found = this.of(kind, region).find((one) => one.arn === wanted || nameOf(one) === wanted);
    if (!found) throw new AwsError(code, `there is no ${kind} ${wanted} in ${region}`);
    return found;
  }
}

function nameOf(one: Workload): string {
  if ('cluster' in one) return `${one.cluster}/${one.name}`;
  if ('bus' in one && one.bus !== undefined) return `${one.bus}/${one.name}`;
  return 'version' in one && one.version !== undefined ? `${one.name}:${one.version}` : one.name;
}
