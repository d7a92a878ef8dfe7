import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import { reasonOf } from '../../domain/notice/notice';
import type { PastRun } from '../../report/page/report';
import { KEYS } from '../contract';
import { run, type Run } from '../payloads/run';
import { read } from '../reading';

/** What runs came to: those up to one of them, oldest first, or why they are not known. */
export type History = { readonly runs: readonly PastRun[] } | { readonly unread: string };

/** So many runs are remembered: three months of daily ones, and far more of weekly ones. */
const REMEMBERED = 90;

/** How often the object is read again where another run has written it meanwhile. */
const ATTEMPTS = 3;

const object = z.object({
  version: z.literal(1),
  runs: z.array(z.object({ ...run, numbers: z.record(z.string(), z.number()) })),
});

/**
 * Adds what a run came to to what earlier ones did, in one object that the function which sums up both reads and writes: the
 * summaries of earlier runs may be too large to read for the sake of a few numbers, and nobody needs the right to list them.
 *
 * It may be repeated. Of a run that is redriven later, what younger ones came to is not told.
 *
 * @param base where the audit keeps its objects
 * @returns what is known; that something cannot be read keeps no run from its end, and is left as it is
 */
export async function noteHistory(
  { runId, startedAt, purpose }: Run,
  numbers: PastRun['numbers'],
  base: string,
  store: EvidenceStore,
): Promise<History> {
  const own: PastRun = { runId, startedAt, purpose, numbers };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await foundIn(base, store);
    if ('unread' in found) return found;
    const runs = [...found.runs.filter((one) => one.runId !== runId), own].sort(byStart).slice(-REMEMBERED);
    if (await store.replaceJson(keyOf(base), { version: 1, runs }, found.object)) {
      return { runs: runs.filter((one) => byStart(one, own) <= 0) };
    }
  }
  return { unread: 'other runs wrote at the same time' };
}

type Found = { readonly runs: readonly PastRun[]; readonly object: Awaited<ReturnType<EvidenceStore['find']>> };

async function foundIn(base: string, store: EvidenceStore): Promise<Found | { readonly unread: string }> {
  try {
    const found = await store.find(keyOf(base));
    if (found === undefined) return { runs: [], object: undefined };
    return { runs: read(object, JSON.parse(found.text), keyOf(base)).runs, object: found };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { unread: reasonOf(error) };
  }
}

const byStart = (one: PastRun, other: PastRun) => Date.parse(one.startedAt) - Date.parse(other.startedAt);

const keyOf = (base: string) => `${base}/${KEYS.history}`;
