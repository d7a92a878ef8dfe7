import type { PolicyQuotas } from '../../../../aws/iam/managed-policies';
import type { BoundaryEntry } from '../../kinds';

/** What may still need a policy that nobody has at the moment. */
export interface Needing {
  /** What this run puts. */
  readonly items: readonly { readonly boundaryArn: string }[];
  /** Everybody who is there. */
  readonly rows: readonly { readonly id: string }[];
  /** Open entries of the account, oldest first. */
  readonly open: readonly BoundaryEntry[];
  readonly quotas: Pick<PolicyQuotas, 'policies' | 'policiesQuota'>;
}

/**
 * ARNs of policies that are not collected: what this run puts, and what open entries of those who are still there name, so
 * that a release of the run which replaced it can give it back.
 *
 * Where more than half of the account's policies are taken, only what the newest entry means: a boundary that somebody
 * needs is worth more than one that somebody had.
 */
export function keptPolicies({ items, rows, open, quotas }: Needing): ReadonlySet<string> {
  const ids = new Set(rows.map(({ id }) => id));
  const changes = open.flatMap(({ change }) => (ids.has(change.principal.id) ? [change] : []));
  const newest = new Map(changes.map(({ principal, policyArn }) => [principal.id, policyArn]));
  const isTight = quotas.policies > quotas.policiesQuota / 2;
  const had = isTight
    ? []
    : changes.flatMap(({ policyArn, before }) => [policyArn, ...(before ? [before.policyArn] : [])]);
  return new Set([...items.map(({ boundaryArn }) => boundaryArn), ...newest.values(), ...had]);
}
