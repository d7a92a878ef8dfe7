import { changesDeny, isCut, namesPolicy } from './escape';
import type { Call } from './parse';
import type { Rules } from '../rules';

/** What stands against the caller already, judged by content and not by name (THREATS R3). */
export interface StandingDeny {
  /** Whether the managed deny is attached; where that could not be read, it is attached again. */
  readonly attached: boolean;
  /** Whether the managed deny still says what this project wrote. */
  readonly policy: 'intact' | 'altered' | 'missing' | 'unread';
  /** Inline policy with the guard's name; another's text is kept, to be recorded before it is replaced. */
  readonly inline: 'absent' | 'intact' | 'unread' | { readonly altered: string };
  /** Whether the guard's boundary stands and says what this project wrote. */
  readonly boundary: boolean;
  /** Whether something of it could not be read: then it may stand, and nobody knows. */
  readonly isUnread: boolean;
}

/** The text of a policy that the call rewrote, or may have, is not believed, whatever a lagging reading says of it. */
export function afterCall(deny: StandingDeny, call: Call, rules: Rules): StandingDeny {
  if (!changesDeny(call, rules)) {
    return isCut(call) && deny.inline === 'intact' ? { ...deny, inline: 'absent' } : deny;
  }
  if (isCut(call)) return { ...deny, policy: 'altered', boundary: false };
  if (!namesPolicy(call.parameters?.['policyArn'], rules.denyPolicyArn)) return { ...deny, boundary: false };
  return { ...deny, policy: call.eventName === 'DeletePolicy' ? 'missing' : 'altered' };
}

/** Whether one of the denies holds. */
export function isDenied({ attached, policy, inline, boundary }: StandingDeny): boolean {
  return (attached && policy === 'intact') || inline === 'intact' || boundary;
}
