import * as z from 'zod/mini';
import type { Changed } from '../../domain/run/run-plan';
import { read } from '../reading';

const changedObject = z.object({
  changed: z.array(
    z.object({ id: z.string(), kind: z.enum(['done', 'stands', 'left', 'failed']), why: z.optional(z.string()) }),
  ),
});

/** Reads what a batch of changes has written. @throws PayloadError naming the field */
export function changedOf(value: unknown, which: string): readonly Changed[] {
  return read(changedObject, value, which).changed;
}
