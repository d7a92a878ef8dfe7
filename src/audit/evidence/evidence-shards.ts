import type { EvidenceStore } from '../../aws/evidence-store';
import { inLanes } from '../../domain/in-lanes';
import type { Subject } from '../../domain/identity/subject';
import { KEYS } from '../contract';
import { isCurrent, shardContentOf, type KnownEvidence, type Reuse, type Shard } from './known-evidence';
import { PayloadError } from '../reading';

/** Where evidence is kept from one run to the next. */
export interface EvidenceShards {
  readonly store: EvidenceStore;
  readonly accountId: string;
  /** Where the audit keeps its objects. */
  readonly base: string;
  /** Told of an object that cannot be used: its principals are asked about anew. */
  readonly ignored: (key: string, why: string) => void;
}

/** Objects that are read or written at the same time. */
const LANES = 12;

/** What an earlier run kept of a principal. */
export interface EarlierEvidence {
  readonly known: KnownEvidence;
  /** Whether it is still what a new report would say. */
  readonly isCurrent: boolean;
}

/**
 * Reads the evidence of earlier runs.
 *
 * @param reuse absent: none of it stands for a new report
 * @returns by the unique id of the principal
 */
export async function earlierEvidence(
  subjects: readonly Subject[],
  shards: EvidenceShards,
  reuse?: Reuse,
): Promise<ReadonlyMap<string, EarlierEvidence>> {
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const earlier = new Map<string, EarlierEvidence>();
  await inLanes([...new Set(subjects.flatMap(({ basis }) => basis?.shard ?? []))], LANES, async (shard) => {
    for (const known of await contentOf(shard, shards)) {
      const subject = byId.get(known.id);
      if (subject === undefined) continue;
      earlier.set(known.id, { known, isCurrent: reuse !== undefined && isCurrent(known, subject, reuse) });
    }
  });
  return earlier;
}

/**
 * Adds what a run has asked for to the shards it belongs to; to others nothing is written.
 *
 * Whoever is gone is dropped from them. What a later run has added meanwhile stays, so that a run that is redriven after
 * it takes nothing back.
 *
 * @param fetched of any shards
 * @param startedAt ISO 8601, start of the run
 * @throws Error for evidence of somebody whom the run does not look at
 */
export async function keepEvidence(
  fetched: readonly KnownEvidence[],
  { subjects, startedAt }: { readonly subjects: readonly Subject[]; readonly startedAt: string },
  shards: EvidenceShards,
): Promise<void> {
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const byShard = new Map<number, KnownEvidence[]>();
  for (const one of fetched) {
    const { basis } = byId.get(one.id) ?? {};
    if (basis?.shard !== one.shard || basis.fingerprint !== one.fingerprint) {
      throw new Error(`evidence of ${one.id} rests on something else than the run's manifest says`);
    }
    byShard.set(one.shard, [...(byShard.get(one.shard) ?? []), one]);
  }
  await inLanes([...byShard], LANES, async ([shard, fresh]) => {
    const isKept = ({ id, fetchedAt }: KnownEvidence) => byId.has(id) || isLater(fetchedAt, startedAt);
    const kept = new Map((await contentOf(shard, shards)).filter(isKept).map((one) => [one.id, one]));
    for (const one of fresh) {
      const known = kept.get(one.id);
      if (known === undefined || !isLater(known.fetchedAt, one.fetchedAt)) kept.set(one.id, one);
    }
    const evidence = [...kept.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
    const content: Shard = { version: 1, accountId: shards.accountId, shard, evidence: evidence.map(copyOf) };
    await shards.store.putJson(keyOf(shard, shards), content);
  });
}

/** What a shard holds: nothing where it cannot be read, so that everybody in it is asked about anew. */
async function contentOf(shard: number, { store, accountId, base, ignored }: EvidenceShards) {
  const key = keyOf(shard, { base });
  try {
    const value = await store.getJson(key);
    return value === undefined ? [] : shardContentOf(value, key, { shard, accountId });
  } catch (error) {
    if (!(error instanceof PayloadError || error instanceof SyntaxError)) throw error;
    ignored(key, error.message);
    return [];
  }
}

const keyOf = (shard: number, { base }: Pick<EvidenceShards, 'base'>) => `${base}/${KEYS.evidence}/${shard}.json`;

const isLater = (one: string, other: string) => Date.parse(one) > Date.parse(other);

const copyOf = ({ services, formerly, ...rest }: KnownEvidence) => ({
  ...rest,
  services: [...services],
  ...(formerly && { formerly: [...formerly] }),
});
