import { onlyOurs, type OnlyOursPorts } from '../../../changes/policies/only-ours';
import type { Sha256 } from '../../../domain/policy/content-name';
import { standingIn } from '../judge/standing';

/** What looking at the texts of policies takes. */
export interface OnlyDeniesPorts extends OnlyOursPorts {
  readonly sha256: Sha256;
}

/** Whether a policy is a deny as this project writes them, and nothing else, by its text. */
export const onlyDenies = (ports: OnlyDeniesPorts): ((arn: string) => Promise<boolean>) =>
  onlyOurs((policy) => standingIn([policy], ports.own, ports.sha256).has(policy.arn), ports);
