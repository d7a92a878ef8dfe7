import * as z from 'zod/mini';
import type { DecisionReason } from '../../../domain/run/reasons';
import type { Row } from '../run-summary';
import { sharedPrefix } from '../../../domain/policy/service-prefixes';
import { read } from '../../../audit/reading';

const texts = z.array(z.string());
const services = z.pipe(
  texts,
  z.transform((names) => names.map(sharedPrefix)),
);
const tags = z.record(z.string(), z.string());
const number = z.nullable(z.number());

const row = z.object({
  kind: z.enum(['user', 'role', 'group']),
  id: z.string(),
  arn: z.string(),
  name: z.string(),
  granted: number,
  used: number,
  unused: number,
  neverUsed: number,
  coveragePercent: number,
  usedServices: services,
  unusedServices: services,
  neverUsedServices: services,
  unknownServices: services,
  usedOn: z.optional(z.record(z.string(), services)),
  lastUsedAt: z.optional(z.string()),
  evidenceAt: z.optional(z.string()),
  members: z.number(),
  decision: z.object({
    kind: z.enum(['bound', 'report', 'leave']),
    // A deployment in the middle of a run must not fail it: the function that wrote the row may know one reason more.
    reason: z.custom<DecisionReason>((value) => typeof value === 'string'),
    why: z.optional(z.string()),
    services: z.optional(services),
    actions: z.optional(texts),
    would: z.optional(z.object({ services: texts, actions: texts })),
    needsAgain: z.optional(texts),
  }),
  tags: z.object({
    kind: z.enum(['unchanged', 'written', 'left', 'failed']),
    why: z.optional(z.string()),
    set: z.optional(tags),
    removed: z.optional(texts),
    before: z.optional(tags),
  }),
  wouldChange: z.string(),
  boundaryArn: z.optional(z.string()),
  administersIam: z.optional(z.boolean()),
  notKeptUp: z.optional(z.boolean()),
  boundaryTaken: z.optional(z.string()),
}) satisfies z.ZodMiniType<Row>;

const batchObject = z.object({ rows: z.array(row) });

/** Reads the object that a batch has written. @throws PayloadError naming the field */
export function rowsOf(value: unknown, which: string): readonly Row[] {
  return read(batchObject, value, which).rows;
}
