import type { Giving } from '../../audit/recorded/releaser';
import type { SlotSet } from '../../audit/recorded/slot-set';
import type { AlteredWords } from '../../audit/report/altered-policies';
import { CREDENTIAL_CLEANUP } from './contract';
import type { CleanupLeaveReason } from './judge/reasons';
import { CLEANUP_KINDS, isDeny, keyIdOf } from './kinds';

/** What the guardrail is, and how its changes are worded. */
export const CREDENTIALS: Giving<SlotSet> = {
  ...{ guardrail: CREDENTIAL_CLEANUP, kinds: CLEANUP_KINDS, announces: true },
  ...{ whom: ['user', 'role'], done: 'deprived of access keys, or denied everything' },
  again: {
    one: 'The guardrail leaves it alone for 30 days, or for as many as credentialCleanup.releasedDays says. To keep it as it is for good, exempt it',
    many: 'The guardrail leaves them alone for 30 days, or for as many as credentialCleanup.releasedDays says. To keep a user or role as it is for good, exempt it',
  },
  toLookAt: ['quarantined', 'keys-alike', 'key-unmatched', 'attachment-quota'] satisfies CleanupLeaveReason[],
  words: {
    title: 'Unused credentials',
    does: 'It reports users, access keys and roles that nobody uses, and disables them only if the settings say so, after a warning: an access key is deactivated, a user or role is denied everything.',
    observing: 'No credentialCleanup setting named disable is above 0, so nothing is disabled.',
    change: (change) =>
      isDeny(change)
        ? `the ${change.principal.kind} denied everything`
        : `access key ${keyIdOf(change.slot)} deactivated`,
    back: (change) =>
      isDeny(change) ? `what the ${change.principal.kind} may do` : `access key ${keyIdOf(change.slot)}, active again`,
  },
};

/** How the policy that denies everything is worded where somebody altered it. */
export const ALTERED_DENIES: AlteredWords = {
  ...{ one: 'deny policy', many: 'deny policies' },
  what: 'They deny everything to users and roles that nobody uses, so altering one changes what these may do.',
  meanwhile: 'attaches none of them to anybody',
  observed: 'Users and roles that have one of these policies keep it as it is.',
};
