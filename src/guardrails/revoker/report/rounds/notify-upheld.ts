import type { PolicyEntity } from '../../../../aws/iam/policy-entities';
import { describe } from '../../../../domain/change/describe';
import type { Outcome } from '../../../../domain/change/change';
import { addToGroupCommand } from '../../../../domain/commands/groups';
import { releaseCommand } from '../../../../domain/commands/release';
import { windowEntry } from '../../../../domain/ledger/entry';
import type { DeniedAgain } from '../../apply/deny-again';
import type { Freed } from '../../apply/uphold/release-admins';
import type { Intruder } from '../../apply/uphold/turn-out';
import type { Upheld } from '../../apply/uphold/uphold';
import { plain } from '../../../../domain/notice/notice';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { noticeAbout, type Said } from './notice-about';
import { incidentThread } from '../notify-thread';

/** How long one notice of a kind speaks for its principal, in minutes. */
const WINDOW_MINUTES = 10;

const about = (id: string, kind: string, said: Said, now: Date, rules: Rules): Announcement =>
  noticeAbout({ principalId: id, entryId: windowEntry(kind, now, WINDOW_MINUTES) }, 'revoked', said, rules);

const find = (calls: string) => ({ say: `Find in CloudTrail who did it (look for ${calls}). Suspect that caller.` });
const PUT = find('AttachGroupPolicy, AttachUserPolicy, PutUserPolicy and PutUserPermissionsBoundary');
const TAKEN_OFF = find('DetachUserPolicy, DeleteUserPolicy and DeleteUserPermissionsBoundary');

/** Tells that somebody had attached a policy of the guard to a group, and so denied all its members. */
function groupFreedNotice({ id, name }: PolicyEntity, now: Date, rules: Rules): Announcement {
  const said: Said = {
    class: 'action-needed',
    headline: `a deny of the revoker was attached to the group ${plain(name)}`,
    happened: [
      `Somebody attached a policy of the revoker to the group ${plain(name)} (${id}). Its members lost IAM access for as long as it was there, admins among them.`,
    ],
    done: ['The revoker detached it. It never puts a deny on a group itself.'],
    actions: [PUT],
  };
  return about(id, 'group-freed', said, now, rules);
}

/** Tells that an admin was denied, and is no longer. */
function adminFreedNotice({ user: { id, arn, name }, left }: Freed, now: Date, rules: Rules): Announcement {
  const said: Said = {
    class: 'action-needed',
    headline: `admin ${name} had been denied IAM access and was released`,
    happened: [
      `${arn} (${id}) counts as an admin by CloudTrail's history, and a deny of the revoker was on it. Either somebody else had put it there, or the revoker judged a call before the history showed who had made ${name} an admin.`,
    ],
    done: [
      `The revoker released ${name}.`,
      ...left.map(
        (group) =>
          `When it denied ${name}, it took the user out of the admin group ${plain(group.name)}. It puts nobody into a group.`,
      ),
    ],
    actions: [
      PUT,
      ...left.map((group) => ({
        say: `Have an admin put ${name} back into ${plain(group.name)} with this command (AWS CLI version 2):`,
        command: addToGroupCommand(group.name, name),
      })),
      ...(left.length > 0
        ? []
        : [{ say: `If ${name} was taken out of an admin group meanwhile, an admin has to add the user again.` }]),
    ],
  };
  return about(id, 'admin-freed', said, now, rules);
}

/** Tells that somebody was in an admin group without an admin's doing, and is no longer. */
function turnedOutNotice({ user, group }: Intruder, now: Date, rules: Rules): Announcement {
  const said: Said = {
    class: 'action-needed',
    headline: `${user.name} was taken out of the admin group ${plain(group.name)}`,
    happened: [
      `CloudTrail's history shows that somebody who is no admin had put ${user.arn} (${user.id}) into the admin group ${plain(group.name)}.`,
    ],
    done: [`The revoker took ${user.name} out of the group, and changed nothing else.`],
    actions: [
      {
        say: `Look in CloudTrail at what ${user.name} did while it was in the group, and deactivate its access keys unless you know why it was there.`,
      },
      { say: 'If the user is to be an admin, have an admin put it into the group.' },
    ],
  };
  return about(user.id, 'turned-out', said, now, rules);
}

/** How a deny was lost: by a call of somebody, or nobody saw how. */
export interface Lost {
  /** Name of the caller that took it off. @default nobody saw who did */
  readonly by?: string | undefined;
}

/** Tells that somebody had lost the deny of an incident, and has it again. */
export function deniedAgainNotice(
  { user, incident, outcome }: DeniedAgain,
  { by }: Lost,
  now: Date,
  rules: Rules,
): Announcement {
  const who = plain(user.name);
  const how =
    by === undefined
      ? `Somebody took it off, and the revoker did not see the call.`
      : `${plain(by)}, who may not call IAM either, took it off.`;
  const said: Said = {
    class: outcome.kind === 'done' ? 'incident' : 'action-needed',
    thread: incidentThread(incident),
    headline: `ESCALATION: ${who} had lost the deny on IAM; ${TITLED[outcome.kind]}`,
    happened: [`${who} had lost IAM access already, and the deny was gone. ${how}`],
    done: [deniedAgainIn(who, outcome)],
    actions: [
      {
        say: `Assume an attacker. Deactivate the access keys of ${by === undefined ? who : `${who} and of ${plain(by)}`} and stop their sessions, as the runbook says under "To cut a key off".`,
      },
      ...(by === undefined ? [TAKEN_OFF] : []),
      {
        say: `Once that is done, you can give ${who} IAM access back with this command (AWS CLI version 2):`,
        command: releaseCommand(user, { region: 'us-east-1', releaseFunction: rules.releaseFunction }),
      },
    ],
  };
  return about(user.id, 'denied-again', said, now, rules);
}

/** What came of denying somebody again. */
export function deniedAgainIn(who: string, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'done':
      return `The revoker denied ${who} IAM access again: ${outcome.changes.map(describe).join('; ')}.`;
    case 'failed':
      return `The revoker tried to deny ${who} IAM access again and failed: ${plain(outcome.why)}. It tries again every five minutes.`;
    case 'withheld':
    case 'nothing-to-do':
      return `Nothing was done: the revoker is in observe mode. In enforce mode it would have denied ${who} IAM access again.`;
  }
}

/** What a title says of that. */
const TITLED: Readonly<Record<Outcome['kind'], string>> = {
  done: 'it was put back',
  failed: 'it could NOT be put back',
  withheld: 'it was NOT put back, in observe mode',
  'nothing-to-do': 'it was NOT put back, in observe mode',
};

/** Tells of everything that was mended. */
export function upheldNotices(
  { groups, admins, intruders, deniedAgain }: Upheld,
  now: Date,
  rules: Rules,
): readonly Announcement[] {
  return [
    ...groups.map((group) => groupFreedNotice(group, now, rules)),
    ...admins.map((admin) => adminFreedNotice(admin, now, rules)),
    ...intruders.map((one) => turnedOutNotice(one, now, rules)),
    ...deniedAgain.map((one) => deniedAgainNotice(one, {}, now, rules)),
  ];
}
