import type { Teller, Telling } from '../../../domain/ledger/entry';
import type { Notice } from '../../../domain/notice/notice';
import { isDue, sortOwed, type Owed, type OwedInBrief, type NoticeState } from '../../../domain/ledger/owed';
import { oldestAndOthers } from '../../../domain/ledger/turns';
import type { OwedList } from '../../../aws/ledger/owed-list';
import type { TellingPorts } from './tell-call';

/** A notice of as many calls as it can hold. */
export interface Gathered {
  readonly notice: Notice;
  /** Calls that it names; the others are named by the next. */
  readonly named: readonly Owed[];
}

/** Words some calls, of which there is at least one. */
export type GatheredWords = (owed: readonly [Owed, ...Owed[]]) => Gathered;

/** How people are told of what is owed. */
interface OwedPorts extends TellingPorts {
  /** What is owed. */
  readonly list: OwedList;
}

/** Entries written at the same time. */
const AT_ONCE = 25;

/** So many callers in a round, each with a notice: some seconds. */
const CALLERS = 25;

/**
 * Tells people of calls that no notice named: one notice for each caller, with a line for each call. Of more
 * callers than a round has time for, half are those who have waited longest, and the others change each minute.
 *
 * A call is settled only after the publishing, so a crash between the two repeats its line; nothing loses it, and
 * nothing else repeats it: one delivery at a time tells of a caller, by what the table itself says is still owed.
 *
 * @returns ids of the callers, each with the number of calls that people were told of
 * @throws Error naming those of whom nobody could be told, after all others were
 */
export async function tellOwed(
  accountId: string,
  words: GatheredWords,
  teller: Teller,
  now: Date,
  ports: OwedPorts,
): Promise<Readonly<Record<string, number>>> {
  const told: Record<string, number> = {};
  const failures: string[] = [];
  const due = byPrincipal(await ports.list.open(accountId, now)).filter((owed) => isDue(owed, now));
  for (const [first] of oldestAndOthers(due, CALLERS, now)) {
    const { principalId } = first;
    try {
      const count = await tellOf(first, words, teller, now, ports);
      if (count > 0) told[principalId] = count;
    } catch (error) {
      failures.push(`${principalId}: ${String(error)}`);
    }
  }
  if (failures.length > 0) throw new Error(`calls could not be told of: ${failures.join('; ')}`);
  return told;
}

async function tellOf(
  first: OwedInBrief,
  words: GatheredWords,
  teller: Teller,
  now: Date,
  ports: OwedPorts,
): Promise<number> {
  const { accountId, principalId, guardrail } = first;
  const turn: Telling = { accountId, principalId, guardrail, entryId: 'telling-calls', expires: true };
  if (!(await ports.ledger.claim(turn, teller, now))) return 0;
  const count = await tellReady(await ports.list.from(first), words, now, ports).catch(async (error: unknown) => {
    // What kept people from being told says more than what kept the turn from being given up.
    await ports.ledger.giveUp(turn, teller).catch((second: unknown) => {
      throw new Error(`${String(error)}; nor could the turn be given up: ${String(second)}`, { cause: error });
    });
    throw error;
  });
  await ports.ledger.giveUp(turn, teller);
  return count;
}

async function tellReady(owed: readonly Owed[], words: GatheredWords, now: Date, ports: TellingPorts): Promise<number> {
  const { said, ready } = sortOwed(owed, await toldIn(owed, ports), now);
  await settle(said, now, ports);
  const [first, ...others] = ready;
  if (first === undefined) return 0;
  const { notice, named } = words([first, ...others]);
  await ports.alert(notice);
  await settle(named, now, ports);
  return named.length;
}

async function toldIn(owed: readonly Owed[], { ledger }: TellingPorts): Promise<ReadonlyMap<string, NoticeState>> {
  const entries = new Map(owed.flatMap((one) => one.notices.map((entryId) => [entryId, { ...one, entryId }] as const)));
  return new Map(
    await Promise.all([...entries].map(async ([entryId, entry]) => [entryId, await ledger.told(entry)] as const)),
  );
}

async function settle(owed: readonly Owed[], now: Date, ports: TellingPorts): Promise<void> {
  for (let from = 0; from < owed.length; from += AT_ONCE) {
    await Promise.all(owed.slice(from, from + AT_ONCE).map((one) => ports.owed.settle(one, now)));
  }
}

/** What is owed of each caller, in the order of their first calls; the first call of each comes first. */
function byPrincipal(owed: readonly OwedInBrief[]): readonly (readonly [OwedInBrief, ...OwedInBrief[]])[] {
  const groups = new Map<string, [OwedInBrief, ...OwedInBrief[]]>();
  for (const one of [...owed].sort((a, b) => (a.entryId < b.entryId ? -1 : 1))) {
    const group = groups.get(one.principalId);
    if (group === undefined) groups.set(one.principalId, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}
