import type { Clock } from '../domain/clock';
import type { Change, Outcome } from '../domain/change/change';
import type { Carrier } from './carry-out';
import { settled } from './settled';

/** How a change of a scheduled guardrail is made. Each step may be repeated. */
export interface RecordedSteps<C extends Change> {
  /** Writes down what is meant and what stood before: whoever goes on after a termination reads it there. */
  readonly record: (change: C) => Promise<void>;
  readonly carry: Carrier<C>;
  /** Whether IAM shows the change; it is asked for 15 seconds, or until it says why that cannot be. */
  readonly isSeen: (change: C) => Promise<boolean | { readonly failed: string }>;
  /** Writes down that it stands. */
  readonly confirm: (change: C) => Promise<void>;
}

/**
 * Records a change, makes it, looks whether it stands, and confirms it.
 *
 * The record comes first, other than with a revocation: nothing of it is urgent, and a change that nobody knows of cannot
 * be taken back. A run terminated after any step leaves a record that the next one brings to an end.
 */
export async function carryOutRecorded<C extends Change>(
  change: C,
  { record, carry, isSeen, confirm }: RecordedSteps<C>,
  clock: Clock,
): Promise<Outcome<C>> {
  await record(change);
  const carried = await carry(change);
  if (carried === 'refused') return { kind: 'failed', changes: [], why: 'a quota of IAM is used up' };
  if (carried !== 'done') return { kind: 'failed', changes: [], why: carried.failed };

  let trouble: string | undefined;
  const isThere = await settled(async () => {
    const seen = await isSeen(change);
    if (typeof seen === 'boolean') return seen;
    trouble = seen.failed;
    return true;
  }, clock);
  if (trouble !== undefined) return { kind: 'failed', changes: [], why: trouble };
  if (!isThere) return { kind: 'failed', changes: [], why: 'IAM does not show the change after 15 s' };
  await confirm(change);
  return { kind: 'done', changes: [change], refused: [] };
}
