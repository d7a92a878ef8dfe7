import { CALL_BY_CLOUDTRAIL } from './cloudtrail';
import type { BusEvent } from './envelope';
import type { Transformer } from './input-transformer';
import type { EventPattern } from './pattern';

/** A rule on the default bus, as the stack defines it. */
export interface RuleDefinition {
  readonly name: string;
  readonly state: string;
  readonly eventPattern: EventPattern;
  /** Takes the event's text to each of the rule's targets. */
  readonly deliver: (body: string) => void;
}

/** One target of a rule. */
export interface RuleTarget {
  readonly arn: string;
  /** What it is sent at any time; absent where it is sent the event. */
  readonly input?: string;
  /** How what it is sent is made of the event; absent where it is sent all of it. */
  readonly transformer?: Transformer;
  /** Takes an event's text to it; without text what it is sent at any time. */
  readonly deliver: (body?: string) => void;
}

/** A rule that a stack deployed, as calls of EventBridge may change it. */
export interface DeployedRule {
  readonly arn: string;
  state: string;
  /** Absent of a rule that has a schedule alone. */
  eventPattern?: EventPattern;
  /** Absent of a rule that has a pattern alone. */
  readonly schedule?: string;
  /** By their ids. */
  readonly targets: Map<string, RuleTarget>;
}

/** The default bus: hands every event to the rules that match. */
export class EventBus {
  readonly rules: RuleDefinition[] = [];
  /** Rules of stacks, by name. */
  readonly deployed = new Map<string, DeployedRule>();
  /** Scheduled rules by name; they fire when a test says so. */
  readonly schedules = new Map<string, () => void>();

  /** Adds a rule of a stack. */
  deploy(name: string, rule: DeployedRule): void {
    const deliver = (body?: string) => {
      for (const target of rule.targets.values()) target.deliver(body);
    };
    this.deployed.set(name, rule);
    const fire = () => {
      if (rule.state !== 'DISABLED') deliver();
    };
    if (rule.schedule !== undefined) this.schedules.set(name, fire);
    const { eventPattern } = rule;
    if (eventPattern === undefined) return;
    this.rules.push({
      name,
      deliver,
      get state() {
        return rule.state;
      },
      get eventPattern() {
        return rule.eventPattern ?? eventPattern;
      },
    });
  }

  put(event: BusEvent): void {
    for (const { state, eventPattern, deliver } of this.rules) {
      if (sees(state, event) && eventPattern.matches(event)) deliver(JSON.stringify(event));
    }
  }
}

/** Reads of these names reach a rule only in the state that asks for all management events. */
function sees(state: string, event: BusEvent): boolean {
  if (state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS') return true;
  return state === 'ENABLED' && !isKeptBack(event);
}

/** Every other read is delivered (EventBridge user guide, "Receiving read-only management events"). */
const isKeptBack = ({ 'detail-type': type, detail }: BusEvent) =>
  type === CALL_BY_CLOUDTRAIL &&
  'readOnly' in detail &&
  detail.readOnly === true &&
  'eventName' in detail &&
  /^(Describe|Get|List)/.test(String(detail.eventName));
