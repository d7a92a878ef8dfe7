import { onlyOurs, type OnlyOursPorts } from '../../../changes/policies/only-ours';
import { isIntactOwnPolicy, type Sha256 } from '../../../domain/policy/content-name';
import { denyPolicyOf } from '../judge/deny';

/** What looking at the text of the policy takes. */
export interface OnlyDenyPorts extends OnlyOursPorts {
  readonly sha256: Sha256;
}

/** Whether a policy is the one that denies everything, by its text: anything else is attached to nobody. */
export function onlyDeny(ports: OnlyDenyPorts): (arn: string) => Promise<boolean> {
  const { own, sha256 } = ports;
  return onlyOurs(
    (policy) => policy.arn === denyPolicyOf(own, sha256).arn && isIntactOwnPolicy(policy, own, sha256),
    ports,
  );
}
