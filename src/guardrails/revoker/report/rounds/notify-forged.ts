import type { User } from '../../../../domain/identity/principal';
import { windowEntry } from '../../../../domain/ledger/entry';
import { plain } from '../../../../domain/notice/notice';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
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
