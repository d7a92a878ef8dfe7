import * as z from 'zod/mini';
import { everybodyIn, findOne, type Traces } from '../../../audit/recorded/find';
import type { BoundaryLedger } from '../kinds';
import type { EvidenceStore } from '../../../aws/evidence-store';
import type { IamReader } from '../../../aws/iam/reader';
import type { TagLedger } from '../../../aws/ledger/tags';
import type { PrincipalNamed } from '../../../aws/iam/principal-named';
import type { TagsSet } from '../../../domain/change/change';
import type { Principal } from '../../../domain/identity/principal';
import type { ReleaseRequest } from '../../../release/parse';
import type { Found } from '../../../release/releaser';

/** Somebody to release from what an audit did. */
export interface BoundedTarget {
  readonly principal: Principal;
  /** Absent: whatever any run did is taken back. */
  readonly run?: {
    readonly runId: string;
    /** Tags that the run wrote; absent where it wrote none. */
    readonly tags?: TagsSet;
  };
}

/** Where an audit's traces are. */
export interface BoundedTraces {
  readonly boundaries: BoundaryLedger;
  readonly tags: TagLedger;
  readonly named: PrincipalNamed;
  readonly reader: Pick<IamReader, 'userNameOfId'>;
  /** Absent where no audit is deployed, and its summaries are not there. */
  readonly store?: EvidenceStore | undefined;
  /** Object with the summary of a run. */
  readonly summaryKey: (runId: string) => string;
}

/** Whom a request means; or that nothing is known of a run. */
export type FoundBounded =
  | { readonly kind: 'targets'; readonly targets: readonly BoundedTarget[] }
  | Extract<Found, { readonly kind: 'unknown-run' }>;

/**
 * Finds whom a request means among those whom an audit has bounded or tagged.
 *
 * @throws Error when a principal is not there and nothing is open for it, or an ARN is that of more than one
 */
export async function findBounded(
  request: ReleaseRequest,
  accountId: string,
  traces: BoundedTraces,
): Promise<FoundBounded> {
  if (request.kind === 'run') return ofRun(request.runId, accountId, traces);
  const known = tracesIn(accountId, traces);
  const found = request.kind === 'all' ? await everybodyIn(known) : [await findOne(request, accountId, known)];
  return { kind: 'targets', targets: found.map((principal) => ({ principal })) };
}

const tracesIn = (accountId: string, { boundaries, tags, named }: BoundedTraces): Traces => ({
  ...{ named, done: 'bounded or tagged' },
  ofId: async (id) => {
    const [[latest], tagged] = await Promise.all([
      boundaries.historyOf(accountId, id),
      tags.ofPrincipal(accountId, id),
    ]);
    return latest?.change.principal ?? tagged?.principal;
  },
  remembered: async () => {
    const [bounded, tagged] = await Promise.all([boundaries.allOpen(accountId), tags.allOpen(accountId)]);
    return [...bounded.map(({ change }) => change.principal), ...tagged.map(({ principal }) => principal)];
  },
});

const texts = z.record(z.string(), z.string());

/** What a release reads of a summary. */
const summary = z.object({
  accountId: z.string(),
  runId: z.string(),
  principals: z.array(
    z.object({
      kind: z.enum(['user', 'role', 'group']),
      id: z.string(),
      arn: z.string(),
      name: z.string(),
      tags: z.object({
        kind: z.string(),
        set: z.optional(texts),
        removed: z.optional(z.array(z.string())),
        before: z.optional(texts),
      }),
    }),
  ),
});

async function ofRun(runId: string, accountId: string, traces: BoundedTraces): Promise<FoundBounded> {
  const key = traces.summaryKey(runId);
  const [entries, found] = await Promise.all([traces.boundaries.ofRun(accountId, runId), traces.store?.getJson(key)]);
  if (entries.length === 0 && found === undefined) {
    const why = traces.store === undefined ? 'no audit is deployed, whose bucket has' : 'there is no';
    return { kind: 'unknown-run', why: `it bounded nobody, and ${why} ${key}` };
  }
  const targets = new Map<string, BoundedTarget>();
  for (const { change } of entries) targets.set(change.principal.id, { principal: change.principal, run: { runId } });
  for (const tags of found === undefined ? [] : tagsOf(found, { key, runId, accountId })) {
    targets.set(tags.principal.id, { principal: tags.principal, run: { runId, tags } });
  }
  return { kind: 'targets', targets: [...targets.values()] };
}

function tagsOf(
  found: unknown,
  { key, runId, accountId }: { readonly key: string; readonly runId: string; readonly accountId: string },
): readonly TagsSet[] {
  const { principals, ...of } = summary.parse(found);
  if (of.runId !== runId || of.accountId !== accountId)
    throw new Error(`${key} is the summary of another run: ${of.runId} of ${of.accountId}`);
  return principals.flatMap(({ kind, id, arn, name, tags }) => {
    if (tags.kind !== 'written' || kind === 'group') return [];
    const principal: Principal = { kind, accountId, id, arn, name };
    const { set = {}, removed = [], before = {} } = tags;
    return [{ kind: 'tags-set', principal, set, removed, before }];
  });
}
