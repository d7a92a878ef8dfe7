import type { ManagedPolicies } from '../../../aws/iam/managed-policies';
import { settled } from '../../../changes/settled';
import type { Clock } from '../../../domain/clock';
import type { Sha256 } from '../../../domain/policy/content-name';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import { standingIn } from '../judge/standing';

/** What looking at the texts of policies takes. */
export interface OnlyDeniesPorts {
  readonly policies: Pick<ManagedPolicies, 'read'>;
  readonly own: OwnPolicies;
  readonly sha256: Sha256;
  /** Waits for a policy that was made a moment ago and is not shown yet. */
  readonly clock: Clock;
}

/**
 * Whether a policy is a deny as this project writes them, and nothing else, by its text: a name on the path of the project
 * may be anybody's, and which ARNs are attached is said by the ledger as well (THREATS T10).
 *
 * Each is read once, however many users get it.
 */
export function onlyDenies({ policies, own, sha256, clock }: OnlyDeniesPorts): (arn: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  const look = async (arn: string): Promise<boolean> => {
    if (!isOwnPolicy(arn, own)) return false;
    let text: string | undefined;
    await settled(async () => (text = (await policies.read(arn))?.text) !== undefined, clock);
    return text !== undefined && standingIn([{ arn, text }], own, sha256).has(arn);
  };
  return (arn) => {
    const found = known.get(arn) ?? look(arn);
    known.set(arn, found);
    return found;
  };
}
