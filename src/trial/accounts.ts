import type { AccountOptions } from '../embedded-account/account-options';
import { BREAK_GLASS, EXEMPT } from './scenarios/audit-cast';
import { CLEANUP_SETTINGS } from './scenarios/cleanup';

export const ACCOUNT_ID = '111122223333';
export const EMAIL = 'on-call@example.com';

/** So long that calls made together all arrive before the first is answered, on a busy machine too. */
export const LATENCY_MS = 100;

/** What is deployed into an account of the trial, and how the account behaves. */
export interface TrialAccount extends Pick<AccountOptions, 'latencyMs' | 'credentialReportMs'> {
  /** As below `context.guardrails` in `cdktf.json`. */
  readonly settings: object;
}

const SETTINGS = {
  backend: 'local',
  notifications: { emails: [EMAIL] },
  revoker: { maxConcurrency: 8 },
  // Reports are there sooner than at AWS, so that nobody waits for them here.
  audit: { reportWaitSeconds: 1 },
  exemptions: [{ match: { name: EXEMPT }, owner: 'purchasing', reason: 'its vendor tells nobody what it needs' }],
  protectedPrincipals: [
    { arn: `arn:aws:iam::${ACCOUNT_ID}:user/${BREAK_GLASS}`, reason: 'the way in when all else fails' },
  ],
};

/** The revoker revokes; everything else looks on. */
export const OBSERVED: TrialAccount = { settings: SETTINGS, latencyMs: LATENCY_MS };

/** Boundaries are put. */
export const ENFORCED: TrialAccount = {
  settings: { ...SETTINGS, permissionsBoundary: { mode: 'enforce' } },
  latencyMs: 0,
};

/** Users are denied what they do not use. */
export const DENIED: TrialAccount = {
  settings: { ...SETTINGS, permissionsBoundary: { mode: 'off' }, unusedServiceDeny: { mode: 'enforce' } },
  latencyMs: 0,
};

/** Unused access keys are deactivated, unused roles denied everything and deleted; each day has a credential report at once. */
export const CLEANED: TrialAccount = {
  settings: {
    ...SETTINGS,
    audit: { reportWaitSeconds: 0 },
    permissionsBoundary: { mode: 'off' },
    unusedServiceDeny: { mode: 'off' },
    credentialCleanup: CLEANUP_SETTINGS,
  },
  latencyMs: 0,
  credentialReportMs: 0,
};
