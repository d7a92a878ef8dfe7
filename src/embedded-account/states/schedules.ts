import { z } from 'zod';
import { trusts } from '../iam/access/trust';
import { accessDenied } from '../wire/aws-error';
import type { Execution } from './execution';
import type { StateMachines } from './machines';
import type { StatesParts } from './surroundings';

/** A schedule as the stack defines it. */
export interface Schedule {
  readonly name: string;
  readonly group: string;
  readonly isEnabled: boolean;
  readonly targetArn: string;
  readonly roleArn: string;
  /** JSON. */
  readonly input: string;
}

/** EventBridge Scheduler: starts state machines, as the role of the schedule may. */
export class Schedules {
  private readonly byName = new Map<string, Schedule>();

  constructor(
    private readonly parts: StatesParts,
    private readonly machines: StateMachines,
  ) {}

  /** @throws Error for a target that is no state machine of this stack */
  create(schedule: Schedule): void {
    if (!this.machines.has(schedule.targetArn)) {
      throw new Error(`the target of the schedule ${schedule.name} is no state machine: ${schedule.targetArn}`);
    }
    this.byName.set(schedule.name, schedule);
  }

  names = () => [...this.byName.keys()];

  /** Does what happens at the scheduled time. @throws AwsError where the schedule's role may not */
  async run(name: string): Promise<Execution> {
    const schedule = this.byName.get(name);
    if (!schedule) throw new Error(`there is no schedule called ${name}, only ${this.names().join(', ')}`);
    if (!schedule.isEnabled) throw new Error(`the schedule ${name} is disabled`);
    this.checkRole(schedule);
    const { identifiers, clock } = this.parts.state;
    const executionId = identifiers.uuid('schedule', `${schedule.group}/${name}`);
    const input = schedule.input
      .replaceAll('<aws.scheduler.execution-id>', executionId)
      .replaceAll('<aws.scheduler.scheduled-time>', clock.now().toISOString());
    if (input.includes('<aws.scheduler.')) throw new Error(`the schedule ${name} uses an unknown attribute: ${input}`);
    return this.machines.run(schedule.targetArn, z.json().parse(JSON.parse(input)), executionId);
  }

  private checkRole({ name, group, roleArn, targetArn }: Schedule): void {
    const { state, authorizer } = this.parts;
    const role = [...state.roles.values()].find((known) => state.arnOf('role', known) === roleArn);
    // Scheduler names the group, not the schedule.
    const source = `arn:aws:scheduler:us-east-1:${state.accountId}:schedule-group/${group}`;
    const context = { 'aws:SourceArn': source, 'aws:SourceAccount': state.accountId };
    if (!role || !trusts(role, 'scheduler.amazonaws.com', context)) {
      throw accessDenied(`the schedule ${name} must be allowed to assume ${roleArn}`);
    }
    if (authorizer.roleMay(role.id, { action: 'states:StartExecution', resource: targetArn })) return;
    throw accessDenied(`${roleArn} is not authorized to perform: states:StartExecution on resource: ${targetArn}`);
  }
}
