import type { AdminGroup } from '../../../../domain/admin-roster/roster';
import { isCrowded } from '../../../../domain/admin-roster/crowded';
import type { Unsettled, WatchedRoster } from '../../../../domain/admin-roster/watched';
import { acceptCommand } from '../../../../domain/commands/release';
import { windowEntry } from '../../../../domain/ledger/entry';
import { plain, type Line } from '../../../../domain/notice/notice';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { ADMINS, HISTORY_ERRORS } from './notice-about';
import { adminNotice, type AdminNames } from './notify-admins';

const DAY = 24 * 60;

const NO_ADMIN = 'Nothing was done about the membership. The revoker does not take the user for an admin.';

/** What is odd about somebody, how the revoker sees it, and what to do. */
const ODD: Readonly<Record<Unsettled['kind'], Readonly<Record<'headline' | 'happened' | 'done' | 'say', string>>>> = {
  missing: {
    headline: 'is no longer in the admin group, and no admin removed it',
    happened:
      'An admin put this user into the admin group, and no admin has taken it out. Yet the user is not in the group: somebody else took it out, or CloudTrail lost the call.',
    done: 'Nothing was done about the membership. The revoker still takes the user for an admin.',
    say: 'Find in CloudTrail who called RemoveUserFromGroup, and suspect that caller. If the user is to be an admin, put it back; if not, an admin has to put it in and take it out again.',
  },
  intruder: {
    headline: 'was added to an admin group by someone who is not an admin',
    happened: 'Somebody who is no admin put this user into the admin group, and it is still in it.',
    done: 'The revoker does not take the user for an admin. It has not taken the user out of the group: it takes nobody out in observe mode, and never the only member.',
    say: 'Take the user out of the group, unless somebody you know wants it there. In that case take it out and have an admin put it in again.',
  },
  unclear: {
    headline: 'is in an admin group, and it is unclear whether an admin meant this user',
    happened:
      'An admin put somebody into the admin group, and at about the same time somebody who is no admin changed the names. It is not sure that this user was meant.',
    done: NO_ADMIN,
    say: 'Ask the admin whom they meant. If not this user, take it out of the group.',
  },
  unexplained: {
    headline: 'is in an admin group, and CloudTrail does not show who added it',
    happened: 'This user is in the admin group, and the event history of CloudTrail knows no call that put it there.',
    done: NO_ADMIN,
    say: 'Find out who made it an admin. If nobody did, take it out of the group.',
  },
};

/** Tells once a day of somebody whose standing history does not explain. */
export function unsettledNotice(
  { userId, groupId, kind, since }: Unsettled,
  { names, adminGroups }: AdminNames,
  now: Date,
  rules: Rules,
): readonly Announcement[] {
  const { headline, happened, done, say } = ODD[kind];
  const name = names.get(userId) ?? userId;
  return [
    adminNotice(
      { principalId: userId, entryId: windowEntry(`admin-${kind}`, now, DAY) },
      {
        class: 'action-needed',
        headline: `${plain(name)} ${headline}`,
        happened: [happened],
        done: [done],
        actions: [{ say }, ...acceptIn({ userId, groupId, kind }, adminGroups, rules)],
        facts: [
          { label: 'Who', value: `${plain(name)} (${userId})` },
          { label: 'Group', value: plain(adminGroups.find(({ id }) => id === groupId)?.name ?? groupId) },
          { label: 'Since', value: since.toISOString() },
        ],
      },
      rules,
    ),
  ];
}

/** How a person says that somebody is an admin rightly; nothing where history says who made it one, or unmade it. */
function acceptIn(
  { userId, groupId, kind }: Omit<Unsettled, 'since'>,
  adminGroups: readonly AdminGroup[],
  { releaseFunction }: Rules,
): readonly Line[] {
  if (kind !== 'unclear' && kind !== 'unexplained') return [];
  const group = adminGroups.length > 1 ? groupId : undefined;
  const command = acceptCommand(userId, group, { region: 'us-east-1', releaseFunction });
  if (command === undefined) return [];
  return [{ say: 'If an admin has made the user an admin, accept it (AWS CLI version 2):', command }];
}

