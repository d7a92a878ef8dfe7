import { tamperingPattern } from '../../../domain/tampering/pattern';
import { TAMPERING_GROUPS, tamperingRule } from '../../../domain/tampering/watched';
import { FALLBACK, LOOK, LOOK_EVERY_MINUTES, REVOKER, TELL, TELL_EVERY_MINUTES } from '../contract';
import { EVENT_PATTERN } from '../judged-calls';
import type { Rules } from '../rules';

/** A rule that brings messages to the revoker, or tells of tampering, as the stack makes it. */
export interface RulePart {
  readonly kind: 'rule';
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  /** Absent of a rule that has a schedule. */
  readonly pattern?: object;
  readonly schedule?: string;
  /** ARN of the queue or topic that it sends to. */
  readonly targetArn: string;
  /** Whether it sends a text that it makes of the event. */
  readonly isWorded?: true;
  /** What it sends; absent where it sends the event. */
  readonly input?: string;
}

/** The trail of the stack. */
export interface TrailPart {
  readonly kind: 'trail';
  readonly name: string;
  readonly arn: string;
  readonly events: 'writes' | 'all';
  readonly excludeSources: readonly string[];
}

/** An alarm of the stack. */
export interface AlarmPart {
  readonly kind: 'alarm';
  readonly name: string;
  readonly arn: string;
  /** ARN of the topic that it tells. */
  readonly topicArn: string;
}

/** What the guard is made of and cannot judge, or be seen to fail, without. */
export type Part = RulePart | TrailPart | AlarmPart;

/** Alarms that tell of what a look cannot: that it does not come, or that something failed. */
const ALARMS = [
  ...['failing', 'dead-letters', 'runaway', 'not-running', 'look-missing'].map((kind) => `${REVOKER}-${kind}`),
  ...[`${FALLBACK}-failing`, 'release-failing', 'tampering-untold'],
];

/** The parts that a look checks, as the stack makes them. A trail that is somebody else's is nobody's to check. */
export function partsOf({ guard, readOnlyCalls, denyPolicyArn }: Rules): readonly Part[] {
  const { prefix, region, trail, told } = guard;
  const [, partition = '', , , accountId = ''] = denyPolicyArn.split(':');
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  const targetArn = arn('sqs', `${prefix}-${REVOKER}`);
  const rule = (job: string, given: Pick<RulePart, 'state' | 'pattern' | 'schedule' | 'input'>): RulePart => {
    const name = `${prefix}-${job}`;
    return { kind: 'rule', name, arn: arn('events', `rule/${name}`), targetArn, ...given };
  };
  const scheduled = (minutes: number, input: string) => ({
    state: 'ENABLED',
    schedule: `rate(${minutes} ${minutes === 1 ? 'minute' : 'minutes'})`,
    input,
  });
  return [
    rule(REVOKER, {
      state: readOnlyCalls ? 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' : 'ENABLED',
      pattern: EVENT_PATTERN,
    }),
    rule(`${REVOKER}-look`, scheduled(LOOK_EVERY_MINUTES, LOOK)),
    rule(`${REVOKER}-tell`, scheduled(TELL_EVERY_MINUTES, TELL)),
    ...(trail === undefined
      ? []
      : [{ kind: 'trail' as const, name: prefix, arn: arn('cloudtrail', `trail/${prefix}`), ...trail }]),
    ...(told === undefined ? [] : tellersOf({ prefix, arn, ...told })),
  ];
}

interface Tellers extends NonNullable<Rules['guard']['told']> {
  readonly prefix: string;
  readonly arn: (service: string, rest: string) => string;
}

/** The parts that tell people, with no function between. */
function tellersOf({ prefix, arn, watched, deployers }: Tellers): readonly Part[] {
  const topicArn = watched.topicArn ?? arn('sns', `${prefix}-notices`);
  return [
    ...TAMPERING_GROUPS.map((group) => {
      const name = `${prefix}-${tamperingRule(group)}`;
      const pattern = tamperingPattern(group, watched, deployers);
      return {
        ...{ kind: 'rule' as const, name, arn: arn('events', `rule/${name}`), state: 'ENABLED', pattern },
        ...{ targetArn: topicArn, isWorded: true as const },
      };
    }),
    ...ALARMS.map((alarm) => {
      const name = `${prefix}-${alarm}`;
      return { kind: 'alarm' as const, name, arn: arn('cloudwatch', `alarm:${name}`), topicArn };
    }),
  ];
}

/** The calls that switch off a part of a kind. */
export const SWITCHING_OFF: Readonly<Record<Part['kind'], readonly string[]>> = {
  rule: ['DisableRule', 'RemoveTargets', 'PutRule', 'PutTargets', 'DeleteRule'],
  alarm: ['DeleteAlarms', 'DisableAlarmActions', 'PutMetricAlarm'],
  trail: ['StopLogging', 'UpdateTrail', 'PutEventSelectors', 'DeleteTrail'],
};
