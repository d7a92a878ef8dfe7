import type { Giving } from '../../audit/recorded/releaser';
import type { SlotSet } from '../../audit/recorded/slot-set';
import type { AlteredWords } from '../../audit/report/altered-policies';
import { restoreCommand } from '../../domain/deletion/restore-command';
import type { Principal } from '../../domain/identity/principal';
import type { RecordedEntry } from '../../domain/recorded-change/entry';
import type { SlotState } from '../../domain/recorded-change/kinds';
import { CREDENTIAL_CLEANUP } from './contract';
import type { CleanupLeaveReason } from './judge/reasons';
import { CLEANUP_KINDS, denied, DENY_SLOT, isDeletion, isDeny, isKeyDeletion, keyIdOf } from './kinds';

/** What the guardrail is, and how its changes are worded. */
export const CREDENTIALS: Giving<SlotSet> = {
  ...{ guardrail: CREDENTIAL_CLEANUP, kinds: CLEANUP_KINDS, announces: true },
  ...{ whom: ['user', 'role'], done: 'deprived of access keys, or denied everything' },
  again: {
    one: 'The guardrail leaves it alone for 30 days, or for as many as credentialCleanup.releasedDays says. To keep it as it is for good, exempt it',
    many: 'The guardrail leaves them alone for 30 days, or for as many as credentialCleanup.releasedDays says. To keep a user or role as it is for good, exempt it',
  },
  toLookAt: [
    ...(['quarantined', 'keys-alike', 'key-unmatched', 'attachment-quota', 'deletion-begun', 'use-undated'] as const),
  ] satisfies CleanupLeaveReason[],
  lost: lostInWords,
  strays: { slots: [DENY_SLOT], of: strayDeny },
  words: {
    title: 'Unused credentials',
    does: 'It reports users, access keys and roles that nobody uses, and disables them only if the settings say so, after a warning: an access key is deactivated, a user or role is denied everything. What stays unused is deleted only if the settings say that as well, after another warning.',
    observing: 'No credentialCleanup setting named disable is above 0, so nothing is disabled.',
    change: changeInWords,
    back: (change) =>
      isDeny(change) ? `what the ${change.principal.kind} may do` : `access key ${keyIdOf(change.slot)}, active again`,
    undoneBy: {
      about: 'No release brings back who was deleted. If somebody needs them, the command below the name does',
      command: (change) => (isDeletion(change) ? restoreCommand(change.principal) : undefined),
    },
  },
};

function changeInWords(change: SlotSet): string {
  const { kind } = change.principal;
  if (isDeny(change)) return `the ${kind} denied everything`;
  if (isDeletion(change)) return `the ${kind} deleted`;
  return `access key ${keyIdOf(change.slot)} ${isKeyDeletion(change) ? 'deleted' : 'deactivated'}`;
}

/** What no release gives back, and what a person can do. */
function lostInWords({ change, state }: RecordedEntry<SlotSet>): string | undefined {
  const { principal } = change;
  const { kind } = principal;
  if (isKeyDeletion(change)) {
    return `access key ${keyIdOf(change.slot)} was deleted, and no deleted key comes back: make a new one where it is needed`;
  }
  if (!isDeletion(change)) return undefined;
  return state === 'recorded'
    ? `the deletion of the ${kind} was begun: to give back what it lost, run: ${restoreCommand(principal)}`
    : `the ${kind} was deleted: to make it again, run: ${restoreCommand(principal)}`;
}

/** Whoever is restored comes back as they were, and so denied everything, under an id of which the ledger knows nothing. */
function strayDeny(principal: Principal, slot: string, state: SlotState): SlotSet | undefined {
  return slot === DENY_SLOT && state !== undefined ? denied(principal, state) : undefined;
}

/** How the policy that denies everything is worded where somebody altered it. */
export const ALTERED_DENIES: AlteredWords = {
  ...{ one: 'deny policy', many: 'deny policies' },
  what: 'They deny everything to users and roles that nobody uses, so altering one changes what these may do.',
  meanwhile: 'attaches none of them to anybody',
  observed: 'Users and roles that have one of these policies keep it as it is.',
};
