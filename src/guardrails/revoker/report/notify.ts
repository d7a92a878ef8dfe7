import type { Outcome } from '../../../domain/change/change';
import { incidentEntry, windowEntry, type Telling } from '../../../domain/ledger/entry';
import type { Joined } from '../../../domain/ledger/incident';
import { subjectOf, type Notice } from '../../../domain/notice/notice';
import { REVOKER } from '../contract';
import type { Decision, RevokeReason, TellReason } from '../judge/decide';
import { deedOf } from './made';
import { accompliceAction, escalationAction } from './notify-action';
import { quarantined } from './notify-quarantine';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { body, callerName, type Headline } from './words';

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
  'exempt-renamed': 'is exempt under another name, and was left alone: who renamed it?',
  'failed-call': 'was refused a call of the IAM API; nothing was done',
  'via-service': 'had a service call the IAM API; nothing was done',
  'admin-re-added': 'is an admin and added itself to an admin group again; nothing was done',
  'admin-unproven': 'changed an admin group and is an admin, but nobody can tell since when',
  'too-many-revocations': 'was NOT revoked: too many users were revoked in the last ten minutes',
};

/** What has to be said, and under which entry it is said once. */
interface Words extends Headline {
  readonly entry: Telling;
}

/** Words a judgement for the people on call; nothing where there is nothing they must know. */
export function announcementsOf(
  call: Call,
  decision: Decision,
  outcome: Outcome,
  joined: Joined | undefined,
  rules: Rules,
): readonly Announcement[] {
  const said = [
    verdict(call, decision, outcome, joined, rules),
    grantByUnauthorized(call, decision, rules),
    quarantine(call),
  ];
  return said.flatMap((words) => {
    if (words === undefined) return [];
    const { entry, ...headline } = words;
    return [
      {
        entry: { ...entry, names: call.eventId },
        notice: { subject: subjectOf(headline.subject), body: body(headline, call, decision, outcome, rules) },
      },
    ];
  });
}

function verdict(
  call: Call,
  decision: Decision,
  outcome: Outcome,
  joined: Joined | undefined,
  rules: Rules,
): Words | undefined {
  const who = callerName(call, decision);
  if (decision.kind === 'undecidable') {
    return {
      entry: passing(call, 'undecidable', 'tell'),
      subject: `ACTION NEEDED: ${who} called IAM and cannot be judged`,
    };
  }
  if (decision.kind === 'tell') {
    const { reason } = decision;
    const subject = reason === 'root' || reason === 'gone' ? TOLD_BECAUSE[reason] : `${who} ${TOLD_BECAUSE[reason]}`;
    // What did something and is not in this notice follows in a later one; what was refused would follow in none.
    const name = deedOf(call) === undefined ? `told-${reason}-${call.eventName}` : `told-${reason}`;
    return { entry: passing(call, name, 'tell'), subject };
  }
  const reason = decision.kind === 'revoke' ? decision.reason : 'unauthorized';
  if (outcome.kind === 'failed') {
    return { entry: passing(call, 'failed', 'tell'), subject: `ACTION NEEDED: ${who} could not be denied IAM` };
  }
  if (outcome.kind === 'withheld') {
    const subject = `Observe mode: ${who} would lose IAM access, it ${REVOKED_BECAUSE[reason]}`;
    return { entry: passing(call, `observed-${reason}`, 'observed'), subject };
  }
  const isEscape = decision.kind === 'revoke' && decision.escaped === true;
  const action = escalationAction(who, isEscape, rules);
  return joined && ofIncident(call, { who, because: REVOKED_BECAUSE[reason], action }, joined);
}

function ofIncident(
  call: Call,
  { who, because, action }: { readonly who: string; readonly because: string; readonly action: string },
  joined: Joined,
): Words | undefined {
  if (joined.kind === 'none') return undefined;
  const { number, principalArn } = joined.incident;
  switch (joined.kind) {
    case 'opened':
    case 'join': {
      const entry = { ...keyOf(call), entryId: incidentEntry(number), expires: false };
      return { entry, subject: `IAM access revoked: ${who} ${because}` };
    }
    case 'escalate': {
      const subject = `ESCALATION: ${who} had lost the deny on IAM; it was put back`;
      return { entry: passing(call, `escalation-${number}`, 'escalation'), subject, action };
    }
    case 'released':
      return { entry: ofEvent(call, 'released'), subject: `${who} gave ${principalArn} IAM access back by hand` };
  }
}

/** Whom a caller without the right made an admin: told for every event, whatever was told of the caller (THREATS T4). */
function grantByUnauthorized(call: Call, decision: Decision, rules: Rules): Words | undefined {
  if (!('granted' in decision) || decision.granted === undefined) return undefined;
  const { name, group, itself } = decision.granted;
  const who = callerName(call, decision);
  return {
    entry: ofEvent(call, 'granted'),
    subject: `ACTION NEEDED: ${who} put ${itself ? 'itself' : name} into ${group}`,
    action: accompliceAction(who, decision.granted, rules),
  };
}

/** A leaked key is told of whoever put it into quarantine: AWS does not say in whose name it does. */
function quarantine(call: Call): Words | undefined {
  const whom = quarantined(call);
  if (whom === undefined) return undefined;
  return {
    entry: passing(call, 'quarantined', 'tell'),
    subject: `ACTION NEEDED: ${whom} is under AWS's quarantine for leaked keys`,
  };
}

function passing(call: Call, name: string, window: keyof typeof WINDOW_MINUTES): Telling {
  return { ...keyOf(call), entryId: windowEntry(name, call.at, WINDOW_MINUTES[window]), expires: true };
}

function ofEvent(call: Call, name: string): Telling {
  return { ...keyOf(call), entryId: `${name}-${call.eventId}`, expires: true };
}

/** Whose entries in the ledger a call is about. */
export function keyOf({ accountId, caller }: Call): Omit<Telling, 'entryId' | 'expires'> {
  return { accountId, principalId: caller.kind === 'user' ? caller.id : caller.kind, guardrail: REVOKER };
}
