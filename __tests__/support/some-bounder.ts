import type { IamBounder } from '../../src/aws/iam/bounder';
import type { BoundaryLedger } from '../../src/guardrails/permissions-boundary/kinds';
import type { BoundaryEntry } from '../../src/guardrails/permissions-boundary/kinds';

/** A principal as IAM shows it, and the calls about its boundary. */
export interface SomeBounder extends IamBounder {
  /** Changes to it are what somebody else does. */
  readonly holder: { id: string; arn?: string | undefined };
  readonly calls: string[];
}

/** @param lagReads so many readings after a change show what stood before it */
export function someBounder(holder: SomeBounder['holder'] | undefined, lagReads = 0): SomeBounder {
  const calls: string[] = [];
  const now = holder ?? { id: 'nobody' };
  let [stale, before] = [0, now.arn];
  const change = (arn: string | undefined) => {
    [stale, before] = [lagReads, now.arn];
    now.arn = arn;
  };
  return {
    holder: now,
    calls,
    boundaryOf: () => {
      calls.push('look');
      if (holder === undefined) return Promise.resolve(undefined);
      const arn = stale-- > 0 ? before : now.arn;
      return Promise.resolve({ id: now.id, ...(arn !== undefined && { arn }) });
    },
    put: (_, arn) => {
      calls.push('put');
      if (holder !== undefined) change(arn);
      return Promise.resolve(holder !== undefined);
    },
    delete: () => {
      calls.push('delete');
      const isThere = now.arn !== undefined;
      change(undefined);
      return Promise.resolve(isThere);
    },
  };
}

/** A ledger in memory, of one principal. */
export function someBoundaryLedger(): BoundaryLedger & { readonly entries: Map<number, BoundaryEntry> } {
  const entries = new Map<number, BoundaryEntry>();
  const newestFirst = () => [...entries.values()].sort((one, other) => other.number - one.number);
  const change = (number: number, when: (entry: BoundaryEntry) => boolean, more: Partial<BoundaryEntry>) => {
    const entry = entries.get(number);
    if (entry === undefined || entry.closedAt !== undefined || !when(entry)) return Promise.resolve(false);
    entries.set(number, { ...entry, ...more });
    return Promise.resolve(true);
  };
  return {
    entries,
    historyOf: () => Promise.resolve(newestFirst()),
    record: (entry) => {
      if (entries.has(entry.number)) return Promise.resolve(false);
      entries.set(entry.number, entry);
      return Promise.resolve(true);
    },
    confirm: ({ number }, now) =>
      change(number, ({ state }) => state === 'recorded', { state: 'confirmed', confirmedAt: now }),
    markFlipped: ({ number }, flips) => change(number, ({ state }) => state !== 'flipped', { state: 'flipped', flips }),
    close: ({ number }, now) => change(number, () => true, { state: 'released', closedAt: now }),
    allOpen: () => Promise.resolve([...entries.values()].filter(({ closedAt }) => closedAt === undefined)),
    ofRun: (_, runId) => Promise.resolve([...entries.values()].filter((entry) => entry.runId === runId)),
  };
}
