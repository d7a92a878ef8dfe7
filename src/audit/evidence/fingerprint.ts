import type { SubjectKind } from '../../domain/identity/subject';
import type { Sha256 } from '../../domain/policy/content-name';

/** What a report of Access Advisor depends on, as far as IAM itself tells. */
export interface Basis {
  readonly kind: SubjectKind;
  readonly id: string;
  /** Hashes of the texts of the identity policies, those of a user's groups among them; in any order, and repeated. */
  readonly policies: readonly string[];
  /** ISO 8601; absent where it was never used, or nobody knows. */
  readonly lastUsedAt?: string;
  /** Members of a group, in any order. */
  readonly members: readonly { readonly id: string; readonly lastUsedAt?: string }[];
}

/** Objects that evidence is spread over: few to read for a batch, and none of them large. */
export const SHARDS = 64;

/** Changes with what goes into a fingerprint, so that no earlier one is taken for the same. */
const VERSION = 1;

/**
 * Words as one hash everything that can make a report another one.
 *
 * Names, tags, the permissions boundary and the trust policy are not in it: a report does not depend on them (docs/adr/0011-incremental.md).
 */
export function fingerprintOf({ kind, id, policies, lastUsedAt, members }: Basis, sha256: Sha256): string {
  const people = members.map((member) => `${member.id} ${member.lastUsedAt ?? ''}`).sort();
  return sha256(JSON.stringify([VERSION, kind, id, lastUsedAt ?? null, distinct(policies), people]));
}

/**
 * Words as one hash what decides which services a report names, and whose uses; when these were is not in it.
 *
 * It stays the same while somebody is merely busy.
 */
export function grantsOf({ kind, id, policies, members }: Basis, sha256: Sha256): string {
  return sha256(JSON.stringify([VERSION, 'grants', kind, id, distinct(policies), members.map((one) => one.id).sort()]));
}

const distinct = (texts: readonly string[]) => [...new Set(texts)].sort();

/** The shard of a principal, from 0 on. */
export function shardOf(id: string, sha256: Sha256): number {
  return Number.parseInt(sha256(id).slice(0, 8), 16) % SHARDS;
}
