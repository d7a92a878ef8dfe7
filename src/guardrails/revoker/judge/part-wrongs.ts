import { canonical } from '../../../domain/policy/policy-document';
import type { AlarmPart, RulePart, TrailPart } from './parts';

/** A rule as EventBridge has it. */
interface RuleNow {
  readonly state: string;
  /** JSON. */
  readonly pattern?: string;
  readonly schedule?: string;
  readonly targets: readonly { readonly arn: string; readonly input?: string; readonly isTransformed: boolean }[];
}

/** A condition of a trail's selector (CloudTrail API reference, AdvancedFieldSelector). */
interface ConditionNow {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly hasOthers: boolean;
}

/** A trail as CloudTrail has it. */
interface TrailNow {
  readonly isLogging: boolean;
  readonly isEverywhere: boolean;
  readonly selectors: readonly (readonly ConditionNow[])[];
}

/** An alarm as CloudWatch has it. */
interface AlarmNow {
  readonly isEnabled: boolean;
  readonly actions: readonly string[];
}

export const GONE = 'it was deleted';
export const DISABLED = 'it is disabled';
export const STOPPED = 'its logging is stopped';
export const MUTE = 'its actions are disabled';

/** What of a rule is not as it was deployed. Targets that it has besides take nothing away from the revoker's. */
export function ruleWrongs(part: RulePart, now: RuleNow | undefined): readonly string[] {
  if (now === undefined) return [GONE];
  const { state, pattern, schedule, targets } = now;
  const samePattern = pattern === undefined ? part.pattern === undefined : canonicalOf(pattern) === wantedOf(part);
  const sends = ({ arn, input, isTransformed }: RuleNow['targets'][number]) =>
    arn === part.targetArn && input === part.input && isTransformed === (part.isWorded ?? false);
  return [
    ...(state === part.state ? [] : [state === 'DISABLED' ? DISABLED : `its state is ${state}, and not ${part.state}`]),
    ...(samePattern ? [] : ['it has another pattern']),
    ...(schedule === part.schedule ? [] : ['it has another schedule']),
    ...(targets.some(sends) ? [] : [`no target of it sends what it should to ${part.targetArn}`]),
  ];
}

const canonicalOf = (text: string) => canonical(JSON.parse(text));
const wantedOf = ({ pattern }: RulePart) => (pattern === undefined ? undefined : canonical(pattern));

/** What of a trail is not as it was deployed. Selectors that it has besides only log more. */
export function trailWrongs(part: TrailPart, now: TrailNow | undefined): readonly string[] {
  if (now === undefined) return [GONE];
  return [
    ...(now.isLogging ? [] : [STOPPED]),
    ...(now.isEverywhere ? [] : ['it does not log every Region and the global services, of which IAM is one']),
    ...(now.selectors.some((one) => logsEnough(one, part))
      ? []
      : ['it does not log the management events that it should']),
  ];
}

/** Whether nothing that the trail should log is left out: each condition is one that the deployment puts itself. */
function logsEnough(selector: readonly ConditionNow[], { events, excludeSources }: TrailPart): boolean {
  const isOwn = ({ field, equals, notEquals, hasOthers }: ConditionNow) => {
    if (hasOthers) return false;
    if (field === 'eventCategory') return equals?.join() === 'Management' && notEquals === undefined;
    if (field === 'readOnly') return events === 'writes' && equals?.join() === 'false' && notEquals === undefined;
    if (field !== 'eventSource' || equals !== undefined) return false;
    return (notEquals ?? []).every((source) => excludeSources.includes(source));
  };
  return selector.some(({ field }) => field === 'eventCategory') && selector.every(isOwn);
}

/** What of an alarm is not as it was deployed. Whom it tells besides takes nothing away. */
export function alarmWrongs({ topicArn }: AlarmPart, now: AlarmNow | undefined): readonly string[] {
  if (now === undefined) return [GONE];
  return [
    ...(now.isEnabled ? [] : [MUTE]),
    ...(now.actions.includes(topicArn) ? [] : [`it does not tell ${topicArn}`]),
  ];
}
