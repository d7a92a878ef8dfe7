import type { RosterCaller } from '../../../domain/admin-roster/call';
import type { MembershipChange } from '../../../domain/admin-roster/fold';
import type { AdminGroup } from '../../../domain/admin-roster/roster';
import type { Telling } from '../../../domain/ledger/entry';
import { counted } from '../../../domain/notice/lists';
import { plain, type List, type Notice } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { REVOKER } from '../contract';
import { accountOf, type Rules } from '../rules';
import type { Announcement } from './notify';
import { threadOf } from './notify-thread';

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

/** Whom a notice is about that is about no user. */
export const ADMINS = 'admin-groups';
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
  const entry = adminEntry(ADMINS, `admins-changed-${ids.slice(0, NAMED).join('-')}-${ids.length}`, rules);
  const isOdd = unclear.length + byRoles.length > 0;
  const lists = [
    listOf('It is not sure whom these were about', unclear, names),
    listOf('By roles', byRoles, names),
    listOf('By admins', made, names),
  ].flat();
  return [
    adminNotice(entry, rules, {
      class: isOdd ? 'action-needed' : 'digest',
      headline: `${counted(all.length, 'change')} to the admin groups`,
      happened: [
        `Users were added to an admin group or removed from one (${counted(all.length, 'change')}, listed below). Whoever an admin puts into an admin group may call IAM, and the revoker leaves them alone.`,
        ...(unclear.length > 0
          ? [
              'Of some, nobody can tell whom they were about: the name of the user or of the group was changed at about the same time, by somebody who is no admin.',
            ]
          : []),
      ],
      done: ['Nothing was done. You are told so that no admin is added unnoticed.'],
      actions: [
        {
          say: isOdd
            ? 'Ask whoever runs the role, or made the change, whether it was meant. If not, take the user out of the group.'
            : 'If you do not expect one of them, ask who made it.',
        },
      ],
      facts: [{ label: 'Seen', value: now.toISOString() }],
      lists,
    }),
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

/** An entry about the admins. */
export const adminEntry = (principalId: string, entryId: string, rules: Rules): Telling => ({
  ...{ accountId: accountOf(rules), principalId, guardrail: REVOKER, entryId, expires: true },
});

/** A notice about the admins. */
export function adminNotice(
  entry: Telling,
  { runbook }: Pick<Rules, 'runbook'>,
  { facts, ...said }: Pick<Notice, 'class' | 'headline' | 'happened' | 'done' | 'actions' | 'facts' | 'lists'>,
): Announcement {
  const { accountId } = entry;
  return {
    entry,
    notice: {
      ...{ ...said, guardrail: REVOKER, accountId, thread: threadOf(entry) },
      facts: [...facts, { label: 'Account', value: accountId }],
      links: [{ label: 'Runbook', href: articleIn(runbook, 'admins-changed') }],
    },
  };
}
