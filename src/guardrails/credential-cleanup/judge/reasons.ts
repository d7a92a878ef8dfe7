/** Why a principal is left, beside what keeps every guardrail off it. */
export const CLEANUP_LEAVE_REASONS = [
  ...(['released', 'quarantined', 'too-young', 'evidence-unknown'] as const),
  ...(['keys-alike', 'key-unmatched', 'unused', 'in-use'] as const),
  ...(['denied', 'deletion-begun', 'attachment-quota', 'service-role', 'service-unknown', 'named-in-trust'] as const),
  'use-undated',
] as const;

export type CleanupLeaveReason = (typeof CLEANUP_LEAVE_REASONS)[number];
