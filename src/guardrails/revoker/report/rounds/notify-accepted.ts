import { removeFromGroupCommand } from '../../../../domain/commands/groups';
import type { Group, User } from '../../../../domain/identity/principal';
import { plain, type Notice } from '../../../../domain/notice/notice';
import { articleIn } from '../../../../domain/notice/runbook';
import { REVOKER } from '../../contract';
import { threadOf } from '../notify-thread';

/** Whom a person has accepted as an admin. */
export interface Accepted {
  readonly user: User;
  /** The admin group. */
  readonly group: Group;
  /** From when on it counts. */
  readonly at: Date;
  /** The command that gives it IAM back; absent where it was not denied IAM. */
  readonly release?: string | undefined;
}

/** When it counts, and for which calls. */
export const countsFrom = (at: Date): string =>
  `The next look at the admin groups, within five minutes, makes it an admin from ${at.toISOString()} on. Calls that it made before are judged as before.`;

/** That an acceptance is no release. */
export const releaseFirst = (name: string): string =>
  `${plain(name)} is denied IAM for what it did before, and stays so until it is released. Release it in five minutes, when it counts as an admin.`;

/** Tells that a person has accepted somebody as an admin, so that nobody is unseen. */
export function acceptedNotice(
  { user, group, at, release }: Accepted,
  { accountId, runbook }: { readonly accountId: string; readonly runbook: string },
): Notice {
  const [who, where] = [plain(user.name), plain(group.name)];
  const entryId = `accepted-${at.toISOString()}`;
  return {
    ...{ class: 'incident', guardrail: REVOKER, accountId },
    thread: threadOf({ accountId, principalId: user.id, entryId }),
    headline: `Accepted as an admin: ${who}`,
    happened: [
      `Somebody invoked the release function to say that ${who} belongs in the admin group ${where}, whatever CloudTrail shows of how it got there.`,
    ],
    done: [countsFrom(at)],
    actions: [
      {
        say: `Check that somebody you know accepted ${who}. If nobody did, have an admin take it out of the group again, and follow the runbook: somebody used the function without permission.`,
        command: removeFromGroupCommand(group.name, user.name),
      },
      ...(release === undefined ? [] : [{ say: releaseFirst(user.name), command: release }]),
    ],
    facts: [
      { label: 'Who', value: `${who} (${user.id})` },
      { label: 'Group', value: `${where} (${group.id})` },
      { label: 'Account', value: accountId },
    ],
    lists: [],
    links: [{ label: 'Runbook', href: articleIn(runbook, 'admins-changed') }],
  };
}
