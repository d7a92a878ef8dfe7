import type { Outcome } from '../../../domain/change/change';
import { incidentEntry, windowEntry, type Telling } from '../../../domain/ledger/entry';
import type { Joined } from '../../../domain/ledger/incident';
import type { Notice, NoticeClass } from '../../../domain/notice/notice';
import { articleIn } from '../../../domain/notice/runbook';
import { REVOKER } from '../contract';
import type { Decision, RevokeReason, TellReason } from '../judge/decision';
import { deedOf } from './made';
import { whatToDo } from './notify-action';
import { whatWasDone } from './notify-done';
import { eventUrl, factsOf } from './notify-facts';
import { whatHappened } from './notify-happened';
import { quarantined } from './notify-quarantine';
import { accomplice, escalation, type Special } from './notify-special';
import { incidentThread, threadOf } from './notify-thread';
import type { Call } from '../judge/parse';
import type { Rules } from '../rules';
import { callerName } from './words';

/** A notice, and the entry of the ledger that keeps it from being told twice. */
export interface Announcement {
  readonly entry: Telling;
  readonly notice: Notice;
}

/** How long one notice speaks for every event of its kind, in minutes. */
const WINDOW_MINUTES = { escalation: 10, tell: 60, observed: 1_440 };

const REVOKED_BECAUSE: Record<RevokeReason, string> = {
  unauthorized: 'is no admin and called the IAM API',
  'self-promotion': 'put itself into an admin group',
};

const TOLD_BECAUSE: Record<TellReason, string> = {
  root: 'root called the IAM API; no policy stops root',
  gone: 'a user that no longer exists called the IAM API',
  'exempt-renamed': 'is exempt under another name, and was left alone: who renamed it?',
  'failed-call': 'was refused a call of the IAM API; nothing was done',
  'via-service': 'called the IAM API through a service; nothing was done',
  'admin-re-added': 'is an admin and added itself to an admin group again; nothing was done',
  'too-many-revocations': 'is NOT revoked yet: too many users were revoked in the last ten minutes',
};

/** What waits for a person; of the rest people are told so that they know. */
const NEEDS_ACTION: readonly TellReason[] = ['exempt-renamed', 'too-many-revocations'];

/** What has to be said, and under which entry it is said once. */
interface Words {
  readonly entry: Telling;
  readonly class: NoticeClass;
  readonly headline: string;
  /**
   * What is said before the call.
   *
   * @default - the notice is about the call
   */
  readonly special?: Special;
}

/** Words a judgement for the people on call; nothing where there is nothing they must know. */
export function announcementsOf(
  call: Call,
  decision: Decision,
  outcome: Outcome,
  joined: Joined | undefined,
  rules: Rules,
): readonly Announcement[] {
  const said = [verdict(call, decision, outcome, joined), grantByUnauthorized(call, decision, rules), quarantine(call)];
  return said.flatMap((words) => {
    if (words === undefined) return [];
    const { entry, special, ...about } = words;
    const notice: Notice = {
      ...{ ...about, guardrail: REVOKER, accountId: call.accountId },
      thread: joined === undefined || joined.kind === 'none' ? threadOf(entry) : incidentThread(joined.incident),
      happened: [...(special === undefined ? [] : [special.happened]), ...whatHappened(call, decision, rules)],
      done: whatWasDone(call, decision, outcome, rules),
      actions: whatToDo(call, decision, outcome, { rules, first: special?.actions }),
      facts: factsOf(call, decision, rules),
      lists: [],
      links: [
        { label: 'Runbook', href: articleAbout(decision, rules) },
        { label: 'Event', href: eventUrl(call) },
      ],
    };
    return [{ entry, notice }];
  });
}

function articleAbout({ kind, reason }: Decision, { runbook }: Rules): string {
  if (kind === 'undecidable') return articleIn(runbook, 'revoker-failing');
  return reason === 'too-many-revocations' ? articleIn(runbook, 'revoker-runaway') : articleIn(runbook, 'revoked');
}

