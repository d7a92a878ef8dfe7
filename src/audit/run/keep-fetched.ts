import type { Subject } from '../../domain/identity/subject';
import type { SucceededBatch } from '../batch/results';
import { KEYS } from '../contract';
import { keepEvidence, type EvidenceShards } from '../evidence/evidence-shards';
import { fetchedOf, type FetchedReport } from '../evidence/stored-evidence';
import { idsOf } from '../payloads/subjects';

/** A run whose batches have asked for reports. */
export interface FetchedRun {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Everybody whom it looks at. */
  readonly subjects: readonly Subject[];
  /** Whether everybody in the account is listed on their own. @default false: these are all */
  readonly accountListed?: boolean | undefined;
}

/** Reports that are kept at a time: all of a large account's at once would need a large function. */
const AT_ONCE = 500;

/** Keeps what the batches have asked for, for later runs. */
export async function keepFetched(
  batches: readonly SucceededBatch[],
  { prefix, startedAt, subjects, accountListed = false }: FetchedRun,
  shards: EvidenceShards,
): Promise<void> {
  const { store } = shards;
  const listKey = `${prefix}/${KEYS.account}`;
  const listed = accountListed ? idsOf(await store.getJson(listKey), listKey) : subjects.map(({ id }) => id);
  const run = { subjects, account: new Set(listed), startedAt };
  let fetched: FetchedReport[] = [];
  for (const { evidenceKey } of batches) {
    if (evidenceKey === undefined) continue;
    fetched.push(...fetchedOf(await store.getJson(evidenceKey), evidenceKey));
    if (fetched.length < AT_ONCE) continue;
    await keepEvidence(fetched, run, shards);
    fetched = [];
  }
  await keepEvidence(fetched, run, shards);
}
