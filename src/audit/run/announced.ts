import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import { standAfter, type FoundOf, type Standings } from '../../domain/run/countdown';
import { KEYS } from '../contract';
import { count, text, time, type Run } from '../payloads/run';
import { read } from '../reading';

const object = z.object({
  version: z.literal(1),
  ...{ runId: text, startedAt: time },
  things: z.record(z.string(), z.object({ since: time, days: count, lastDay: text, on: z.optional(text) })),
});

/** What earlier reports have named, and on how many days. @param base where the audit keeps its objects */
export async function announcedIn(base: string, store: EvidenceStore): Promise<Standings> {
  return new Map(Object.entries((await lastIn(base, store))?.things ?? {}));
}

/**
 * Notes what a report has named. To be called after people were told: what nobody was told of does not count.
 *
 * It may be repeated. An old run that is redriven says nothing of what a younger one has told.
 */
export async function noteAnnounced(
  found: readonly FoundOf[],
  { runId, startedAt }: Pick<Run, 'runId' | 'startedAt'>,
  base: string,
  store: EvidenceStore,
): Promise<void> {
  const last = await lastIn(base, store);
  if (last !== undefined && Date.parse(last.startedAt) > Date.parse(startedAt)) return;
  const things = standAfter(new Map(Object.entries(last?.things ?? {})), found, startedAt);
  await store.putJson(keyOf(base), {
    ...({ version: 1, runId, startedAt } as const),
    things: Object.fromEntries(things),
  } satisfies z.infer<typeof object>);
}

async function lastIn(base: string, store: EvidenceStore): Promise<z.infer<typeof object> | undefined> {
  const value = await store.getJson(keyOf(base));
  return value === undefined ? undefined : read(object, value, keyOf(base));
}

const keyOf = (base: string) => `${base}/${KEYS.announced}`;
