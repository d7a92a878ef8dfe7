import { PROTECTIONS } from '../identity/protected';

/** Reason of a principal without evidence, because it could not be had: it counts as failed. */
export const EVIDENCE_FAILED = 'evidence-failed';

/** Why a principal is left alone. */
export const LEAVE_REASONS = [
  ...PROTECTIONS,
  'exempt',
  /** In one of the revoker's admin groups: its members repair what a boundary breaks, and have none. */
  'admin',
  /** An admin group is not the one it was, so that nobody can tell which users are admins. */
  'admin-group',
  'open-incident',
  'too-young',
  'tracked-too-short',
  EVIDENCE_FAILED,
  'evidence-suspicious',
  /** Access Advisor knows of no use, and IAM's own report does not know the user yet. */
  'evidence-unknown',
  'foreign-boundary',
  'gone',
  'nothing-granted',
  /** The setting asks for boundaries of roles alone. */
  'users-left',
  /** The setting asks for tags alone. */
  'mode-off',
] as const;

export type LeaveReason = (typeof LEAVE_REASONS)[number];

const UNDECIDED: readonly string[] = [
  ...([EVIDENCE_FAILED, 'evidence-suspicious', 'evidence-unknown'] as const),
] satisfies readonly LeaveReason[];

/** Whether a principal is left because nobody can tell how it stands: what was found of it earlier may hold. */
export const isUndecided = (reason: string): boolean => UNDECIDED.includes(reason);

/** Why a boundary is decided. */
export const BOUND_REASONS = ['used-some', 'used-nothing'] as const;

export type BoundReason = (typeof BOUND_REASONS)[number];

/** Every reason of a decision; `group`: a group can have neither tags nor a boundary. */
export const DECISION_REASONS = [...LEAVE_REASONS, ...BOUND_REASONS, 'group'] as const;

export type DecisionReason = (typeof DECISION_REASONS)[number];
