import * as z from 'zod/mini';
import { PURPOSES } from '../../domain/run/purpose';

const text = z.string().check(z.minLength(1));
const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));

/** A principal in a plan. */
export const plannedPrincipal = z.object({
  kind: z.enum(['user', 'role']),
  accountId: text,
  id: text,
  arn: text,
  name: text,
});

/** What every plan says of its run, for a guardrail's own reader of its plans to extend. */
export const planHead = {
  version: z.literal(1),
  accountId: text,
  runId: text,
  purpose: z.enum(PURPOSES),
  startedAt: time,
  mode: z.enum(['observe', 'enforce']),
  scope: z.enum(['everything', 'widening']),
};
