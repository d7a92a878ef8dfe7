import type { Group } from '../../../domain/identity/principal';
import { windowEntry } from '../../../domain/ledger/entry';
import { plain } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { REVOKER } from '../contract';
import { accountOf, type Rules } from '../rules';
import type { Announcement } from './notify';
import { threadOf } from './notify-thread';

/**
 * Tells that an admin group is missing or empty, once an hour.
 *
 * @param remembered how many admins the revoker remembers: without any it cannot judge anybody
 */
export function goneNotice(gone: readonly Group[], remembered: number, now: Date, rules: Rules): Announcement {
  const accountId = accountOf(rules);
  const principalId = 'admin-groups';
  const entryId = windowEntry(remembered > 0 ? 'group-gone' : 'blind', now, 60);
  const names = gone.map(({ name }) => plain(name)).join(', ');
  return {
    entry: { accountId, principalId, guardrail: REVOKER, entryId, expires: true },
    notice: {
      ...{ class: 'action-needed', guardrail: REVOKER, accountId },
      thread: threadOf({ accountId, principalId, entryId }),
      ...words(names, remembered),
      actions: [
        { say: 'Find in CloudTrail who deleted or emptied the group. Suspect that caller.' },
        {
          say: 'Put the group and its members back. If an admin removed it on purpose, name the new group in revoker.adminGroups and deploy.',
        },
      ],
      facts: [{ label: 'Account', value: accountId }],
      lists: [],
      links: [{ label: 'Runbook', href: articleIn(rules.runbook, 'revoker-failing') }],
    },
  };
}

function words(names: string, remembered: number) {
  const missing = `The revoker looked at the admin groups, and found this missing or empty: ${names}.`;
  if (remembered > 0) {
    return {
      headline: 'an admin group is missing or empty',
      happened: [missing],
      done: [
        `The revoker goes by the ${remembered === 1 ? 'one admin' : `${remembered} admins`} that it remembers from CloudTrail's history: it leaves them alone, and denies everybody else who calls the IAM API.`,
      ],
    };
  }
  return {
    headline: 'the revoker cannot tell who is an admin',
    happened: [
      missing,
      'Only admins may call the IAM API, and the revoker takes IAM access away from any other IAM user who calls it. It remembers no admin either, so until the groups are back it leaves everybody alone.',
    ],
    done: ['Nothing was done. The revoker keeps each call, and judges it once it can tell who is an admin.'],
  };
}
