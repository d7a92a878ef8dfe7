/** Why a user is left, beside what keeps every guardrail off it and what makes evidence unbelievable. */
export const DENY_LEAVE_REASONS = [
  ...(['released', 'too-young', 'tracked-too-short', 'policy-altered', 'bridge-altered'] as const),
  ...(['nothing-granted', 'nothing-unused', 'stands', 'deny-too-large', 'attachment-quota'] as const),
] as const;

export type DenyLeaveReason = (typeof DENY_LEAVE_REASONS)[number];

/** Why a user is changed, beside the reasons for which it is freed of everything. */
export const DENY_CHANGE_REASONS = ['unused', 'allowed-again', 'bridge-left'] as const;
