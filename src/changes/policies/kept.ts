import type { PolicyQuotas } from '../../aws/iam/managed-policies';

/** Policies that an open entry of the ledger names. */
export interface NamedByEntry {
  /** Unique id of its principal. */
  readonly id: string;
  /** ARNs of those that its change has put. */
  readonly to: readonly string[];
  /** ARNs of those that stood before. */
  readonly from: readonly string[];
}

/** What may still need a policy that nobody has at the moment. */
export interface Needing {
  /** ARNs of what this run puts. */
  readonly put: readonly string[];
  /** Everybody who is there. */
  readonly rows: readonly { readonly id: string }[];
  /** Of the account, oldest first. */
  readonly open: readonly NamedByEntry[];
  readonly quotas: Pick<PolicyQuotas, 'policies' | 'policiesQuota'>;
}

/**
 * ARNs of policies that are not collected: what this run puts, and what open entries of those who are still there name, so
 * that a release of the run which replaced it can give it back.
 *
 * Where more than half of the account's policies are taken, only what the newest entry means: a policy that somebody needs
 * is worth more than one that somebody had.
 */
export function keptPolicies({ put, rows, open, quotas }: Needing): ReadonlySet<string> {
  const ids = new Set(rows.map(({ id }) => id));
  const named = open.filter(({ id }) => ids.has(id));
  const newest = new Map(named.map(({ id, to }) => [id, to]));
  const isTight = quotas.policies > quotas.policiesQuota / 2;
  const had = isTight ? [] : named.flatMap(({ to, from }) => [...to, ...from]);
  return new Set([...put, ...[...newest.values()].flat(), ...had]);
}
