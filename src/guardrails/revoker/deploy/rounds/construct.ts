import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { Alarm, type AlarmProps } from '../../../../constructs/alarm';
import type { EventQueue } from '../../../../constructs/event-queue';
import { ScheduledMessage } from '../../../../constructs/scheduled-message';
import type { Names } from '../../../../foundation/names';
import { LOOK, LOOK_EVERY_MINUTES, REVOKER, TELL, TELL_EVERY_MINUTES } from '../../contract';

export interface RoundsProps extends Pick<AlarmProps, 'prefix' | 'runbook' | 'topicArns'> {
  readonly names: Names;

  /** Queue of the revoker. */
  readonly queue: EventQueue;
}

/** Rules whose messages the queue must take. */
export const ROUNDS: readonly string[] = [`${REVOKER}-look`, `${REVOKER}-tell`];

/** Minutes without a look after which something is switched off. */
export const SILENT_MINUTES = 3 * LOOK_EVERY_MINUTES;

/**
 * Has the revoker look at the admin groups, and tell of the calls that no notice named.
 *
 * @returns what lets messages in
 */
export function addRounds(scope: Construct, props: RoundsProps): readonly TerraformResource[] {
  const { names, queue, ...alarm } = props;
  const look = new ScheduledMessage(scope, 'look', {
    name: names.functionName(`${REVOKER}-look`),
    description: 'Has the revoker look at who is in the admin groups',
    everyMinutes: LOOK_EVERY_MINUTES,
    queue,
    message: LOOK,
  });
  const tell = new ScheduledMessage(scope, 'tell', {
    name: names.functionName(`${REVOKER}-tell`),
    description: 'Has the revoker tell of the calls that no notice named',
    everyMinutes: TELL_EVERY_MINUTES,
    queue,
    message: TELL,
  });
  // The other messages keep the function running, and none of them can stand in for a look.
  new Alarm(scope, 'look-missing', {
    ...alarm,
    subject: REVOKER,
    kind: 'look-missing',
    says: `The rule ${names.functionName(`${REVOKER}-look`)} did not fire for ${SILENT_MINUTES} minutes, so nobody looks at who is in the admin groups. Without these looks the revoker cannot tell an admin from a user who has just made itself one.`,
    namespace: 'AWS/Events',
    metricName: 'Invocations',
    dimensions: { RuleName: names.functionName(`${REVOKER}-look`) },
    statistic: 'Sum',
    seconds: SILENT_MINUTES * 60,
  });
  return [look.rule, look.target, tell.rule, tell.target];
}
