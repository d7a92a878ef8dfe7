import type { RosterCaller } from '../../../../domain/admin-roster/call';
import type { MembershipChange } from '../../../../domain/admin-roster/folded';
import type { AdminGroup } from '../../../../domain/admin-roster/roster';
import { counted } from '../../../../domain/notice/lists';
import { plain, type List } from '../../../../domain/notice/notice';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { ADMINS, noticeAbout, type Once, type Said } from './notice-about';

/** How users and groups are called today. */
export interface AdminNames {
  /** By unique id. */
  readonly names: ReadonlyMap<string, string>;
  readonly adminGroups: readonly AdminGroup[];
}

/** Changes of admin groups that people were not told of. */
export interface AdminChanges {
  readonly made: readonly MembershipChange[];
  readonly byRoles: readonly MembershipChange[];
  readonly unclear: readonly MembershipChange[];
}

/** So many ids name a notice: a sort key of DynamoDB has 1,024 bytes. */
const NAMED = 20;

/** Tells of changes of admin groups, all that a look found in one notice; none where there are none. */
export function changesNotice(
  changes: AdminChanges,
  names: AdminNames,
  now: Date,
  rules: Rules,
): readonly Announcement[] {
  const { made, byRoles, unclear } = changes;
  const all = [...unclear, ...byRoles, ...made];
  if (all.length === 0) return [];
  const ids = all.map(({ call }) => call.eventId).sort();
  const entryId = `admins-changed-${ids.slice(0, NAMED).join('-')}-${ids.length}`;
  const isOdd = unclear.length + byRoles.length > 0;
  const lists = [
    listOf('It is not sure whom these were about', unclear, names),
    listOf('By roles', byRoles, names),
    listOf('By admins', made, names),
  ].flat();
  return [
    adminNotice(
      { principalId: ADMINS, entryId },
      {
        class: isOdd ? 'action-needed' : 'digest',
        headline: `${counted(all.length, 'change')} to the admin groups`,
        happened: [
          `Users were added to an admin group or removed from one (${counted(all.length, 'change')}, listed below). A user whom an admin puts into an admin group may call IAM, and the revoker leaves that user alone.`,
          ...(unclear.length > 0
            ? [
                'For some of them it is not certain which user or group was meant: somebody who is no admin renamed the user or the group at about the same time.',
              ]
            : []),
        ],
        done: ['Nothing was done. You are told so that no admin is added unnoticed.'],
        actions: [
          {
            say: isOdd
              ? 'Ask the people who run the role, or made the change, whether it was meant. If not, take the user out of the group.'
              : 'If you do not expect one of them, ask who made it.',
          },
        ],
        facts: [{ label: 'Seen', value: now.toISOString() }],
        lists,
      },
      rules,
    ),
  ];
}

function listOf(heading: string, changes: readonly MembershipChange[], names: AdminNames): readonly List[] {
  if (changes.length === 0) return [];
  const rows = changes.map((change) => ({ say: lineOf(change, names) }));
  return [{ heading, rows, total: rows.length }];
}

function lineOf({ call, groupId, userId }: MembershipChange, { names, adminGroups }: AdminNames): string {
  const { at, caller, change, eventId } = call;
  const called = 'user' in change ? change.user : '';
  const who = userId === undefined ? `${called} (nobody knows whose name that was)` : nameOf(userId, called, names);
  const group = adminGroups.find(({ id }) => id === groupId)?.name ?? groupId;
  const did = change.kind === 'user-added' ? `added ${who} to ${group}` : `removed ${who} from ${group}`;
  return plain(`${at.toISOString().replace('.000', '')}  ${callerIn(caller, names)} ${did} (event ${eventId})`, 400);
}

/** The name that a call used, and the one of today where it is another. */
function nameOf(id: string, called: string, names: AdminNames['names']): string {
  const today = names.get(id);
  if (today === undefined) return `${called} (${id}, deleted since)`;
  return today.toLowerCase() === called.toLowerCase() ? `${called} (${id})` : `${called} (${id}, ${today} today)`;
}

function callerIn(caller: RosterCaller, names: AdminNames['names']): string {
  switch (caller.kind) {
    case 'root':
      return 'the root user';
    case 'role':
      return caller.arn;
    case 'user':
      return names.get(caller.id) ?? caller.id;
    case 'other':
      return 'somebody whom the record does not name';
  }
}

/** A notice about the admins. */
export const adminNotice = (once: Once, said: Said, rules: Rules): Announcement =>
  noticeAbout(once, 'admins-changed', said, rules);
