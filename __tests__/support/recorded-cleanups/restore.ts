import { DeleteAccessKeyCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { inRestored } from '../recorded-states/restore';
import type { CleanupRecording } from './recording';

/**
 * Runs a test in an account restored from a recording of the clean-up, with the bundles of this tree.
 *
 * @param test also given the ARNs of the stack's own principals and policies
 */
export const inRestoredCleanup = (
  recording: CleanupRecording,
  test: (account: EmbeddedAccount, own: ReadonlySet<string>) => Promise<void>,
): Promise<void> =>
  inRestored(
    recording,
    async (account, own) => {
      await restoreKeys(account, recording);
      await test(account, own);
    },
    { newer: { unusedServiceDeny: { mode: 'off' } } },
  );

/** Every user who is added has an active key, whose id follows from the user's. */
async function restoreKeys(account: EmbeddedAccount, { keys }: CleanupRecording): Promise<void> {
  const iam = iamOf(account, account.root);
  for (const { name: UserName, keys: there } of account.snapshot().users) {
    for (const { id: AccessKeyId, status: now } of there) {
      const Status = keys[AccessKeyId];
      if (Status === undefined) await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
      else if (Status !== now)
        await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
    }
  }
}
