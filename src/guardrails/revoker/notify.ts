import type { Outcome } from '../../domain/change';
import { incidentEntry, windowEntry, type Telling } from '../../domain/entry';
import type { Joined } from '../../domain/incident';
import { subjectOf, type Notice } from '../../domain/notice';
import { REVOKER } from './contract';
import type { Decision, RevokeReason, TellReason } from './decide';
import type { Call } from './parse';
import type { Rules } from './rules';
import { body, callerName } from './words';

/** A notice, and the entry of the ledger that keeps it from being told twice. */
export interface Announcement {
  readonly entry: Telling;
  readonly notice: Notice;
}

/** How long one notice speaks for every event of its kind, in minutes. */
const WINDOW_MINUTES = { escalation: 10, tell: 60, observed: 1_440 };

const REVOKED_BECAUSE: Record<RevokeReason, string> = {
  unauthorized: 'is in no admin group and called the IAM API',
  'self-promotion': 'put itself into an admin group',
};

const TOLD_BECAUSE: Record<TellReason, string> = {
  root: 'root called the IAM API; root is never touched',
  gone: 'a user that no longer exists called the IAM API',
  'failed-call': 'was refused a call of the IAM API; nothing was done',
  'admin-re-added': 'is an admin and added itself to an admin group again; nothing was done',
  'too-many-revocations': 'was NOT revoked: too many users were revoked in the last ten minutes',
};

/** Words a judgement for the people on call, or stays silent when there is nothing they must know. */
export function announcementOf(
  call: Call,
  decision: Decision,
  outcome: Outcome,
  joined: Joined | undefined,
  rules: Rules,
): Announcement | undefined {
  const who = callerName(call, decision);
  const say = (entry: Telling, subject: string): Announcement => ({
    entry,
    notice: { subject: subjectOf(subject), body: body(subject, call, decision, outcome, rules) },
  });

  if (decision.kind === 'tell') {
    const { reason } = decision;
    const subject = reason === 'root' || reason === 'gone' ? TOLD_BECAUSE[reason] : `${who} ${TOLD_BECAUSE[reason]}`;
    return say(passing(call, `told-${reason}`, WINDOW_MINUTES.tell), subject);
  }
  const because = decision.kind === 'revoke' ? REVOKED_BECAUSE[decision.reason] : REVOKED_BECAUSE.unauthorized;
  if (outcome.kind === 'withheld') {
    return say(
      passing(call, 'observed', WINDOW_MINUTES.observed),
      `Observe mode: ${who} would lose IAM access, it ${because}`,
    );
  }
  switch (joined?.kind) {
    case undefined:
    case 'none':
      return undefined;
    case 'opened':
    case 'join': {
      const entry = { ...keyOf(call), entryId: incidentEntry(joined.incident.number), expires: false };
      return say(entry, `IAM access revoked: ${who} ${because}`);
    }
    case 'escalate': {
      const entry = passing(call, `escalation-${joined.incident.number}`, WINDOW_MINUTES.escalation);
      return say(entry, `ESCALATION: ${who} had lost the deny on IAM; it was put back`);
    }
  }
}

function passing(call: Call, name: string, minutes: number): Telling {
  return { ...keyOf(call), entryId: windowEntry(name, call.at, minutes), expires: true };
}

function keyOf({ accountId, caller }: Call): Omit<Telling, 'entryId' | 'expires'> {
  return { accountId, principalId: caller.kind === 'user' ? caller.id : caller.kind, guardrail: REVOKER };
}
