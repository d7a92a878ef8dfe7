import type { ManagedPolicies } from '../../aws/iam/managed-policies';
import type { Clock } from '../../domain/clock';
import { isOwnPolicy, type OwnPolicies } from '../../domain/policy/own-policies';
import { settled } from '../settled';

/** What looking at the texts of policies takes. */
export interface OnlyOursPorts {
  readonly policies: Pick<ManagedPolicies, 'read'>;
  readonly own: OwnPolicies;
  /** Waits for a policy that was made a moment ago and is not shown yet. */
  readonly clock: Clock;
}

/**
 * Whether a policy is one that this project writes, by its text: a name on the path of the project may be anybody's, and
 * which ARNs are attached is said by the ledger as well (THREATS T10).
 *
 * Each is read once, however many principals get it.
 *
 * @param isOurs whether the project writes such a text under that name
 */
export function onlyOurs(
  isOurs: (policy: { readonly arn: string; readonly text: string }) => boolean,
  { policies, own, clock }: OnlyOursPorts,
): (arn: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  const look = async (arn: string): Promise<boolean> => {
    if (!isOwnPolicy(arn, own)) return false;
    let text: string | undefined;
    await settled(async () => (text = (await policies.read(arn))?.text) !== undefined, clock);
    return text !== undefined && isOurs({ arn, text });
  };
  return (arn) => {
    const found = known.get(arn) ?? look(arn);
    known.set(arn, found);
    return found;
  };
}
