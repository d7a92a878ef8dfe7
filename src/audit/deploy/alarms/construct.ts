import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { Alarm } from '../../../constructs/alarm';
import { EventTrigger } from '../../../constructs/event-trigger';
import { ScheduledMessage } from '../../../constructs/scheduled-message';
import { Watched } from '../../../constructs/watched';
import { FAILURES } from '../../../domain/run/failed-run';
import { DAYS_SINCE_SUCCESS, METRIC_DIMENSION, WATCH, WATCH_EVERY_MINUTES } from '../../contract';
import type { DeploymentProps } from '../../../foundation/deployment';

export interface WatchingProps extends Pick<
  DeploymentProps,
  'prefix' | 'names' | 'runbook' | 'topicArn' | 'kmsKeyArn'
> {
  /** Name of the guardrail whose runs are watched. */
  readonly guardrail: string;

  /** The function that tells people, and its longest run. */
  readonly functionName: string;
  readonly timeoutSeconds: number;

  readonly stateMachineArn: string;

  /** Days without a success after which an alarm says so. */
  readonly overdueAfterDays: number;
}

const A_DAY = 86_400;

/** Sees to it that people hear of runs that failed, and of runs that did not come. */
export class Watching extends Construct {
  public readonly deadLettersUrl: string;
  /** What lets events in: to be made after everything else. */
  public readonly entrance: readonly TerraformResource[];

  public constructor(scope: Construct, id: string, props: WatchingProps) {
    super(scope, id);
    const { guardrail, names, functionName } = props;
    const watch = `${guardrail}-watch`;
    const daily = `${watch}-daily`;

    const trigger = new EventTrigger(this, 'trigger', {
      name: names.functionName(watch),
      description: `Runs of ${names.functionName(guardrail)} that did not succeed`,
      pattern: {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        // The children of the map are of another machine, `<machine>/<label>`.
        detail: { status: FAILURES, stateMachineArn: [names.stateMachineArn(guardrail)] },
      },
      ruleArns: [names.ruleArn(watch), names.ruleArn(daily)],
      functionName,
      timeoutSeconds: props.timeoutSeconds,
      maxConcurrency: 2,
      kmsKeyArn: props.kmsKeyArn,
    });
    const message = new ScheduledMessage(this, 'daily', {
      name: names.functionName(daily),
      description: 'Has the watch say how long ago a run succeeded',
      everyMinutes: WATCH_EVERY_MINUTES,
      queue: trigger.queue,
      message: WATCH,
    });
    this.deadLettersUrl = trigger.queue.deadLetters.url;
    this.entrance = [trigger.rule, trigger.target, message.rule, message.target];

    this.alarm(props);
    new Watched(this, 'watched', {
      ...aboutOf(props, watch),
      functionName,
      does: `It tells people of runs of the guardrail ${guardrail} that failed, and counts the days since one succeeded.`,
      deadLettersName: trigger.queue.deadLetters.name,
    });
  }

  private alarm(props: WatchingProps): void {
    const { guardrail, prefix, names, overdueAfterDays } = props;
    const machine = names.functionName(guardrail);
    new Alarm(this, 'failing', {
      ...aboutOf(props, guardrail),
      kind: 'failing',
      says: `A run of the state machine ${machine} failed, took too long or was aborted. What it had done by then stays in place. A mail of its own says how to resume it.`,
      namespace: 'AWS/States',
      metricName: ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'],
      dimensions: { StateMachineArn: props.stateMachineArn },
      statistic: 'Sum',
      above: 0,
    });
    new Alarm(this, 'overdue', {
      ...aboutOf(props, guardrail),
      kind: 'overdue',
      says: `No run of the state machine ${machine} succeeded for more than ${overdueAfterDays} days, or the daily count of those days has stopped. Until a run succeeds, the guardrail ${guardrail} changes nothing more; what it has changed stays in place.`,
      namespace: prefix,
      metricName: DAYS_SINCE_SUCCESS,
      dimensions: { [METRIC_DIMENSION]: guardrail },
      // A success later on the same day says 0.
      statistic: 'Minimum',
      above: overdueAfterDays,
      seconds: A_DAY,
      // One message may come a little late; two that did not come are switched off.
      periods: 2,
      silenceIsWrong: true,
    });
  }
}

function aboutOf({ prefix, runbook, topicArn }: WatchingProps, subject: string) {
  return { prefix, subject, runbook, topicArns: topicArn === undefined ? [] : [topicArn] };
}
