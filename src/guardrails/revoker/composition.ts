import type { Delivery } from '../../aws/events/deliveries';
import { carryOut } from '../../changes/carry-out';
import { tellCall } from './apply/tell-call';
import { tellOnce } from '../../changes/tell-once';
import { tellOwed, type GatheredWords } from './apply/tell-owed';
import { inTurn, type Waiting } from '../../domain/ledger/waiting';
import type { Teller } from '../../domain/ledger/entry';
import type { UnreadableEntry } from '../../domain/ledger/unreadable-entry';
import { act } from './apply/act';
import { denyExposed } from './apply/deny-again';
import { record } from './apply/record';
import { mark, rememberAdd, settle, waitingFor, waitsFor } from './apply/remember';
import { uphold } from './apply/uphold';
import { catchUp } from './catch-up/catch-up';
import { REVOKER } from './contract';
import { readRoster } from './gather/admins';
import { plantsDeny } from './judge/escape';
import { callOfText } from './judge/call-text';
import { failIfUnfinished, failIfUnread } from './judge/failure';
import { parse, type Call } from './judge/parse';
import { judge } from './judgement';
import { isLook, isTell, look } from './look';
import type { RevokerPorts } from './ports';
import { watchAdmins } from './roster/watch-admins';
import { announcementsOf } from './report/notify';
import { caughtUpNotices } from './report/notify-caught-up';
import { furtherNotice, owedFor } from './report/notify-further';
import { deniedAgainNotice, upheldNotices } from './report/notify-upheld';
import { waitingNotice } from './report/notify-waiting';
import { accountOf } from './rules';

/** Answers a message of the queue: a call of IAM, or what one of the schedules asks. */
export async function answer(delivery: Delivery, ports: RevokerPorts): Promise<void> {
  const { body } = delivery;
  if (isLook(body)) return watch(delivery, ports);
  if (isTell(body)) return tell(delivery, ports);
  return respond(parse(body), delivery, ports);
}

/**
 * Answers a call of IAM: judges it, denies its caller IAM where it must, then records, then tells.
 *
 * A call that is not judged to the end waits in the ledger, and is judged again until it is.
 *
 * @param waiting the call's entry, where it has waited
 * @throws Error where anything failed or is not done with: the message is delivered again, then dead-lettered
 */
export async function respond(call: Call, delivery: Teller, ports: RevokerPorts, waiting?: Waiting): Promise<void> {
  const { rules, carry, telling, recent, log } = ports;
  const now = ports.now();
  const wait = async (why: string) => ports.waiting.add(waitingFor(call, why, waiting?.since ?? now));
  const judgement = await judge(call, rules, ports, {
    ...{ now, firstJudgedAt: waiting?.since, recentRevocations: recent.count(now) },
  }).catch(async (error: unknown) => {
    await wait(String(error));
    throw error;
  });
  const { decision, facts } = judgement;
  const outcome = await carryOut(act(decision, rules), rules.mode, carry);
  recent.add(outcome, now);
  const line: Record<string, unknown> = { guardrail: REVOKER, call, ...judgement, outcome };
  const why = waitsFor(decision, outcome);
  try {
    if (why !== undefined) await wait(why);
    const joined = await record(call, decision, outcome, now, rules, ports);
    line['incident'] = joined?.kind;
    await rememberAdd(call, decision, facts?.adminGroups, now, rules, ports);
    const announcements = announcementsOf(call, decision, outcome, joined, rules);
    line['told'] = await tellCall(owedFor(call, decision, announcements, now), announcements, delivery, now, telling);
    if ('exposed' in decision && decision.exposed !== undefined) await protect(decision.exposed, call, delivery, ports);
    if (plantsDeny(call, rules)) await mend(delivery, ports);
    if (why === undefined) await mark(call, judgement, now, ports);
    if (why === undefined && (waiting !== undefined || delivery.attempt > 1)) await settle(call, now, ports);
  } finally {
    // What was done to somebody is in the log even where nobody could be told.
    log(line);
  }
  failIfUnfinished(outcome);
}

