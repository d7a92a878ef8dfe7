import * as z from 'zod/mini';
import { PayloadError, read } from '../reading';
import { isoOf, type GrantHistory, type ServiceHistory } from './grant-history';
import type { KnownEvidence, KnownReport } from './known-evidence';

const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));

const report = {
  fingerprint: z.string(),
  grants: z.optional(z.string()),
  fetchedAt: time,
  services: z.array(z.object({ service: z.string(), lastUsedAt: z.optional(time), entities: z.number() })),
  denies: z.optional(z.array(z.string())),
};

/** Services by time: most of them were first seen in the same report, so that the time stands there once. */
const byTime = z.array(z.object({ at: time, services: z.array(z.string()) }));

const shardObject = z.object({
  version: z.literal(2),
  accountId: z.string(),
  shard: z.number(),
  /** Keys of objects of an earlier form whose content is in this one. */
  former: z.array(z.string()),
  principals: z.array(
    z.object({
      id: z.string(),
      report: z.object({ ...report, askedBy: z.optional(z.string()) }),
      history: z.object({ firstReportAt: time, lastReportAt: time, firstSeen: byTime, lastMissing: byTime }),
    }),
  ),
});

const fetched = z.object({
  evidence: z.array(z.object({ id: z.string(), shard: z.number(), askedAt: z.optional(time), ...report })),
});

/** A report that a batch has asked for, for the summary to keep. */
export interface FetchedReport extends Omit<KnownReport, 'askedBy'> {
  /** Unique id of the principal. */
  readonly id: string;
  readonly shard: number;
  /** ISO 8601, when Access Advisor was asked. Absent: an earlier version's. */
  readonly askedAt?: string | undefined;
}

/** What is kept in one object. */
export interface ShardContent {
  readonly former: readonly string[];
  readonly principals: readonly KnownEvidence[];
}

/** Which shard of which account. */
export interface ShardPlace {
  readonly shard: number;
  readonly accountId: string;
}

/** Reads what a batch has kept for the summary. @throws PayloadError naming the field */
export function fetchedOf(value: unknown, which: string): readonly FetchedReport[] {
  return read(fetched, value, which).evidence;
}

/** Reads a shard. @throws PayloadError naming the field, or saying that it is another one */
export function shardContentOf(value: unknown, which: string, { shard, accountId }: ShardPlace): ShardContent {
  const content = read(shardObject, value, which);
  if (content.shard !== shard || content.accountId !== accountId) {
    throw new PayloadError(`${which} is of another shard or account`);
  }
  const { former, principals } = content;
  return { former, principals: principals.map(({ history, ...one }) => ({ ...one, history: historyIn(history) })) };
}

/** A shard as it is stored: the same bytes for the same content. */
export function storedShard({ former, principals }: ShardContent, { shard, accountId }: ShardPlace): object {
  const stored: z.infer<typeof shardObject> = {
    ...{ version: 2, accountId, shard, former: [...former].sort() },
    principals: [...principals]
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map(({ id, report: kept, history }) => ({ id, report: storedReport(kept), history: storedHistory(history) })),
  };
  return stored;
}

function storedReport({ fingerprint, grants, fetchedAt, askedBy, services, denies }: KnownReport) {
  return {
    ...{ fingerprint, grants, fetchedAt, askedBy },
    services: services.map(({ service, lastUsedAt, entities }) => ({ service, lastUsedAt, entities })),
    denies: denies && [...denies],
  };
}

function storedHistory({ firstReportAt, lastReportAt, services }: GrantHistory) {
  const firstSeen = [...services].map(([service, { firstSeenAt }]) => [service, firstSeenAt] as const);
  const lastMissing = [...services].flatMap(([service, { lastMissingAt }]) =>
    lastMissingAt === undefined ? [] : [[service, lastMissingAt] as const],
  );
  return { firstReportAt, lastReportAt, firstSeen: byTimes(firstSeen), lastMissing: byTimes(lastMissing) };
}

function byTimes(times: readonly (readonly [service: string, at: string])[]): z.infer<typeof byTime> {
  const all = new Map<string, string[]>();
  for (const [service, at] of times) {
    const known = all.get(at) ?? [];
    all.set(at, known);
    known.push(service);
  }
  return [...all]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([at, services]) => ({ at, services: services.sort() }));
}

function historyIn(stored: z.infer<typeof shardObject>['principals'][number]['history']): GrantHistory {
  const lastMissing = timesIn(stored.lastMissing);
  const services = [...timesIn(stored.firstSeen)].map(([service, firstSeenAt]): [string, ServiceHistory] => {
    const lastMissingAt = lastMissing.get(service);
    return [service, { firstSeenAt, ...(lastMissingAt !== undefined && { lastMissingAt }) }];
  });
  return {
    firstReportAt: isoOf(stored.firstReportAt),
    lastReportAt: isoOf(stored.lastReportAt),
    services: new Map(services),
  };
}

const timesIn = (stored: z.infer<typeof byTime>) =>
  new Map(stored.flatMap(({ at, services }) => services.map((service) => [service, isoOf(at)] as const)));
