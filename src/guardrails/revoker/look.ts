import type { IamReader } from '../../aws/iam/reader';
import type { RosterLedger } from '../../aws/ledger/rosters';
import { windowEntry } from '../../domain/ledger/entry';
import { subjectOf } from '../../domain/notice/notice';
import { lookAt } from '../../domain/identity/roster';
import { articleIn } from '../../domain/notice/runbook';
import { LOOK, REVOKER, TELL } from './contract';
import { readAdminGroup, UndecidableError } from './gather';
import type { Announcement } from './report/notify';
import { accountOf, type Rules } from './rules';

/** Whether a message is the schedule's. EventBridge passes its text on as it was written at the deployment. */
export function isLook(body: string): boolean {
  return body.trim() === LOOK;
}

/** Whether a message is the other schedule's. Who forges it has people told a little earlier. */
export function isTell(body: string): boolean {
  return body.trim() === TELL;
}

/**
 * Looks at who is in the admin groups, and remembers since when.
 *
 * Only these looks, minutes apart and beside every event, prove that somebody was an admin before a call.
 *
 * @returns what to tell when an admin group is missing or empty: people should know before the next event does
 */
export async function look(
  now: Date,
  rules: Rules,
  { iam, rosters }: { readonly iam: IamReader; readonly rosters: RosterLedger },
): Promise<Announcement | undefined> {
  const accountId = accountOf(rules);
  try {
    for (const pinned of rules.adminGroups) {
      const { id, memberIds } = await readAdminGroup(pinned, iam);
      const roster = lookAt(await rosters.of(accountId, id), memberIds, now);
      if (roster !== undefined) await rosters.save(accountId, id, roster);
    }
    return undefined;
  } catch (error) {
    if (error instanceof UndecidableError) return blind(accountId, error.message, rules.runbook, now);
    throw error;
  }
}

function blind(accountId: string, why: string, runbook: string, now: Date): Announcement {
  const subject = 'ACTION NEEDED: the revoker can judge nobody';
  const entryId = windowEntry('blind', now, 60);
  return {
    entry: { accountId, principalId: 'admin-groups', guardrail: REVOKER, entryId, expires: true },
    notice: {
      subject: subjectOf(subject),
      body: `${subject}\n\nAccount: ${accountId}\nWhy:     ${why}\n\nWhat to do: ${articleIn(runbook, 'revoker-failing')}\n`,
    },
  };
}
