import type { PolicyPlanning } from '../../../audit/recorded/carry';
import { policyPlanning, type PolicyMakingPorts } from '../../../audit/recorded/policies';
import { arnsIn, type ServicesDenied } from '../kinds';
import { draftPolicies } from './draft';

/** How the policies are made that denies take, and collected when nobody has them. In observe mode nothing is made. */
export const denyPolicies = (ports: PolicyMakingPorts): PolicyPlanning<ServicesDenied> =>
  policyPlanning(
    {
      draft: (chosen, around) => draftPolicies(chosen, around, ports),
      from: ({ from }) => arnsIn(from),
      to: ({ to }) => arnsIn(to),
    },
    ports,
  );
