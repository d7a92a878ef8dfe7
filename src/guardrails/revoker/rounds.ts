import type { WaitingList } from '../../aws/ledger/waiting-list';
import { tellOnce } from '../../changes/tell-once';
import type { Teller } from '../../domain/ledger/entry';
import type { UnreadableEntry } from '../../domain/ledger/unreadable-entry';
import { inTurn } from '../../domain/ledger/turns';
import { awaitsProof, proveCall } from './apply/prove-call';
import { proveRelease } from './apply/prove-release';
import { isUnproven } from './apply/unproven';
import { tellOwed, type GatheredWords } from './apply/tell-owed';
import { catchUp } from './catch-up/catch-up';
import { REVOKER } from './contract';
import { callOfText } from './judge/call-text';
import { failIfUnread } from './judge/failure';
import { look } from './look';
import { mend } from './mend';
import { watchParts } from './parts/watch-parts';
import type { RevokerPorts } from './ports';
import { caughtUpNotices } from './report/rounds/notify-caught-up';
import { furtherNotice } from './report/notify-further';
import { waitingNotice } from './report/rounds/notify-waiting';
import { respond } from './respond';
import { tagHeld } from './tag-held';
import { watchAdmins } from './roster/watch-admins';
import { accountOf } from './rules';

/** Looks at the admin groups. Tells as well, so that nothing stays untold where the other schedule is switched off. */
export async function watch(delivery: Teller, ports: RevokerPorts): Promise<void> {
  // What reads the history comes late: whoever fills it must not keep denies from being mended. Tags are a second lock.
  await eachOf([
    () => mend(delivery, ports),
    () => tell(delivery, ports),
    () => watchParts(delivery, ports),
    () => follow(delivery, ports),
    () => search(delivery, ports),
    () => tagHeld(delivery, ports),
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
  const { rules, judged, waiting, watching, telling, adminRosters, sha256 } = ports;
  const now = ports.now();
  const found = await catchUp(now, { rules, judged, waiting, adminRosters, sha256, history: watching.history });
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
  const lists = ports.lists((entry) => unread.push(entry));
  await judgeAgain(lists.waiting, delivery, ports);
  const words: GatheredWords = (calls) => furtherNotice(calls, rules);
  const told = await tellOwed(accountOf(rules), words, delivery, ports.now(), { ...telling, list: lists.owed });
  if (Object.keys(told).length > 0) log({ guardrail: REVOKER, toldOfCalls: told });
  failIfUnread(unread);
}

/** So many in a round: the next one comes in a minute, and the function has half of one. */
const AT_ONCE = 10;

/** Judges calls that wait. One that cannot be judged yet goes on waiting, and people are told how many do. */
async function judgeAgain(list: WaitingList, delivery: Teller, ports: RevokerPorts): Promise<void> {
  const waiting = await list.open(accountOf(ports.rules), ports.now());
  for (const turn of inTurn(waiting, ports.now(), AT_ONCE)) {
    try {
      const one = await list.whole(turn);
      if (one === undefined) continue;
      if (isUnproven(one)) await proveRelease(one, delivery, ports);
      else if (awaitsProof(one)) await proveCall(one, delivery, ports);
      else await respond(callOfText(one.callText), delivery, ports, one);
    } catch (error) {
      ports.log({ guardrail: REVOKER, waits: turn.entryId, principalId: turn.principalId, why: String(error) });
    }
  }
  const now = ports.now();
  for (const one of waitingNotice(waiting, now, ports.rules)) await tellOnce(one, delivery, now, ports.telling);
}
