import { carryOut } from '../../changes/carry-out';
import type { Teller } from '../../domain/ledger/entry';
import type { Waiting } from '../../domain/ledger/waiting';
import { act } from './apply/act';
import { tagJoined } from './apply/incident-tag';
import { record } from './apply/record';
import { mark, rememberAdd, settle, waitingFor, waitsFor } from './apply/remember';
import { rememberHeld, tellForged } from './apply/remember-held';
import { tellFew } from './apply/tell-few';
import { REVOKER } from './contract';
import { plantsDeny, userNamedBy } from './judge/escape';
import type { Decision } from './judge/decision';
import { failIfUnfinished } from './judge/failure';
import type { Call } from './judge/parse';
import { judge, type Judgement } from './judgement';
import type { RevokerPorts } from './ports';
import { announcementsOf } from './report/notify';

/**
 * Answers a call of IAM: judges it, denies its caller IAM where it must, then records, then tells.
 *
 * A call that is not judged to the end waits in the ledger, and is judged again until it is.
 *
 * @param waiting the call's entry, where it has waited
 * @throws Error where anything failed or is not done with: the message is delivered again, then dead-lettered
 */
export async function respond(call: Call, delivery: Teller, ports: RevokerPorts, waiting?: Waiting): Promise<void> {
  const { rules, carry, recent, log } = ports;
  const now = ports.now();
  // Of calls that wait to be judged, those are urgent which history shows.
  const isShown = waiting?.isUrgent ?? false;
  const wait = async (why: string) => ports.waiting.add(waitingFor(call, why, waiting?.since ?? now, ports));
  const judgement = await judge(call, rules, ports, {
    ...{ now, firstJudgedAt: waiting?.since, recentRevocations: recent.count(now, isShown), isShown },
  }).catch(async (error: unknown) => {
    await wait(String(error));
    throw error;
  });
  const { decision, facts } = judgement;
  const outcome = await carryOut(act(decision, rules), rules.mode, carry);
  recent.add(outcome, now, isShown);
  const line: Record<string, unknown> = { guardrail: REVOKER, call, ...judgement, outcome };
  const why = waitsFor(decision, outcome);
  try {
    if (why !== undefined) await wait(why);
    const joined = await record(call, decision, outcome, now, rules, ports);
    line['incident'] = joined?.kind;
    await rememberAdd(call, decision, facts?.adminGroups, now, rules, ports);
    const announcements = announcementsOf(call, decision, outcome, joined, rules);
    const told = await tellFew(call, decision, announcements, { delivery, now, isShown }, ports);
    Object.assign(line, { told: told.isTold, ...(told.isLeftOut && { leftOut: true }) });
    await guardDenies(call, decision, delivery, ports);
    await rememberHeld(call, judgement, now, ports);
    await tellForged(call, judgement, delivery, now, ports);
    const hasWaited = waiting !== undefined || delivery.attempt > 1;
    line['tagged'] = await tagJoined(joined, hasWaited, ports);
    const { isUntold } = told;
    if (why === undefined) await finish(call, judgement, { now, hasWaited, isUntold, waiting }, ports);
  } finally {
    // What was done to somebody is in the log even where nobody could be told.
    log(line);
  }
  failIfUnfinished(outcome);
}

/** Puts right at once what a call did to the denies: one that it took off a denied user, or put on somebody else. */
async function guardDenies(call: Call, decision: Decision, delivery: Teller, ports: RevokerPorts): Promise<void> {
  const exposed = 'exposed' in decision ? decision.exposed : undefined;
  const isPlanted = plantsDeny(call, ports.rules);
  if (exposed === undefined && !isPlanted) return;
  const { protect, mend } = await ports.mending();
  if (exposed !== undefined) await protect(exposed, call, delivery, ports);
  if (isPlanted) await mend(delivery, ports, userNamedBy(call));
}

/** Marks a call as judged to the end, unless people have not been told yet, and takes it off the list where it may be on it. */
async function finish(
  call: Call,
  judgement: Judgement,
  {
    now,
    hasWaited,
    isUntold,
    waiting,
  }: {
    readonly now: Date;
    readonly hasWaited: boolean;
    readonly isUntold: boolean;
    readonly waiting: Waiting | undefined;
  },
  ports: RevokerPorts,
): Promise<void> {
  if (!isUntold) await mark(call, judgement, now, ports);
  if (hasWaited) await settle(call, waiting, now, ports);
}
