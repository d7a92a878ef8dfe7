import type { Group } from '../../../domain/identity/principal';
import { plain } from '../../../domain/notice/notice';
import type { Outcome } from '../../../domain/change/change';
import { waitingEntry, type Waiting } from '../../../domain/ledger/waiting';
import type { IamReader } from '../../../aws/iam/reader';
import type { HintLedger } from '../../../aws/ledger/hints';
import type { Hints } from '../../../domain/admin-roster/hints';
import type { JudgedLedger } from '../../../aws/ledger/judged';
import type { WaitingLedger } from '../../../aws/ledger/waiting';
import type { Judgement } from '../judgement';
import { callText } from '../judge/call-text';
import type { Decision } from '../judge/decision';
import { changedAdminGroups } from '../judge/membership';
import type { Call } from '../judge/parse';
import { keyOf } from '../report/notify';
import { callerInEvent } from '../report/words';
import { callKey, judgedId, type Digesting } from './judged-id';
import type { Rules } from '../rules';

/** A call that is to be judged again. @param why what it waits for */
export function waitingFor(call: Call, why: string, since: Date, digesting: Digesting): Waiting {
  return {
    ...keyOf(call),
    entryId: waitingEntry(call.at, callKey(call, digesting)),
    since,
    // An error may say again what the caller had it read.
    why: plain(why, 400),
    isUrgent: false,
    caller: callerInEvent(call),
    callText: callText(call),
  };
}

/**
 * Takes a call off the list, which has been judged to the end.
 *
 * @param entry where it was read from the list. @default the one that it would have
 */
export async function settle(
  call: Call,
  entry: Waiting | undefined,
  now: Date,
  { waiting, sha256 }: Digesting & { readonly waiting: WaitingLedger },
): Promise<void> {
  await waiting.settle(entry ?? { ...keyOf(call), entryId: waitingEntry(call.at, callKey(call, { sha256 })) }, now);
}

/**
 * Marks a call as judged to the end, so that nobody finds it in history as one that never came.
 *
 * A call that its event alone decides needs no mark: to decide it again costs nothing.
 */
export async function mark(
  call: Call,
  { facts, decision }: Judgement,
  now: Date,
  { judged }: { readonly judged: JudgedLedger },
): Promise<void> {
  if (facts === undefined && isPlain(decision)) return;
  const { accountId, principalId } = keyOf(call);
  const as = AS_ADMIN.includes(decision.reason) ? 'admin' : 'other';
  await judged.mark(accountId, principalId, judgedId(call), as, now);
}

/** Verdicts on calls of admins: history may say later that their callers were none by then. */
const AS_ADMIN: readonly string[] = ['admin', 'admin-re-added'];

/** Whether nothing follows from a call: who frees somebody may have released her, which has to be recorded. */
export const isPlain = (decision: { readonly kind: string }): boolean =>
  decision.kind === 'leave' && !('freed' in decision);

/** What a call waits for that was not judged to the end; undefined for one that was. */
export function waitsFor(decision: Decision, outcome: Outcome): string | undefined {
  if (outcome.kind === 'failed') return outcome.why;
  if (decision.kind === 'undecidable') return decision.why;
  if (decision.kind === 'hold') return decision.why ?? decision.reason;
  return decision.kind === 'tell' && decision.reason === 'too-many-revocations' ? decision.reason : undefined;
}

/**
 * Remembers whom a call put into an admin group, for the judgement of what that user calls.
 *
 * It is no more than a hint until history knows of the call: it may have been forged, and the name be another's by now.
 *
 * @param adminGroups as the facts show them; of a caller of whom nothing was read, as the settings name them
 */
export async function rememberAdd(
  call: Call,
  decision: Decision,
  adminGroups: readonly Group[] | undefined,
  now: Date,
  rules: Rules,
  { iam, hints }: { readonly iam: IamReader; readonly hints: HintLedger },
): Promise<void> {
  const by = addedBy(decision);
  const { userName } = call.parameters ?? {};
  if (by === undefined || call.eventName !== 'AddUserToGroup' || typeof userName !== 'string') return;
  if (changedAdminGroups(call, adminGroups ?? rules.adminGroups, rules).length === 0) return;
  const user = await iam.user(userName);
  if (user !== undefined) await hints.note(call.accountId, user.id, by, now);
}

/** Whether a caller may make admins, as far as a message tells; undefined where that is not known yet. */
function addedBy(decision: Decision): keyof Hints | undefined {
  const { kind, reason } = decision;
  // Whom an admin has just made one may make others.
  if (kind === 'hold') return decision.isExpected ? 'byAdmin' : undefined;
  if (kind === 'undecidable' || reason === 'gone') return undefined;
  const isRight = kind === 'leave' && reason !== 'already-revoked' && reason !== 'released';
  return isRight || MAY.includes(reason) ? 'byAdmin' : 'byOther';
}

/** Of whom people are told, and who may make admins all the same. */
const MAY: readonly string[] = ['root', 'admin-re-added', 'exempt-renamed'];
