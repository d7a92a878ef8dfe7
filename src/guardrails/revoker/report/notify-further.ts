import { owedEntry, type Owed } from '../../../domain/ledger/owed';
import { inBrief, plain, type Notice } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { fittingRows } from '../../../domain/notice/size';
import { callWords } from '../judge/call-words';
import { REVOKER } from '../contract';
import type { Decision } from '../judge/decision';
import { deedOf } from './made';
import { keyOf, type Announcement } from './notify';
import { identity } from './notify-identity';
import { quarantined } from './notify-quarantine';
import { furtherThread } from './notify-thread';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { arnOf, callerName } from './words';

/** What people must know of a call, whether or not a notice of its own names it; undefined where there is nothing. */
export function owedFor(
  call: Call,
  decision: Decision,
  announcements: readonly Announcement[],
  { callKey, now }: { readonly callKey: string; readonly now: Date },
): Owed | undefined {
  const deed = deedOf(call);
  const isRight = decision.kind === 'leave' && !['already-revoked', 'released'].includes(decision.reason);
  // Of a call that waits people are told once it is judged.
  if (deed === undefined || decision.kind === 'hold' || (isRight && announcements.length === 0)) return undefined;
  return {
    ...keyOf(call),
    guardrail: REVOKER,
    entryId: owedEntry(call.at, callKey),
    callKey,
    at: call.at,
    notedAt: now,
    caller: callerName(call, decision),
    identity: identity(call, arnOf(call, decision)),
    line: lineOf(call, deed.words),
    notices: announcements.map(({ entry }) => entry.entryId),
  };
}

function lineOf(call: Call, words: string): string {
  const { at, eventId, sourceIp, caller } = call;
  const key = caller.kind !== 'other' && caller.accessKeyId ? ` with key ${plain(caller.accessKeyId)}` : '';
  const leak =
    quarantined(call) === undefined
      ? ''
      : ' (AWS puts it on users whose key leaked: it must stay if AWS opened a case)';
  const from = `${callWords(call)} from ${inBrief(sourceIp, 60)}${key}, event ${plain(eventId)}`;
  return `${at.toISOString().replace('.000', '')}  ${words}${leak} [${from}]`;
}

/** Words calls that no other notice names, as many as a message can hold; at least one. */
export function furtherNotice(
  [first, ...others]: readonly [Owed, ...Owed[]],
  { runbook }: Pick<Rules, 'runbook'>,
): { readonly notice: Notice; readonly named: readonly Owed[] } {
  const owed = [first, ...others];
  const named = fittingRows(owed, ({ line }) => ({ say: line }), 1);
  const { caller, identity, accountId } = owed.at(-1) ?? first;
  const left = owed.length - named.length;
  const calls = named.length === 1 ? '1 more IAM call' : `${named.length} more IAM calls`;
  const later = ` The next notice names ${left} more; the log of the revoker has all of them.`;
  const notice: Notice = {
    ...{ class: 'incident', guardrail: REVOKER, accountId, thread: furtherThread(first) },
    headline: `${caller}: ${calls} succeeded`,
    happened: [
      `${caller} made ${calls} that succeeded. No other notice names them; an earlier notice about ${caller} says who that is and why you are told.${left === 0 ? '' : later}`,
    ],
    done: ['The revoker has undone none of what these calls did.'],
    actions: [
      { say: `Unless somebody has done it already, cut off the key of ${caller} as the runbook says.` },
      {
        say: 'Look at each call below, and undo what it did if nobody you know wanted it. Begin with new credentials: access keys, passwords, users.',
      },
    ],
    facts: [
      { label: 'Who', value: identity },
      { label: 'Account', value: accountId },
    ],
    lists: [{ heading: 'Calls', rows: named.map(({ line }) => ({ say: line })), total: named.length }],
    links: [{ label: 'Runbook', href: articleIn(runbook, 'further-calls') }],
  };
  return { named, notice };
}
