import type { PolicyPlanning } from '../../../audit/recorded/carry';
import { policyPlanning, type PolicyMakingPorts } from '../../../audit/recorded/policies';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { isDeny } from '../kinds';
import { draftDenies } from './draft';

/** How the policy is made that denies everything, and collected when nobody has it. In observe mode nothing is made. */
export const cleanupPolicies = (ports: PolicyMakingPorts): PolicyPlanning<SlotSet> =>
  policyPlanning(
    { draft: (chosen, around) => draftDenies(chosen, around, ports), from: () => [], to: policiesOf },
    ports,
  );

/** ARNs of the policies that a change puts. */
export const policiesOf = (change: SlotSet): readonly string[] =>
  isDeny(change) && change.to !== undefined ? [change.to] : [];