/** Tells once a day that nobody knows who was in an admin group when the revoker began with it. */
export function unseededNotice({ id, name }: AdminGroup, now: Date, rules: Rules): readonly Announcement[] {
  return [
    adminNotice(
      { principalId: ADMINS, entryId: windowEntry(`unseeded-${id}`, now, DAY) },
      {
        class: 'action-needed',
        headline: `the revoker does not know who belongs in the admin group ${plain(name)}`,
        happened: [
          'The revoker follows an admin group from the members that a deployment wrote into the ledger. Of this group it finds no such record of the last 90 days, and it does not take the users who are in the group now for admins.',
        ],
        done: ['Nothing was done about the group. A mail about each member says that nothing explains the membership.'],
        actions: [
          { say: 'Look at the members of the group, and take out every user who is not an admin.' },
          {
            say: 'Then deploy as the runbook says, so that the plan writes down who is in it. If nobody switched to this group today, find in CloudTrail who called dynamodb:DeleteItem or DeleteTable on the ledger.',
          },
        ],
        facts: [{ label: 'Group', value: `${plain(name)} (${id})` }],
      },
      rules,
    ),
  ];
}

/** After so long without the history somebody has to know. */
const UNREAD_LONG_MS = 2 * 3_600_000;

/** Tells once a day that what was done to the admin groups hours ago is not sure yet. */
export function laggingNotice({ asOf }: Pick<WatchedRoster, 'asOf'>, now: Date, rules: Rules): readonly Announcement[] {
  if (now.getTime() - asOf.getTime() < UNREAD_LONG_MS) return [];
  return [
    adminNotice(
      { principalId: ADMINS, entryId: windowEntry('roster-lags', now, DAY) },
      {
        class: 'action-needed',
        headline: 'the revoker cannot tell who was made an admin lately',
        happened: [
          `The revoker has not been able to establish what was done to the admin groups since ${asOf.toISOString()}: either somebody makes more calls than it can read in CloudTrail's event history, or somebody keeps renaming users and groups. Until it has, calls of users who were made an admin since then wait.`,
        ],
        done: ['The revoker goes on reading every five minutes, and goes on judging the calls of everybody else.'],
        actions: [
          {
            say: 'Look in CloudTrail, in us-east-1, for a caller with many calls of AddUserToGroup, UpdateUser, UpdateGroup and the like, including refused ones, and deactivate its access keys.',
          },
        ],
      },
      rules,
    ),
  ];
}

/** Tells once a day that somebody has moved more names than are remembered. */
export function crowdedNotice(roster: WatchedRoster, now: Date, rules: Rules): readonly Announcement[] {
  if (!isCrowded(roster)) return [];
  return [
    adminNotice(
      { principalId: ADMINS, entryId: windowEntry('names-moved', now, DAY) },
      {
        class: 'action-needed',
        headline: 'somebody renamed so many users or groups that names cannot be trusted',
        happened: [
          'Somebody who is no admin renamed or deleted more users or groups than the revoker can keep track of. For a day it does not trust the names in calls: a user whom an admin puts into an admin group during that time counts as an admin only once somebody has accepted the user with the release function.',
        ],
        done: ['Calls of these users wait. Existing admins are not affected.'],
        actions: [
          {
            say: 'Look in CloudTrail, in us-east-1, for a caller with many calls of UpdateUser, UpdateGroup and the like, and deactivate its access keys. Accept each user whom an admin has made an admin since; the mail about the user has the command.',
          },
        ],
      },
      rules,
    ),
  ];
}

/** Tells once a day that the event history cannot be read. @param since until when it was read */
export function unreadNotice(why: string, since: Date, now: Date, rules: Rules): readonly Announcement[] {
  if (now.getTime() - since.getTime() < UNREAD_LONG_MS) return [];
  return [
    adminNotice(
      { principalId: ADMINS, entryId: windowEntry('history-unread', now, DAY) },
      {
        class: 'action-needed',
        headline: 'the revoker cannot read who changed the admin groups',
        happened: [
          `The revoker reads in the event history of CloudTrail who changed the admin groups, and has not been able to since ${since.toISOString()} (${plain(why)}). Until it can, nobody is told who was made an admin, and the calls of new members of an admin group wait.`,
        ],
        done: ['The revoker tries again every five minutes, and goes on judging the calls of everybody else.'],
        actions: [{ say: HISTORY_ERRORS }],
      },
      rules,
    ),
  ];
}
