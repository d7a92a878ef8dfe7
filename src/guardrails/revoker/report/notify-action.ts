import { removeFromGroupCommand } from '../../../domain/commands/groups';
import { inBrief } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import type { Grantee } from '../judge/membership';
import type { Rules } from '../rules';

/** What a mail says of what was done and what to do, before it says how the caller is released. */
export function actionWords(done: string, steps: readonly string[]): string {
  const numbered = steps.map((step, index) => `  ${index + 1}. ${step}`);
  return [`What was done: ${done}`, 'What to do:', ...numbered].join('\n');
}

/** A new admin whom the release line that follows would leave where it is: that is about the caller. */
export function accompliceAction(caller: string, { name, group, itself }: Grantee, { runbook, mode }: Rules): string {
  const whom = inBrief(name);
  const release = `Do not release ${caller} before you know why it was done. Releasing ${caller} does not take ${whom} out of the group.`;
  return actionWords(
    `${caller} added ${itself ? 'itself' : whom} to the admin group ${group}, so ${whom} may call IAM. The guard has not undone that.`,
    [
      `Unless an admin asked for it, take ${whom} out of the group:\n     ${removeFromGroupCommand(group, name)}`,
      `Deactivate the access keys of ${whom}, and look in CloudTrail at what ${whom} has done since (${articleIn(runbook, 'revoked')}).`,
      ...(mode === 'observe' ? [] : [release]),
    ],
  );
}

/**
 * Somebody who lost the deny after a revocation.
 *
 * @param isEscape whether the very call that is told of took the deny away
 */
export function escalationAction(caller: string, isEscape: boolean, { runbook }: Rules): string {
  const how = isEscape ? `this call of ${caller} took the deny away` : `somebody took the deny away from ${caller}`;
  return actionWords(`${caller} had been revoked already; then ${how}, and the guard put it back.`, [
    `Assume an attacker. Deactivate the access keys of ${caller}, and stop its sessions (${articleIn(runbook, 'revoked')}, "To cut a key off").`,
    isEscape
      ? `Find in CloudTrail what else ${caller} did, and undo it.`
      : 'Find in CloudTrail who took the deny away (such as DetachUserPolicy, DeleteUserPolicy or CreatePolicyVersion): that caller is a suspect too.',
    `Do not release ${caller} before both are done.`,
  ]);
}