/** Denies a user again at once whose deny the call of another took off (THREATS T12). */
async function protect(name: string, call: Call, delivery: Teller, ports: RevokerPorts): Promise<void> {
  const now = ports.now();
  const again = await denyExposed(name, now, ports);
  if (again === undefined) return;
  const by = call.caller.kind === 'user' ? call.caller.name : undefined;
  await tellOnce(deniedAgainNotice(again, { by }, now, ports.rules), delivery, now, ports.telling);
}

/** Mends what somebody has made of the denies, and tells people. */
async function mend(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const { rules, telling, log } = ports;
  const now = ports.now();
  const roster = await readRoster(rules, ports, now);
  if (roster === undefined) return;
  const upheld = await uphold(roster, now, ports);
  const announcements = upheldNotices(upheld, now, rules);
  if (announcements.length > 0) log({ guardrail: REVOKER, upheld });
  for (const announcement of announcements) await tellOnce(announcement, delivery, now, telling);
  if (upheld.failures.length > 0) throw new Error(upheld.failures.map(String).join('; '));
}

/** Looks at the admin groups. Tells as well, so that nothing stays untold where the other schedule is switched off. */
export async function watch(delivery: Teller, ports: RevokerPorts): Promise<void> {
  // What reads the history comes last: whoever fills it must not keep the rest from being done.
  await eachOf([
    () => mend(delivery, ports),
    () => tell(delivery, ports),
    () => follow(delivery, ports),
    () => search(delivery, ports),
  ]);
}

/** Does one after the other, whatever became of the one before. @throws Error with all that went wrong */
async function eachOf(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new Error(failures.map(String).join('; '), { cause: failures[0] });
}

/** Looks for calls that never got here: they wait from now on, and people are told. */
async function search(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const { rules, judged, waiting, watching, telling } = ports;
  const now = ports.now();
  const found = await catchUp(now, { rules, judged, waiting, history: watching.history });
  for (const one of caughtUpNotices(found, now, rules)) await tellOnce(one, delivery, now, telling);
}

/** Tells of changes of the admin groups, whoever made them, and remembers whom they made an admin. */
async function follow(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const now = ports.now();
  const { adminGroups, gone } = await look(now, ports.rules, ports);
  if (gone !== undefined) await tellOnce(gone, delivery, now, ports.telling);
  if (adminGroups.length === 0) return;
  const { announcements, remember } = await watchAdmins(adminGroups, now, ports.rules, ports.watching);
  for (const announcement of announcements) await tellOnce(announcement, delivery, now, ports.telling);
  await remember();
}

/** Judges again what waits, then tells people of the calls that no notice named. */
export async function tell(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const { rules, telling, log } = ports;
  const unread: UnreadableEntry[] = [];
  const entries = ports.readable((entry) => unread.push(entry));
  await judgeAgain(await entries.waiting.open(accountOf(rules)), delivery, ports);
  const words: GatheredWords = (calls) => furtherNotice(calls, rules);
  const told = await tellOwed(accountOf(rules), words, delivery, ports.now(), { ...telling, owed: entries.owed });
  if (Object.keys(told).length > 0) log({ guardrail: REVOKER, toldOfCalls: told });
  failIfUnread(unread);
}

/** So many in a round: the next one comes in a minute, and the function has half of one. */
const AT_ONCE = 10;

/** Judges calls that wait. One that cannot be judged yet goes on waiting, and people are told how many do. */
async function judgeAgain(waiting: readonly Waiting[], delivery: Teller, ports: RevokerPorts): Promise<void> {
  for (const one of inTurn(waiting, ports.now(), AT_ONCE)) {
    try {
      await respond(callOfText(one.callText), delivery, ports, one);
    } catch (error) {
      ports.log({ guardrail: REVOKER, waits: one.entryId, principalId: one.principalId, why: String(error) });
    }
  }
  const now = ports.now();
  for (const one of waitingNotice(waiting, now, ports.rules)) await tellOnce(one, delivery, now, ports.telling);
}
