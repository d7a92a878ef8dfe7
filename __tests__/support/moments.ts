import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { audit } from './audit';

const CHANGE = 'iam-guardrails-permissions-boundary-change';

/** A run that fails when it begins to change, so that something comes about between its plan and its changes. */
export async function planned(
  account: EmbeddedAccount,
  runId: string,
): Promise<{ readonly carryOut: () => Promise<void> }> {
  account.crashAfter(CHANGE, 1);
  const run = await audit(account, runId, 'change');
  expect(run.status).toBe('FAILED');
  return {
    carryOut: async () => {
      await account.redrive(run.arn);
      await account.idle();
      expect([run.cause, run.status]).toEqual([undefined, 'SUCCEEDED']);
    },
  };
}

/** Boundaries that were put from a call on: ARNs. */
export const putSince = (account: EmbeddedAccount, from: number) =>
  account
    .calls({ service: 'iam' })
    .filter(({ action, arrival }) => arrival > from && /^Put\w+PermissionsBoundary$/.test(action))
    .map(({ params }) => (params as { readonly PermissionsBoundary: string }).PermissionsBoundary);
/** Place of the last answer so far. */
export const now = (account: EmbeddedAccount) => account.calls().at(-1)?.answer ?? 0;
