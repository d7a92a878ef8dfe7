import type { ChosenChanges, LeftForNow, RecordedItem } from '../../../audit/recorded/plan';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { DraftAround, PolicyDraft } from '../../../changes/policies/make-all';
import { isIntactOwnPolicy, type Sha256 } from '../../../domain/policy/content-name';
import { isOwnPolicy, type OwnPolicies } from '../../../domain/policy/own-policies';
import { roomFor } from '../../../domain/policy/room';
import { denyPolicyOf } from '../judge/deny';
import { isDeny } from '../kinds';

/**
 * Chooses the policy of the changes meant. Where there can be none, whoever was to get it is left, but for their access keys.
 *
 * The same input gives the same draft.
 */
export function draftDenies(
  { items, left }: ChosenChanges<SlotSet>,
  { existing, begun, quotas }: DraftAround,
  { own, sha256 }: { readonly own: OwnPolicies; readonly sha256: Sha256 },
): ChosenChanges<SlotSet> & PolicyDraft {
  const deny = denyPolicyOf(own, sha256);
  const ours = existing.filter(({ arn }) => isOwnPolicy(arn, own));
  const altered = ours.filter((one) => !isIntactOwnPolicy(one, own, sha256)).map(({ arn }) => arn);
  const isThere = ours.some(({ arn }) => arn === deny.arn);
  const hindrance = (): LeftForNow['reason'] | undefined => {
    if (altered.includes(deny.arn)) return 'policy-altered';
    return isThere || begun.has(deny.arn) || roomFor(quotas) > 0 ? undefined : 'no-policy-left';
  };
  const reason = hindrance();
  const fit = reason === undefined ? items : items.flatMap(withoutDeny);
  const fitting = new Set(fit.map(({ principal }) => principal.id));
  const isNew = !isThere && fit.some(({ changes }) => changes.some(isDeny));
  return {
    items: fit,
    left: [
      ...left,
      ...items.flatMap(({ principal }) =>
        reason === undefined || fitting.has(principal.id) ? [] : [{ principal, reason }],
      ),
    ],
    policies: isNew ? [deny] : [],
    altered: altered.toSorted().map((arn) => ({ arn, ...(arn === deny.arn && { document: deny.document }) })),
  };
}

/** What is left of an item where nobody can be denied anything. */
function withoutDeny({ principal, changes }: RecordedItem<SlotSet>): RecordedItem<SlotSet>[] {
  const keys = changes.filter((change) => !isDeny(change));
  return keys.length > 0 ? [{ principal, changes: keys }] : [];
}
