import type { Giving } from '../../audit/recorded/releaser';
import type { SlotSet } from '../../audit/recorded/slot-set';
import { CREDENTIAL_CLEANUP } from './contract';
import type { CleanupLeaveReason } from './judge/reasons';
import { CLEANUP_KINDS, keyIdOf } from './kinds';

/** What the guardrail is, and how its changes are worded. */
export const CREDENTIALS: Giving<SlotSet> = {
  ...{ guardrail: CREDENTIAL_CLEANUP, kinds: CLEANUP_KINDS, announces: true },
  ...{ whom: ['user'], done: 'deprived of access keys' },
  again: {
    one: 'The guardrail leaves this user alone for 30 days, or for as many as credentialCleanup.releasedDays says. To keep it as it is for good, exempt it',
    many: 'The guardrail leaves these users alone for 30 days, or for as many as credentialCleanup.releasedDays says. To keep a user as it is for good, exempt it',
  },
  toLookAt: ['quarantined', 'keys-alike', 'key-unmatched'] satisfies CleanupLeaveReason[],
  words: {
    title: 'Unused credentials',
    does: 'It reports users, access keys and roles that nobody uses, and deactivates access keys only if the settings say so, after a warning.',
    observing: 'credentialCleanup.keys.disable is 0, so no access key is deactivated.',
    change: ({ slot }) => `access key ${keyIdOf(slot)} deactivated`,
    back: ({ slot }) => `access key ${keyIdOf(slot)}, active again`,
  },
};
