import { trusts } from '../iam/access/trust';
import { accessDenied, AwsError } from '../wire/aws-error';
import { parseDefinition, type Definition } from './definition';
import { checkSize } from './errors';
import { Execution } from './execution';
import { statusChangeOf } from './status-change';
import { Surroundings, type StatesParts } from './surroundings';

interface Machine {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly definition: Definition;
  readonly surroundings: Surroundings;
}

const REDRIVABLE_MS = 14 * 86_400_000;

/** The account's state machines and their executions. */
export class StateMachines {
  readonly executions: Execution[] = [];
  private readonly machines = new Map<string, Machine>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly parts: StatesParts) {}

  /** @throws UnsupportedDefinitionError naming state and field, and AwsError where the role is none of Step Functions' */
  create(one: {
    readonly name: string;
    readonly arn: string;
    readonly roleArn: string;
    readonly definition: string;
  }): void {
    const { state } = this.parts;
    const role = [...state.roles.values()].find((known) => state.arnOf('role', known) === one.roleArn);
    const context = { 'aws:SourceArn': one.arn, 'aws:SourceAccount': state.accountId };
    if (!role || !trusts(role, 'states.amazonaws.com', context)) {
      throw accessDenied(
        `Neither the global service principal states.amazonaws.com is authorized to assume ${one.roleArn}`,
      );
    }
    const surroundings = new Surroundings(this.parts, role.id);
    this.machines.set(one.arn, { ...one, definition: parseDefinition(one.definition), surroundings });
  }

  has = (arn: string) => this.machines.has(arn);

  get all(): readonly Pick<Machine, 'name' | 'arn' | 'roleArn'>[] {
    return [...this.machines.values()];
  }

  /** Runs an execution to its end. @param wanted name or ARN of the machine */
  async run(wanted: string, input: unknown, name?: string): Promise<Execution> {
    return this.toItsEnd(this.executionOf(wanted, input, name));
  }

  /** Starts an execution that goes on by itself. @param wanted name or ARN of the machine */
  start(wanted: string, input: unknown, name?: string): Execution {
    const execution = this.executionOf(wanted, input, name);
    void this.toItsEnd(execution);
    return execution;
  }

  /** Goes on where an execution failed. @throws AwsError for one that succeeded, runs or is too old */
  async redrive(executionArn: string): Promise<Execution> {
    const { clock } = this.parts.state;
    const execution = this.executions.find(({ arn }) => arn === executionArn);
    if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`, 400);
    const age = clock.now().getTime() - (execution.stoppedAt ?? clock.now()).getTime();
    if (['SUCCEEDED', 'RUNNING'].includes(execution.status) || age > REDRIVABLE_MS) {
      throw new AwsError('ExecutionNotRedrivable', `${executionArn} is ${execution.status}, ended ${age} ms ago`, 400);
    }
    return this.toItsEnd(execution);
  }

  get isIdle(): boolean {
    return this.running.size === 0;
  }

  /** Resolves once no execution runs; how each ended, whoever started it is told. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.running);
  }

  private executionOf(wanted: string, input: unknown, given?: string): Execution {
    const { arn, roleArn, definition, surroundings, ...machine } = this.machineOf(wanted);
    const name = given ?? this.parts.state.identifiers.uuid('execution', `${arn} ${JSON.stringify(input)}`);
    const executionArn = `${arn.replace(':stateMachine:', ':execution:')}:${name}`;
    if (this.executions.some((one) => one.arn === executionArn)) {
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`, 400);
    }
    checkSize('the input', input);
    const execution = new Execution({
      ...{ name, input, surroundings, flow: definition, timeoutSeconds: definition.timeoutSeconds },
      arn: executionArn,
      stateMachine: { name: machine.name, arn, roleArn },
      onStatus: (changed) => {
        this.parts.bus.put(statusChangeOf(this.parts.state, changed));
      },
    });
    this.executions.push(execution);
    return execution;
  }

  private async toItsEnd(execution: Execution): Promise<Execution> {
    const end = execution.run();
    this.running.add(end);
    try {
      await end;
      return execution;
    } finally {
      this.running.delete(end);
    }
  }

  private machineOf(wanted: string): Machine {
    const found = [...this.machines.values()].find(({ name, arn }) => [name, arn].includes(wanted));
    if (!found) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${wanted}'`, 400);
    return found;
  }
}