function verdict(call: Call, decision: Decision, outcome: Outcome, joined: Joined | undefined): Words | undefined {
  const who = callerName(call, decision);
  if (decision.kind === 'undecidable') {
    return {
      entry: passing(call, 'undecidable', 'tell'),
      class: 'action-needed',
      headline: `${who} called IAM and cannot be judged`,
    };
  }
  if (decision.kind === 'hold') return unproven(call, decision, who);
  if (decision.kind === 'tell') {
    const { reason } = decision;
    const headline = reason === 'root' || reason === 'gone' ? TOLD_BECAUSE[reason] : `${who} ${TOLD_BECAUSE[reason]}`;
    const noticeClass = NEEDS_ACTION.includes(reason) ? 'action-needed' : 'incident';
    // What did something and is not in this notice follows in a later one; what was refused would follow in none.
    const name = deedOf(call) === undefined ? `told-${reason}-${call.eventName}` : `told-${reason}`;
    return { entry: passing(call, name, 'tell'), class: noticeClass, headline };
  }
  const reason = decision.kind === 'revoke' ? decision.reason : 'unauthorized';
  if (outcome.kind === 'failed') {
    const headline = `${who} could not be denied access to IAM`;
    return { entry: passing(call, 'failed', 'tell'), class: 'action-needed', headline };
  }
  if (outcome.kind === 'withheld') {
    const headline = `Observe mode: ${who} would have lost IAM access: it ${REVOKED_BECAUSE[reason]}`;
    return { entry: passing(call, `observed-${reason}`, 'observed'), class: 'incident', headline };
  }
  const isEscape = decision.kind === 'revoke' && decision.escaped === true;
  return joined && ofIncident(call, { who, because: REVOKED_BECAUSE[reason], isEscape }, joined);
}

/** A newcomer is no matter for anybody: history will say who it is, and whether a call of long ago was made. */
function unproven(call: Call, { reason }: Decision, who: string): Words | undefined {
  if (reason !== 'admin-unproven') return undefined;
  const headline = `${who} is in an admin group, and the revoker cannot tell who put it there`;
  return { entry: passing(call, 'held-admin-unproven', 'tell'), class: 'action-needed', headline };
}

function ofIncident(
  call: Call,
  { who, because, isEscape }: { readonly who: string; readonly because: string; readonly isEscape: boolean },
  joined: Joined,
): Words | undefined {
  if (joined.kind === 'none') return undefined;
  const { number, principalId, principalArn } = joined.incident;
  switch (joined.kind) {
    case 'opened':
    case 'join': {
      const entry = { ...keyOf(call), entryId: incidentEntry(number), expires: false };
      return { entry, class: 'incident', headline: `IAM access revoked: ${who} ${because}` };
    }
    case 'escalate': {
      const headline = `ESCALATION: ${who} had lost the deny on IAM; it was put back`;
      const entry = passing(call, `escalation-${number}`, 'escalation');
      return { entry, class: 'incident', headline, special: escalation(who, isEscape) };
    }
    case 'released': {
      const headline = `${who} gave ${principalArn} IAM access back by hand`;
      return { entry: ofEvent(call, 'released', `${principalId}-${number}`), class: 'incident', headline };
    }
  }
}

/** Whom a caller without the right made an admin: told for every event, whatever was told of the caller (THREATS T4). */
function grantByUnauthorized(call: Call, decision: Decision, rules: Rules): Words | undefined {
  if (!('granted' in decision) || decision.granted === undefined) return undefined;
  const { name, group, itself } = decision.granted;
  const who = callerName(call, decision);
  return {
    entry: ofEvent(call, 'granted', name.slice(0, LONGEST_NAME)),
    class: 'action-needed',
    headline: `${who} put ${itself ? 'itself' : name} into ${group}`,
    special: accomplice(who, decision.granted, rules),
  };
}

/** A leaked key is told of whoever put it into quarantine: AWS does not say in whose name it does. */
function quarantine(call: Call): Words | undefined {
  const whom = quarantined(call);
  if (whom === undefined) return undefined;
  return {
    entry: passing(call, 'quarantined', 'tell'),
    class: 'action-needed',
    headline: `${whom} is under AWS's quarantine for leaked keys`,
  };
}

function passing(call: Call, name: string, window: keyof typeof WINDOW_MINUTES): Telling {
  return { ...keyOf(call), entryId: windowEntry(name, call.at, WINDOW_MINUTES[window]), expires: true };
}

/** A name of IAM has no more characters (IAM quotas); a message may hold any. */
const LONGEST_NAME = 64;

/** @param about whom the notice is: a message with the id of an event that was told, and about somebody else, is told as well */
function ofEvent(call: Call, name: string, about: string): Telling {
  return { ...keyOf(call), entryId: `${name}-${call.eventId}-${about}`, expires: true };
}

/** Whose entries in the ledger a call is about. */
export function keyOf({ accountId, caller }: Call): Omit<Telling, 'entryId' | 'expires'> {
  return { accountId, principalId: caller.kind === 'user' ? caller.id : caller.kind, guardrail: REVOKER };
}
