import type { User } from '../../../../domain/identity/principal';
import { windowEntry } from '../../../../domain/ledger/entry';
import { plain } from '../../../../domain/notice/notice';
import type { DeniedAgain } from '../../apply/deny-again';
import type { Call } from '../../judge/parse';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { incidentThread } from '../notify-thread';
import { noticeAbout } from './notice-about';
import { deniedAgainIn } from './notify-upheld';

const DAY = 24 * 60;

/** The two ways to hand the revoker a message that EventBridge did not send. */
const WHO_CAN_FORGE = {
  say: "Find out who may call sqs:SendMessage on the revoker's queue or lambda:InvokeFunction on its function, and take that permission away. If the trail records data events, look for these calls in CloudTrail.",
};

/** Tells that a message about an admin's call of AddUserToGroup was forged. @param seenAt when it came */
export function forgedNotice({ id, name }: User, seenAt: Date, now: Date, rules: Rules): Announcement {
  return noticeAbout(
    { principalId: id, entryId: windowEntry('forged-add', now, DAY) },
    'admins-changed',
    {
      class: 'action-needed',
      headline: `a forged message said that an admin had made ${plain(name)} an admin`,
      happened: [
        `At ${seenAt.toISOString()} the revoker received a message that an admin had put ${plain(name)} into an admin group. CloudTrail's event history has no such call: somebody who may send messages to the revoker's queue, or invoke its function, forged it to gain time.`,
      ],
      done: [
        `The revoker no longer takes ${plain(name)} for a new admin. Another mail says what it did about the user's call. For the next day it ignores all such messages: calls of new admins wait for only three minutes, instead of until the event history shows who made them an admin. A new admin who calls IAM during that day may lose IAM access, and gets it back once it does.`,
      ],
      actions: [WHO_CAN_FORGE],
    },
    rules,
  );
}

/** Tells that a message was forged of a call that somebody made before it was made an admin. */
export function forgedCallNotice({ caller, eventName, at, eventId }: Call, now: Date, rules: Rules): Announcement {
  const [id, name] = caller.kind === 'user' ? [caller.id, caller.name ?? caller.id] : [caller.kind, caller.kind];
  return noticeAbout(
    { principalId: id, entryId: windowEntry('forged-call', now, DAY) },
    'revoked',
    {
      class: 'action-needed',
      headline: `a forged message told of a call that ${plain(name)} never made`,
      happened: [
        `The revoker received a message that ${plain(name)} called ${plain(eventName)} at ${at.toISOString()} (event ${plain(eventId)}), before that user was made an admin. CloudTrail's event history has no such call: somebody who may send messages to the revoker's queue, or invoke its function, forged it so that an admin would lose IAM access.`,
      ],
      done: [
        'Nobody was denied anything. For the next day the revoker ignores messages about new admins and about releases by hand: calls of new admins wait for only three minutes, and a deny that anybody takes off by hand is put back. To release a user, use the release function.',
      ],
      actions: [WHO_CAN_FORGE],
    },
    rules,
  );
}

/**
 * Tells that a message of a release was forged.
 *
 * @param id of who was released
 * @param again what came of denying the user again; absent where nobody was to be denied
 */
export function forgedReleaseNotice(
  id: string,
  again: DeniedAgain | undefined,
  { eventName, at, eventId }: Call,
  now: Date,
  rules: Rules,
): Announcement {
  const who = again === undefined ? id : plain(again.user.name);
  return noticeAbout(
    { principalId: id, entryId: windowEntry('forged-release', now, DAY) },
    'revoked',
    {
      class: 'action-needed',
      ...(again !== undefined && { thread: incidentThread(again.incident) }),
      headline: `a forged message said that an admin had given ${who} IAM access back`,
      happened: [
        `The revoker received a message that somebody who may call IAM took the deny off ${who}, by ${plain(eventName)} at ${at.toISOString()} (event ${plain(eventId)}). CloudTrail's event history has no such call: somebody who may send messages to the revoker's queue, or invoke its function, forged it. Somebody did take the deny off, by a call that the revoker did not see.`,
      ],
      done: [
        again === undefined
          ? 'Nothing was done about the user, who has been deleted, is an admin by now, or was released in another way since.'
          : deniedAgainIn(who, again.outcome),
        'For the next day it ignores messages about releases by hand: a deny that anybody takes off by hand is put back. To release a user, use the release function.',
      ],
      actions: [WHO_CAN_FORGE],
    },
    rules,
  );
}
