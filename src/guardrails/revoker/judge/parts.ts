import { LOOK, LOOK_EVERY_MINUTES, REVOKER, TELL, TELL_EVERY_MINUTES } from '../contract';
import { EVENT_PATTERN } from '../judged-calls';
import type { Rules } from '../rules';

/** A rule that brings messages to the revoker, as the stack makes it. */
export interface RulePart {
  readonly kind: 'rule';
  readonly name: string;
  readonly arn: string;
  readonly state: string;
  /** Absent of a rule that has a schedule. */
  readonly pattern?: object;
  readonly schedule?: string;
  /** ARN of the queue that it sends to. */
  readonly queueArn: string;
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

/** What the guard is made of and cannot judge without. */
export type Part = RulePart | TrailPart;

/** The parts that a look checks, as the stack makes them. A trail that is somebody else's is nobody's to check. */
export function partsOf({ guard, readOnlyCalls, denyPolicyArn }: Rules): readonly Part[] {
  const { prefix, region, trail } = guard;
  const [, partition = '', , , accountId = ''] = denyPolicyArn.split(':');
  const arn = (service: string, rest: string) => `arn:${partition}:${service}:${region}:${accountId}:${rest}`;
  const queueArn = arn('sqs', `${prefix}-${REVOKER}`);
  const rule = (job: string, given: Pick<RulePart, 'state' | 'pattern' | 'schedule' | 'input'>): RulePart => {
    const name = `${prefix}-${job}`;
    return { kind: 'rule', name, arn: arn('events', `rule/${name}`), queueArn, ...given };
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
  ];
}

/** The calls that switch off a part of a kind. */
export const SWITCHING_OFF: Readonly<Record<Part['kind'], readonly string[]>> = {
  rule: ['DisableRule', 'RemoveTargets', 'PutRule', 'PutTargets', 'DeleteRule'],
  trail: ['StopLogging', 'UpdateTrail', 'PutEventSelectors', 'DeleteTrail'],
};
