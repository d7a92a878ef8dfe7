import type { User } from '../../../../domain/identity/principal';
import { windowEntry } from '../../../../domain/ledger/entry';
import { plain } from '../../../../domain/notice/notice';
import type { DeniedAgain } from '../../apply/deny-again';
import type { Call } from '../../judge/parse';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { incidentThread } from '../notify-thread';
import { noticeAbout } from './notice-about';

/** Tells that a message of an admin's add was forged. @param seenAt when it came */
export function forgedNotice({ id, name }: User, seenAt: Date, now: Date, rules: Rules): Announcement {
  return noticeAbout(
    { principalId: id, entryId: windowEntry('forged-add', now, 24 * 60) },
    'admins-changed',
    {
      class: 'action-needed',
      headline: `a message said that an admin made ${plain(name)} an admin, and CloudTrail does not know of it`,
      happened: [
        `A message to the revoker told at ${seenAt.toISOString()} that an admin put ${plain(name)} into an admin group. The event history of CloudTrail has no such call. Somebody who may send to the queue of the revoker, or invoke its function, has forged it to win time.`,
      ],
      done: [
        `The revoker has denied ${plain(name)} IAM access. For a day it believes no such message: the calls of new admins wait three minutes instead of until history knows them. A new admin who calls IAM in this time may be denied, and is released once history explains her.`,
      ],
      actions: [
        {
          say: 'Find out who may call sqs:SendMessage and lambda:InvokeFunction on the resources of the guard, and take that away. Look for these calls in CloudTrail, if data events are recorded.',
        },
      ],
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
  const failed = again?.outcome.kind === 'failed' ? again.outcome.why : undefined;
  return noticeAbout(
    { principalId: id, entryId: windowEntry('forged-release', now, 24 * 60) },
    'revoked',
    {
      class: 'action-needed',
      ...(again !== undefined && { thread: incidentThread(again.incident) }),
      headline: `a message said that an admin gave ${who} IAM access back, and CloudTrail does not know of it`,
      happened: [
        `A message to the revoker told of a call of ${plain(eventName)} at ${at.toISOString()} (event ${plain(eventId)}) by which somebody who may call IAM took the deny off ${who}. The event history of CloudTrail has no such call. Somebody who may send to the queue of the revoker, or invoke its function, has forged it, and somebody has taken the deny off.`,
      ],
      done: [
        again === undefined
          ? 'Nobody was denied for it: the user is gone, an admin by now, or was released otherwise.'
          : failed === undefined
            ? `The revoker has denied ${who} IAM access again.`
            : `The revoker tried to deny ${who} IAM access again and failed: ${plain(failed)}. It tries again every five minutes.`,
        'For a day it believes no message of a release: a deny that is taken off by hand comes back. Use the release function.',
      ],
      actions: [
        {
          say: 'Find out who may call sqs:SendMessage and lambda:InvokeFunction on the resources of the guard, and take that away. Look for these calls in CloudTrail, if data events are recorded.',
        },
      ],
    },
    rules,
  );
}
