import * as z from 'zod/mini';
import type { DecisionReason } from '../../../domain/run/reasons';
import type { Row } from '../run-summary';
import { read } from '../../../audit/reading';

const texts = z.array(z.string());
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
  usedServices: texts,
  unusedServices: texts,
  neverUsedServices: texts,
  unknownServices: texts,
  usedOn: z.optional(z.record(z.string(), texts)),
  lastUsedAt: z.optional(z.string()),
  evidenceAt: z.optional(z.string()),
  members: z.number(),
  decision: z.object({
    kind: z.enum(['bound', 'report', 'leave']),
    // A deployment in the middle of a run must not fail it: the function that wrote the row may know one reason more.
    reason: z.custom<DecisionReason>((value) => typeof value === 'string'),
    why: z.optional(z.string()),
    services: z.optional(texts),
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
