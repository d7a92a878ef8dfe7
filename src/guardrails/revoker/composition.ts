import type { Delivery } from '../../aws/events/deliveries';
import { carryOut } from '../../changes/carry-out';
import { tellCall } from './apply/tell-call';
import { tellOnce } from '../../changes/tell-once';
import { tellOwed, type GatheredWords } from './apply/tell-owed';
import type { AdminGroup } from '../../domain/admin-roster/roster';
import type { Teller } from '../../domain/ledger/entry';
import type { UnreadableEntry } from '../../domain/ledger/unreadable-entry';
import { act } from './apply/act';
import { record } from './apply/record';
import { REVOKER } from './contract';
import { failIfUnfinished, failIfUnread } from './judge/failure';
import { parse, type Call } from './judge/parse';
import { judge } from './judgement';
import { isLook, isTell, look } from './look';
import type { RevokerPorts } from './ports';
import { watchAdmins } from './roster/watch-admins';
import { announcementsOf } from './report/notify';
import { furtherNotice, owedFor } from './report/notify-further';
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
 * @throws Error where anything failed or is not done with: the message is delivered again, then dead-lettered
 */
export async function respond(call: Call, delivery: Teller, ports: RevokerPorts): Promise<void> {
  const { rules, carry, telling, recent, log } = ports;
  const now = ports.now();
  const judgement = await judge(call, rules, ports, { now, recentRevocations: recent.count(now) });
  const { decision } = judgement;
  const outcome = await carryOut(act(decision, rules), rules.mode, carry);
  recent.add(outcome, now);
  const line: Record<string, unknown> = { guardrail: REVOKER, call, ...judgement, outcome };
  try {
    const joined = await record(call, decision, outcome, now, rules, ports);
    line['incident'] = joined?.kind;
    const announcements = announcementsOf(call, decision, outcome, joined, rules);
    line['told'] = await tellCall(owedFor(call, decision, announcements, now), announcements, delivery, now, telling);
  } finally {
    // What was done to somebody is in the log even where nobody could be told.
    log(line);
  }
  failIfUnfinished(decision, outcome);
}

/** Looks at the admin groups. Tells as well, so that nothing stays untold where the other schedule is switched off. */
export async function watch(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const now = ports.now();
  const looked = await look(now, ports.rules, ports);
  if ('blind' in looked) await tellOnce(looked.blind, delivery, now, ports.telling);
  await tell(delivery, ports);
  if ('adminGroups' in looked) await follow(looked.adminGroups, delivery, ports);
}

/** Tells of changes of the admin groups, whoever made them, and remembers whom they made an admin. */
async function follow(adminGroups: readonly AdminGroup[], delivery: Teller, ports: RevokerPorts): Promise<void> {
  if (adminGroups.length === 0) return;
  const now = ports.now();
  const { announcements, remember } = await watchAdmins(adminGroups, now, ports.rules, ports.watching);
  for (const announcement of announcements) await tellOnce(announcement, delivery, now, ports.telling);
  await remember();
}

/** Tells people of the calls that no notice named. */
export async function tell(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const { rules, telling, log } = ports;
  const unread: UnreadableEntry[] = [];
  const owed = ports.readableOwed((entry) => unread.push(entry));
  const words: GatheredWords = (calls) => furtherNotice(calls, rules);
  const told = await tellOwed(accountOf(rules), words, delivery, ports.now(), { ...telling, owed });
  if (Object.keys(told).length > 0) log({ guardrail: REVOKER, toldOfCalls: told });
  failIfUnread(unread);
}
