import * as z from 'zod/mini';
import { read } from '../../../audit/reading';
import type { EvidenceStore } from '../../../aws/evidence-store';
import type { RefusedCall, RefusedCallsReader } from '../../../aws/logs/refused-calls';
import { plain } from '../../../domain/notice/notice';
import { ageDaysOf } from '../../../domain/run/usage';
import { REFUSED } from '../contract';
import type { Refused } from '../subject';

/** CloudTrail delivers within about 15 minutes (CloudTrail User Guide); what is read twice does no harm. */
const OVERLAP_MS = 3_600_000;
/** What is asked for at most: a log of more days costs more than it tells. */
const MOST_DAYS = 7;
const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;

/** What a run knows of refused calls. */
export interface Refusals {
  /** By the unique id of the user. */
  readonly of: ReadonlyMap<string, readonly Refused[]>;
  /** What people have to know of how they were read. */
  readonly remarks: readonly string[];
}

/** What reading them takes. */
export interface RefusalsPorts {
  readonly store: EvidenceStore;
  /** Absent: there is no log group to ask. */
  readonly refusedCalls?: RefusedCallsReader | undefined;
  /** Where the guardrail's objects are. */
  readonly base: string;
  readonly unusedAfterDays: number;
  readonly now: Date;
}

const text = z.string();
const kept = z.object({
  version: z.literal(1),
  /** ISO 8601; what happened until then was asked for. */
  until: text,
  calls: z.array(z.object({ id: text, source: text, at: text })),
});

const ALONE = 'Refused attempts are known from Access Advisor alone, which may leave denied services out';

/**
 * Asks once what the trail knows of refused calls since the last time, and remembers the latest of each user and service.
 *
 * A query that fails costs nobody the run: it is said, and the next run asks for the time of this one as well.
 */
export async function refusalsSince({ refusedCalls, ...ports }: RefusalsPorts): Promise<Refusals> {
  if (refusedCalls === undefined) {
    return { of: new Map(), remarks: [`${ALONE}: no trail of this deployment writes to a log group.`] };
  }
  const { store, base, unusedAfterDays, now } = ports;
  const key = `${base}/${REFUSED}`;
  const stored = await store.getJson(key);
  const before = stored === undefined ? undefined : read(kept, stored, key);
  const earliest = now.getTime() - MOST_DAYS * DAY_MS;
  const from = before === undefined ? earliest : Math.max(earliest, Date.parse(before.until) - OVERLAP_MS);
  const found = await refusedCalls(new Date(from), now);
  const calls = latestOf([...(before?.calls ?? []), ...(found.kind === 'complete' ? found.calls : [])]).filter(
    ({ at }) => ageDaysOf(at, now) <= unusedAfterDays,
  );
  if (found.kind === 'complete') await store.putJson(key, { version: 1, until: now.toISOString(), calls });
  return { of: byUser(calls), remarks: remarksOn(found) };
}

function remarksOn(found: Awaited<ReturnType<RefusedCallsReader>>): readonly string[] {
  if (found.kind === 'failed') {
    return [`${ALONE}: the log of the trail could not be asked (${plain(found.why)}). The next run asks again.`];
  }
  const scanned = `The log of the trail was asked for refused attempts: ${Math.ceil(found.scannedBytes / MEGABYTE)} MB scanned.`;
  return found.isCut ? [`${scanned} It holds more than one query returns, so some are missing.`] : [scanned];
}

/** The latest of each user and service, in an order. */
function latestOf(calls: readonly RefusedCall[]): readonly RefusedCall[] {
  const latest = new Map<string, RefusedCall>();
  for (const call of calls) {
    const name = `${call.id} ${call.source}`;
    const other = latest.get(name);
    if (other === undefined || Date.parse(call.at) > Date.parse(other.at)) latest.set(name, call);
  }
  return [...latest].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, call]) => call);
}

function byUser(calls: readonly RefusedCall[]): ReadonlyMap<string, readonly Refused[]> {
  const of = new Map<string, Refused[]>();
  for (const { id, source, at } of calls) of.set(id, [...(of.get(id) ?? []), { source, at }]);
  return of;
}
