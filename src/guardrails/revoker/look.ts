import type { IamReader } from '../../aws/iam/reader';
import type { RosterLedger } from '../../aws/ledger/rosters';
import { windowEntry } from '../../domain/ledger/entry';
import { lookAt } from '../../domain/identity/roster';
import { articleIn } from '../../domain/notice/runbook';
import { LOOK, REVOKER, TELL } from './contract';
import { readAdminGroup, UndecidableError } from './gather';
import type { CurrentAdminGroup } from './judge/membership';
import type { Announcement } from './report/notify';
import { threadOf } from './report/notify-thread';
import { accountOf, type Rules } from './rules';

/** Whether a message is the schedule's. EventBridge passes its text on as it was written at the deployment. */
export function isLook(body: string): boolean {
  return body.trim() === LOOK;
}

/** Whether a message is the other schedule's. Who forges it has people told a little earlier. */
export function isTell(body: string): boolean {
  return body.trim() === TELL;
}

/** Who is in the admin groups; or what to tell when one is missing or empty: people should know before the next event does. */
export type Looked = { readonly adminGroups: readonly CurrentAdminGroup[] } | { readonly blind: Announcement };

/**
 * Looks at who is in the admin groups, and remembers since when.
 *
 * Only these looks, minutes apart and beside every event, prove that somebody was an admin before a call.
 */
export async function look(
  now: Date,
  rules: Rules,
  { iam, rosters }: { readonly iam: IamReader; readonly rosters: RosterLedger },
): Promise<Looked> {
  const accountId = accountOf(rules);
  try {
    const adminGroups: CurrentAdminGroup[] = [];
    for (const pinned of rules.adminGroups) {
      const group = await readAdminGroup(pinned, iam);
      const roster = lookAt(await rosters.of(accountId, group.id), group.memberIds, now);
      if (roster !== undefined) await rosters.save(accountId, group.id, roster);
      adminGroups.push(group);
    }
    return { adminGroups };
  } catch (error) {
    if (error instanceof UndecidableError) return { blind: blind(accountId, error.message, rules.runbook, now) };
    throw error;
  }
}

function blind(accountId: string, why: string, runbook: string, now: Date): Announcement {
  const principalId = 'admin-groups';
  const entryId = windowEntry('blind', now, 60);
  return {
    entry: { accountId, principalId, guardrail: REVOKER, entryId, expires: true },
    notice: {
      ...{ class: 'action-needed', guardrail: REVOKER, accountId },
      thread: threadOf({ accountId, principalId, entryId }),
      headline: 'the revoker cannot tell who is an admin',
      happened: [
        `The revoker looked at the admin groups and cannot go by them (${why}).`,
        'Only admins may call the IAM API, and the revoker takes IAM access away from any other IAM user who calls it. Until the groups are back, it leaves everybody alone.',
      ],
      done: [
        'Nothing was done. The revoker tries each call again for about a quarter of an hour, and then keeps it as a dead letter.',
      ],
      actions: [
        { say: 'Find in CloudTrail who deleted or emptied the group. Suspect that caller.' },
        {
          say: 'Put the group and its members back. If an admin removed it on purpose, name the new group in revoker.adminGroups and deploy.',
        },
        { say: 'Then work on the dead letters, as the runbook says.' },
      ],
      facts: [{ label: 'Account', value: accountId }],
      lists: [],
      links: [{ label: 'Runbook', href: articleIn(runbook, 'revoker-failing') }],
    },
  };
}
