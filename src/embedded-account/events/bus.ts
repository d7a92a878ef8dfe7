import { CALL_BY_CLOUDTRAIL } from './cloudtrail';
import type { BusEvent } from './envelope';
import { matchesPattern } from './pattern';

/** A rule on the default bus, as the stack defines it. */
export interface RuleDefinition {
  readonly name: string;
  readonly state: string;
  readonly eventPattern: unknown;
  /** Takes the event's text to each of the rule's targets. */
  readonly deliver: (body: string) => void;
}

/** The default bus: hands every event to the rules that match. */
export class EventBus {
  readonly rules: RuleDefinition[] = [];
  /** Scheduled rules by name; they fire when a test says so. */
  readonly schedules = new Map<string, () => void>();

  put(event: BusEvent): void {
    for (const { state, eventPattern, deliver } of this.rules) {
      if (sees(state, event) && matchesPattern(eventPattern, event)) deliver(JSON.stringify(event));
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
