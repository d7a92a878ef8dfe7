import { removeFromGroupCommand } from '../../../domain/commands/groups';
import { inBrief, type Line } from '../../../domain/notice/notice';
import type { Grantee } from '../judge/membership';
import type { Rules } from '../rules';

/** What a notice says that is about more than the call itself. */
export interface Special {
  readonly happened: string;
  readonly actions: readonly Line[];
}

/** A new member of an admin group, whom a release of the caller would leave where it is. */
export function accomplice(caller: string, { name, group, itself }: Grantee, { mode }: Rules): Special {
  const whom = inBrief(name);
  const release = `Do not release ${caller} before you know why this was done. Releasing ${caller} does not take ${whom} out of the group.`;
  return {
    happened: `${caller} added ${itself ? 'itself' : whom} to the admin group ${group}. The revoker has not undone that, and does not take ${whom} for an admin because of it.`,
    actions: [
      {
        say: `Unless an admin asked for it, take ${whom} out of the group:`,
        command: removeFromGroupCommand(group, name),
      },
      { say: `Deactivate the access keys of ${whom}, and look in CloudTrail at what ${whom} has done since.` },
      ...(mode === 'observe' ? [] : [{ say: release }]),
    ],
  };
}

/**
 * Somebody who lost the deny after a revocation.
 *
 * @param isEscape whether the very call that is told of took the deny away
 */
export function escalation(caller: string, isEscape: boolean): Special {
  const how = isEscape ? `this call of ${caller} took the deny away` : `somebody took the deny away from ${caller}`;
  const find = isEscape
    ? `Find in CloudTrail what else ${caller} did, and undo it.`
    : 'Find in CloudTrail who took the deny away (look for DetachUserPolicy, DeleteUserPolicy and CreatePolicyVersion). Suspect that caller too.';
  return {
    happened: `${caller} had lost IAM access already. Then ${how}, and the revoker put it back.`,
    actions: [
      {
        say: `Assume an attacker. Deactivate the access keys of ${caller} and stop its sessions, as the runbook says under "To cut a key off".`,
      },
      { say: find },
      { say: `Do not release ${caller} before both are done.` },
    ],
  };
}
