import { NOT_PRINCIPAL_KEY } from '../../contract';
import type { EvidenceStore } from '../../../../aws/evidence-store';
import type { ResourcePolicies } from '../../../../aws/resource-policies/policies';
import { saidOfOthers, type MayDeny } from '../../../../domain/policy/not-principal';
import type { ResourceGrant } from '../../../../domain/policy/resource-grants';
import { notPrincipalOf } from './plan-object';

/** What a run has found, and whether people have had time to see to it. */
export interface ComparedDenying {
  readonly denying: MayDeny;
  /** Whether no earlier run has found all of it. */
  readonly isNew: boolean;
  /** What an earlier run has found that resources grant to roles by name. */
  readonly grants: readonly ResourceGrant[];
  /** Has later runs know it, and what is granted now. It may be repeated. */
  readonly note: (grants: readonly ResourceGrant[]) => Promise<void>;
}

/** Why it is not known what a policy says that was handed out. */
const NO_POLICY = 'its text is no policy';

/**
 * What may deny whoever has a boundary, and why each of those is unknown that cannot be read.
 *
 * @param roles those whose trust policies do, and those whose trust policies cannot be read
 */
export function denyingOf(
  roles: MayDeny,
  { policies, unread }: ResourcePolicies,
): { readonly denying: MayDeny; readonly unknown: ResourcePolicies['unread'] } {
  const said = policies.map(({ arn, text }) => ({ arn, said: saidOfOthers(text) }));
  const those = (which: ReturnType<typeof saidOfOthers>) => said.flatMap((one) => (one.said === which ? one.arn : []));
  const unknown = [...unread, ...[...roles.unread, ...those('unreadable')].map((arn) => ({ arn, why: NO_POLICY }))];
  return {
    denying: {
      notPrincipal: [...roles.notPrincipal, ...those('denies')].sort(),
      unread: unknown.map(({ arn }) => arn).sort(),
    },
    unknown,
  };
}

/** Compares what denies everybody but some with what earlier runs have found. A run that is tried again finds the same new. */
export async function comparedWithEarlier(
  denying: MayDeny,
  runId: string,
  { store, base }: { readonly store: EvidenceStore; readonly base: string },
): Promise<ComparedDenying> {
  const key = `${base}/${NOT_PRINCIPAL_KEY}`;
  const value = await store.getJson(key);
  const earlier = value === undefined ? undefined : notPrincipalOf(value, key);
  const isSome = denying.notPrincipal.length + denying.unread.length > 0;
  const isNew = isSome && (earlier === undefined || earlier.runId === runId || isMore(denying, earlier));
  const found = { version: 1, runId: isNew ? runId : (earlier?.runId ?? runId), ...denying } as const;
  return {
    ...{ denying, isNew, grants: earlier?.grants ?? [] },
    note: async (grants) => {
      if (!isSome && earlier === undefined && grants.length === 0) return;
      await store.putJson(key, { ...found, ...(grants.length > 0 && { grants }) });
    },
  };
}

function isMore({ notPrincipal, unread }: MayDeny, earlier: MayDeny): boolean {
  const known = new Set(earlier.notPrincipal);
  const seen = new Set([...earlier.notPrincipal, ...earlier.unread]);
  return notPrincipal.some((arn) => !known.has(arn)) || unread.some((arn) => !seen.has(arn));
}
