import type { EvidenceStore } from '../aws/evidence-store';
import type { ResourcePolicies } from '../aws/resource-policies';
import { deniesAllBut } from '../domain/not-principal';
import { KEYS } from './contract';
import { notPrincipalOf, type NotPrincipalObject } from './plan-object';

/** Resources whose policies deny everybody but some, and those whose policies cannot be read: ARNs in order. */
export type Denying = Pick<NotPrincipalObject, 'notPrincipal' | 'unread'>;

/** What a run has found, and whether people have had time to see to it. */
export interface Found {
  readonly denying: Denying;
  /** Whether no earlier run has found all of it. */
  readonly isNew: boolean;
  /** Has later runs know it. It may be repeated. */
  readonly note: () => Promise<void>;
}

/** @param roles ARNs of roles whose trust policies deny everybody but some */
export function denyingOf(roles: readonly string[], { policies, unread }: ResourcePolicies): Denying {
  const denying = policies.filter(({ text }) => deniesAllBut(text)).map(({ arn }) => arn);
  return { notPrincipal: [...roles, ...denying].sort(), unread: unread.map(({ arn }) => arn).sort() };
}

/** Compares what denies everybody but some with what earlier runs have found. A run that is tried again finds the same new. */
export async function comparedWithEarlier(
  denying: Denying,
  runId: string,
  { store, base }: { readonly store: EvidenceStore; readonly base: string },
): Promise<Found> {
  const key = `${base}/${KEYS.notPrincipal}`;
  const value = await store.getJson(key);
  const earlier = value === undefined ? undefined : notPrincipalOf(value, key);
  const isSome = denying.notPrincipal.length + denying.unread.length > 0;
  const isNew = isSome && (earlier === undefined || earlier.runId === runId || isMore(denying, earlier));
  const found = { version: 1, runId: isNew ? runId : (earlier?.runId ?? runId), ...denying } as const;
  return {
    ...{ denying, isNew },
    note: async () => {
      if (isSome || earlier !== undefined) await store.putJson(key, found);
    },
  };
}

function isMore({ notPrincipal, unread }: Denying, earlier: Denying): boolean {
  const known = new Set(earlier.notPrincipal);
  const seen = new Set([...earlier.notPrincipal, ...earlier.unread]);
  return notPrincipal.some((arn) => !known.has(arn)) || unread.some((arn) => !seen.has(arn));
}
