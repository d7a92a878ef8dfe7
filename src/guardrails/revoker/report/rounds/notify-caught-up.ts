import { windowEntry } from '../../../../domain/ledger/entry';
import { inBrief, plain } from '../../../../domain/notice/notice';
import { fittingRows } from '../../../../domain/notice/size';
import type { CaughtUp } from '../../catch-up/catch-up';
import { callWords } from '../../judge/call-words';
import type { Call } from '../../judge/parse';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { HISTORY_ERRORS, noticeAbout, type Said } from './notice-about';
import { callerInEvent } from '../words';

/** After so long behind somebody has to know. */
const BEHIND_LONG_MS = 2 * 3_600_000;

/** Tells of calls that never reached the revoker, and of a search that cannot keep up. */
export function caughtUpNotices(found: CaughtUp, now: Date, rules: Rules): readonly Announcement[] {
  const { calls, unread, until, why } = found;
  return [
    ...(calls.length === 0 ? [] : [undelivered(calls, now, rules)]),
    ...(now.getTime() - until.getTime() < BEHIND_LONG_MS ? [] : [behind(until, why, now, rules)]),
    ...(unread.length === 0 ? [] : [unreadable(unread, now, rules)]),
  ];
}

function notice(name: string, minutes: number, said: Said, now: Date, rules: Rules): Announcement {
  const once = { principalId: 'catch-up', entryId: windowEntry(name, now, minutes) };
  return noticeAbout(once, 'revoker-undelivered', said, rules);
}

function undelivered(calls: readonly Call[], now: Date, rules: Rules): Announcement {
  const rows = calls.map((call) => ({ say: lineOf(call) }));
  const many = calls.length === 1 ? '1 IAM call' : `${calls.length} IAM calls`;
  const said: Said = {
    class: 'action-needed',
    headline: `${many} never reached the revoker`,
    happened: [
      `The event history of CloudTrail has ${many} that the revoker was never told of. EventBridge lost ${calls.length === 1 ? 'it' : 'them'}, or somebody switched off a rule or a trail, emptied the queue or stopped the function.`,
    ],
    done: ['The revoker judges them within the next minutes, as of the time when they were made.'],
    actions: [
      {
        say: 'Find in CloudTrail what happened to the guard at that time (look for DisableRule, RemoveTargets, StopLogging, PurgeQueue, PutFunctionConcurrency, UpdateEventSourceMapping). Suspect that caller.',
      },
    ],
    lists: [{ heading: 'Calls', rows: fittingRows(rows, (row) => row, 1), total: rows.length }],
  };
  return notice('undelivered', 5, said, now, rules);
}

function lineOf(call: Call): string {
  return `${call.at.toISOString().replace('.000', '')}  ${callerInEvent(call)}: ${callWords(call)} from ${inBrief(call.sourceIp, 60)}, event ${plain(call.eventId)}`;
}

function behind(until: Date, why: string | undefined, now: Date, rules: Rules): Announcement {
  const said: Said = {
    class: 'action-needed',
    headline: 'the revoker is behind in looking for IAM calls that never reached it',
    happened: [
      `The revoker searches the event history of CloudTrail for IAM calls that EventBridge did not deliver, and has only come to ${until.toISOString()}${why === undefined ? '' : ` (${plain(why)})`}.`,
    ],
    done: ['Calls that EventBridge delivers are judged as ever. The search goes on every five minutes.'],
    actions: [{ say: HISTORY_ERRORS }],
  };
  return notice('behind', 24 * 60, said, now, rules);
}

function unreadable(unread: readonly string[], now: Date, rules: Rules): Announcement {
  const said: Said = {
    class: 'action-needed',
    headline: 'an IAM call in the event history cannot be read',
    happened: [
      `The revoker cannot read ${unread.length === 1 ? 'a record' : `${unread.length} records`} of CloudTrail: ${plain(unread[0] ?? '')}.`,
    ],
    done: ['Nothing was done about it: nobody knows who made the call.'],
    actions: [{ say: 'Look at the events of IAM at that time in CloudTrail, and open an issue of the project.' }],
  };
  return notice('unreadable', 60, said, now, rules);
}
