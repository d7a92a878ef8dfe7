import type { Principal } from '../identity/principal';

/**
 * The operator's command that brings a deleted user or role back, or gives back what a deletion has taken that came to no
 * end. Names of IAM hold nothing that a shell would run.
 */
export const restoreCommand = ({ kind, name }: Pick<Principal, 'kind' | 'name'>): string =>
  `iam-guardrails restore ${kind}/${name}`;
