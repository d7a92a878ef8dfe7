import type { PrincipalPolicies } from '../../../aws/iam/attached-policies';
import type { Hands } from '../../../changes/recorded/hands';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { Principal } from '../../../domain/identity/principal';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';

/** What denying everything takes. */
export interface DenyHandsPorts {
  readonly policies: Readonly<Record<Principal['kind'], PrincipalPolicies>>;
  readonly own: OwnPolicies;
  /** Whether a policy is the one that denies everything, by its text. */
  readonly isDeny: (arn: string) => Promise<boolean>;
}

/** Attaches the policy that denies everything to users and roles, and detaches it. */
export function denyHands({ policies, own, isDeny }: DenyHandsPorts): Hands<SlotSet> {
  return {
    async see({ kind, name }) {
      const found = await policies[kind].of(name);
      if (found === undefined) return undefined;
      const ours = found.arns.filter((arn) => isOwnPolicy(arn, own));
      return { id: found.id, state: ours.length === 0 ? undefined : ours.toSorted().join(' ') };
    },
    async carry({ principal: { kind, name }, to }) {
      if (to === undefined || !(await isDeny(to))) return { failed: NO_POLICY };
      const attempt = await policies[kind].attach(name, to);
      if (attempt === 'done') return 'done';
      return { failed: attempt === 'gone' ? NO_POLICY : 'it has no room for another managed policy' };
    },
    undo: ({ principal: { kind, name }, to }) =>
      to === undefined ? Promise.resolve(false) : policies[kind].detach(name, to),
  };
}

const NO_POLICY =
  'the user or role is gone, or the policy that denies is gone, which the next run makes again, or it does not say what this project wrote';
