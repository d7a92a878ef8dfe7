import type { Group } from '../../../../domain/identity/principal';
import { windowEntry } from '../../../../domain/ledger/entry';
import { plain } from '../../../../domain/notice/notice';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { ADMINS, noticeAbout } from './notice-about';

/**
 * Tells that an admin group is missing or empty, once an hour.
 *
 * @param remembered how many admins the revoker remembers: without any it cannot judge anybody
 */
export function goneNotice(gone: readonly Group[], remembered: number, now: Date, rules: Rules): Announcement {
  const entryId = windowEntry(remembered > 0 ? 'group-gone' : 'blind', now, 60);
  return noticeAbout(
    { principalId: ADMINS, entryId },
    'revoker-failing',
    {
      ...{ class: 'action-needed', ...words(gone.map(({ name }) => plain(name)).join(', '), remembered) },
      actions: [
        { say: 'Find in CloudTrail who deleted or emptied the group. Suspect that caller.' },
        {
          say: 'Put the group and its members back. If an admin removed it on purpose, name the new group in revoker.adminGroups and deploy.',
        },
      ],
    },
    rules,
  );
}

function words(names: string, remembered: number) {
  const missing = `An admin group is missing or empty: ${names}.`;
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
