import { inBrief, plain, type Fact } from '../../../domain/notice/notice';
import { callWords } from '../judge/call-words';
import type { Decision } from '../judge/decision';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { cannotBeDeactivated, identity } from './notify-identity';
import { arnOf } from './words';

/** What the event says, for those who look into it: who, which call, when and from where. */
export function factsOf(call: Call, decision: Decision, rules: Rules): readonly Fact[] {
  const session = cannotBeDeactivated(call, rules);
  return [
    { label: 'Who', value: identity(call, arnOf(call, decision)) },
    ...(session === undefined ? [] : [{ label: 'Key', value: session }]),
    { label: 'Call', value: callWords(call) },
    { label: 'When', value: call.at.toISOString() },
    { label: 'From', value: `${plain(call.sourceIp)}, ${inBrief(call.userAgent)}` },
    { label: 'Account', value: call.accountId },
  ];
}

/** Where CloudTrail shows the event. */
export function eventUrl({ eventId }: Pick<Call, 'eventId'>): string {
  return `https://us-east-1.console.aws.amazon.com/cloudtrailv2/home?region=us-east-1#/events/${encodeURIComponent(eventId)}`;
}
