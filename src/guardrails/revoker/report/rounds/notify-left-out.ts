import { logLinesCommand } from '../../../../domain/commands/logs';
import { windowEntry } from '../../../../domain/ledger/entry';
import { REVOKER } from '../../contract';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { noticeAbout } from './notice-about';

const HOUR = 60;

/** One, ten, a hundred, and so on: a few notices say how many were left out, however many that are. */
const isRound = (count: number) => /^10*$/.test(String(count));

/**
 * Tells that people were not told of calls, and where these are listed.
 *
 * @param count how many notices were left out in the last hour
 * @returns undefined where an earlier notice has said as much
 */
export function leftOutNotice(count: number, now: Date, rules: Rules): Announcement | undefined {
  if (!isRound(count)) return undefined;
  const { prefix, region } = rules.guard;
  return noticeAbout(
    { principalId: 'left-out', entryId: windowEntry(`left-out-${count}`, now, HOUR) },
    'revoked',
    {
      class: 'action-needed',
      headline: `the revoker left out mails about callers, ${count} so far`,
      happened: [
        `In the last hour the revoker received many calls for which it denied nobody anew: calls of users that no longer exist, of root or of admins, or calls that AWS refused. It stopped mailing about each of them, and has left out ${count} mails so far. Somebody who may send messages to the revoker's queue, or invoke its function, may be making these calls up.`,
      ],
      done: [
        "The revoker judged these calls as it judges all others. Every one that CloudTrail's event history shows is told within half an hour, perhaps in a mail about calls that never reached the revoker.",
      ],
      actions: [
        {
          say: 'List the calls with this command (AWS CLI version 2):',
          command: logLinesCommand(`${prefix}-${REVOKER}`, 'leftOut', new Date(now.getTime() - HOUR * 60_000), region),
        },
        {
          say: "Find out who may call sqs:SendMessage on the revoker's queue or lambda:InvokeFunction on its function, and take that permission away.",
        },
      ],
    },
    rules,
  );
}
