import type { EvidenceStore, FoundObject } from '../../aws/evidence-store';
import { inLanes } from '../../domain/in-lanes';
import type { Subject } from '../../domain/identity/subject';
import { evidenceKeyOf, KEYS } from '../contract';
import { formerContentOf } from './former-evidence';
import { historyOf } from './grant-history';
import { merged, standingOf, type KnownEvidence, type Reuse, type Standing } from './known-evidence';
import { shardContentOf, storedShard, type FetchedReport, type ShardContent, type ShardPlace } from './stored-evidence';
import { PayloadError } from '../reading';

/** Where an account's evidence is kept from one run to the next, for all guardrails. */
export interface EvidenceShards {
  readonly store: EvidenceStore;
  readonly accountId: string;
  /** Guardrail that reads and keeps it. */
  readonly guardrail: string;
  /** Where guardrails kept evidence of their own before; what is there counts as if it were here. */
  readonly formerBases: readonly string[];
  /** Told of an object that cannot be used: its principals are asked about anew. */
  readonly ignored: (key: string, why: string) => void;
}

/** Objects that are read or written at the same time. */
const LANES = 32;
/** Writers that may come in between before one gives up: of those that write at once one always succeeds. */
const MOST_ATTEMPTS = 20;

/** What an earlier run kept of a principal. */
export interface EarlierEvidence {
  readonly known: KnownEvidence;
  readonly standing: Standing;
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
    const found = await shards.store.find(evidenceKeyOf(shards.accountId, shard));
    for (const known of (await contentOf(found, shard, shards)).principals) {
      const subject = byId.get(known.id);
      if (subject === undefined) continue;
      const standing = reuse === undefined ? 'outdated' : standingOf(known.report, subject, reuse, shards.guardrail);
      earlier.set(known.id, { known, standing });
    }
  });
  return earlier;
}

/** A run that has asked for reports. */
export interface AskingRun {
  /** Every principal that it looks at. */
  readonly subjects: readonly Subject[];
  /** Unique ids of everybody in the account. */
  readonly account: ReadonlySet<string>;
  /** ISO 8601. */
  readonly startedAt: string;
}

/**
 * Adds what a run has asked for to the shards it belongs to; to others nothing is written.
 *
 * A principal that the account has no longer is dropped from them; one that the run merely does not look at stays, and so
 * does what a later run has added meanwhile. Runs that write at the same time lose nothing: each adds to what the other
 * wrote, and it does not matter who was first.
 *
 * @param fetched of any shards
 * @throws Error for evidence of a principal that the run does not look at
 */
export async function keepEvidence(
  fetched: readonly FetchedReport[],
  { subjects, account, startedAt }: AskingRun,
  shards: EvidenceShards,
): Promise<void> {
  const byId = new Map(subjects.map((subject) => [subject.id, subject]));
  const byShard = new Map<number, KnownEvidence[]>();
  for (const { id, shard, askedAt, ...report } of fetched) {
    const { basis } = byId.get(id) ?? {};
    if (basis?.shard !== shard || basis.fingerprint !== report.fingerprint) {
      throw new Error(`evidence of ${id} rests on something else than the run's manifest says`);
    }
    const known = { id, report: { ...report, askedBy: shards.guardrail }, history: historyOf(report, askedAt) };
    byShard.set(shard, [...(byShard.get(shard) ?? []), known]);
  }
  const isKept = ({ id, history }: KnownEvidence) =>
    account.has(id) || Date.parse(history.lastReportAt) > Date.parse(startedAt);
  await inLanes([...byShard], LANES, ([shard, fresh]) => addTo(shard, fresh, isKept, shards));
}

async function addTo(
  shard: number,
  fresh: readonly KnownEvidence[],
  isKept: (known: KnownEvidence) => boolean,
  shards: EvidenceShards,
): Promise<void> {
  const { store, accountId } = shards;
  const key = evidenceKeyOf(accountId, shard);
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    const found = await store.find(key);
    const { former, principals } = await contentOf(found, shard, shards);
    const kept = mergedById([...principals.filter(isKept), ...fresh]);
    const stored = storedShard({ former, principals: kept }, { shard, accountId });
    if (found?.text === JSON.stringify(stored)) return;
    if (await store.replaceJson(key, stored, found)) return;
  }
  throw new Error(`${key} was changed by others ${MOST_ATTEMPTS} times while it was written`);
}

function mergedById(all: readonly KnownEvidence[]): readonly KnownEvidence[] {
  const byId = new Map<string, KnownEvidence>();
  for (const one of all) {
    const known = byId.get(one.id);
    byId.set(one.id, known === undefined ? one : merged(known, one));
  }
  return [...byId.values()];
}

/** What a shard holds, with what its guardrails kept before that it does not hold yet. */
async function contentOf(found: FoundObject | undefined, shard: number, shards: EvidenceShards): Promise<ShardContent> {
  const { store, accountId, formerBases } = shards;
  const place = { shard, accountId };
  const key = evidenceKeyOf(accountId, shard);
  const content = usable(found, key, place, shardContentOf, shards) ?? { former: [], principals: [] };
  const former = formerBases.map((base) => `${base}/${KEYS.evidence}/${shard}.json`);
  const missing = former.filter((one) => !content.former.includes(one));
  if (missing.length === 0) return content;
  const principals = [...content.principals];
  for (const one of missing) {
    principals.push(...(usable(await store.find(one), one, place, formerContentOf, shards) ?? []));
  }
  return { former: [...content.former, ...missing], principals: mergedById(principals) };
}

/** Reads an object; undefined where there is none, or none that can be used, so that everybody in it is asked about anew. */
function usable<T>(
  found: FoundObject | undefined,
  key: string,
  place: ShardPlace,
  contentIn: (value: unknown, which: string, place: ShardPlace) => T,
  { ignored }: Pick<EvidenceShards, 'ignored'>,
): T | undefined {
  if (found === undefined) return undefined;
  try {
    return contentIn(JSON.parse(found.text), key, place);
  } catch (error) {
    if (!(error instanceof PayloadError || error instanceof SyntaxError)) throw error;
    ignored(key, error.message);
    return undefined;
  }
}
