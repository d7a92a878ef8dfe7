import type { ManagedPolicies } from '../../../aws/iam/managed-policies';
import { collectPolicies } from '../../../changes/policies/keep';
import type { BoundaryEntry, BoundaryLedger } from '../kinds';

/**
 * Deletes the project's policies that nobody uses any more, and that no open entry names.
 *
 * @param closed entries that were closed just now: the index still lists them for moments
 * @param everything whether all policies may go; else those of the closed entries, since a run may be about to use another
 * @returns ARNs of those deleted
 */
export async function collectUnused(
  accountId: string,
  { closed, everything }: { readonly closed: readonly BoundaryEntry[]; readonly everything: boolean },
  { policies, boundaries }: { readonly policies: ManagedPolicies; readonly boundaries: BoundaryLedger },
): Promise<readonly string[]> {
  const over = new Set(closed.map(keyOf));
  const open = (await boundaries.allOpen(accountId)).filter((entry) => !over.has(keyOf(entry)));
  const named = new Set(closed.flatMap(policiesOf));
  const unused = async () => (await policies.unused()).filter(({ arn }) => everything || named.has(arn));
  return collectPolicies({ policies: { ...policies, unused }, kept: new Set(open.flatMap(policiesOf)) });
}

const keyOf = ({ change, number }: BoundaryEntry) => `${change.principal.id}#${number}`;

const policiesOf = ({ change }: BoundaryEntry) => [
  change.policyArn,
  ...(change.before === undefined ? [] : [change.before.policyArn]),
];
