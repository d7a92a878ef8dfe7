import * as z from 'zod/mini';
import { PayloadError, read } from '../reading';
import { isoOf, type ServiceHistory } from './grant-history';
import type { KnownEvidence } from './known-evidence';
import type { ShardPlace } from './stored-evidence';

const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));

/** A shard as it was stored while each guardrail kept its own: nobody writes these any more. */
const formerShard = z.object({
  version: z.literal(1),
  accountId: z.string(),
  shard: z.number(),
  evidence: z.array(
    z.object({
      id: z.string(),
      shard: z.number(),
      fingerprint: z.string(),
      fetchedAt: time,
      services: z.array(
        z.object({
          service: z.string(),
          lastUsedAt: z.optional(time),
          entities: z.number(),
          /** Of the run that first saw it granted. Absent: it always was, or had been granted once before. */
          grantedAt: z.optional(time),
        }),
      ),
      /** Services that earlier reports named and this one does not. */
      formerly: z.optional(z.array(z.string())),
    }),
  ),
});

type FormerEvidence = z.infer<typeof formerShard>['evidence'][number];

/** Reads a shard of the earlier form. @throws PayloadError naming the field, or saying that it is another one */
export function formerContentOf(
  value: unknown,
  which: string,
  { shard, accountId }: ShardPlace,
): readonly KnownEvidence[] {
  const content = read(formerShard, value, which);
  const isOwn = content.shard === shard && content.accountId === accountId;
  if (isOwn && content.evidence.every((one) => one.shard === shard)) return content.evidence.map(knownOf);
  throw new PayloadError(`${which} is of another shard or account`);
}

/** Earlier than every report: when the first one came was not kept. */
const BEFORE = new Date(0).toISOString();

function knownOf({ id, fingerprint, fetchedAt, services, formerly = [] }: FormerEvidence): KnownEvidence {
  const at = isoOf(fetchedAt);
  const granted = services.map(({ service, grantedAt }): [string, ServiceHistory] => [
    service,
    { firstSeenAt: grantedAt === undefined ? BEFORE : isoOf(grantedAt) },
  ]);
  const taken = formerly.map((service): [string, ServiceHistory] => [
    service,
    { firstSeenAt: BEFORE, lastMissingAt: at },
  ]);
  return {
    id,
    report: {
      ...{ fingerprint, fetchedAt },
      services: services.map(({ service, lastUsedAt, entities }) => ({ service, lastUsedAt, entities })),
    },
    history: { firstReportAt: BEFORE, lastReportAt: at, services: new Map([...taken, ...granted]) },
  };
}
