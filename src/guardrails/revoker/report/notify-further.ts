import { owedEntry, type Owed } from '../../../domain/ledger/owed';
import { inBrief, plain, subjectOf, type Notice } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { callWords } from '../judge/call-words';
import { REVOKER } from '../contract';
import type { Decision } from '../judge/decide';
import { deedOf } from './made';
import { keyOf, type Announcement } from './notify';
import { identity } from './notify-identity';
import { quarantined } from './notify-quarantine';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { arnOf, callerName } from './words';

/** SNS takes 262,144 bytes (SNS API reference, Publish). */
const MOST_BYTES = 240_000;

/** What people must know of a call, whether or not a notice of its own names it; undefined where there is nothing. */
export function owedFor(
  call: Call,
  decision: Decision,
  announcements: readonly Announcement[],
  now: Date,
): Owed | undefined {
  const deed = deedOf(call);
  const isRight = decision.kind === 'leave' && decision.reason !== 'already-revoked';
  if (deed === undefined || (isRight && announcements.length === 0)) return undefined;
  return {
    ...keyOf(call),
    guardrail: REVOKER,
    entryId: owedEntry(call.at, call.eventId),
    eventId: call.eventId,
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

/** Words calls that no other notice names, as many as a mail can hold; at least one. */
export function furtherNotice(
  owed: readonly Owed[],
  { runbook }: Pick<Rules, 'runbook'>,
): { readonly notice: Notice; readonly named: readonly Owed[] } {
  const named = fitting(owed);
  const last = owed.at(-1);
  const left = owed.length - named.length;
  const subject = `${last?.caller}: ${counted(named.length)} succeeded`;
  return {
    named,
    notice: {
      subject: subjectOf(subject),
      body: [
        subject,
        '',
        `Who:     ${last?.identity}`,
        `Account: ${last?.accountId}`,
        '',
        ...named.map(({ line }) => line),
        '',
        'No other notice names these calls. Nothing of it was undone: look at each.',
        ...(left === 0 ? [] : [`The next notice names ${left} more; the log of the revoker has them all.`]),
        `What to do: ${articleIn(runbook, 'further-calls')}`,
        '',
      ].join('\n'),
    },
  };
}

const counted = (count: number) => (count === 1 ? '1 more IAM call' : `${count} more IAM calls`);

function fitting(owed: readonly Owed[]): readonly Owed[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const beyond = owed.findIndex(({ line }, index) => {
    bytes += encoder.encode(line).length + 1;
    return bytes > MOST_BYTES && index > 0;
  });
  return beyond === -1 ? owed : owed.slice(0, beyond);
}
