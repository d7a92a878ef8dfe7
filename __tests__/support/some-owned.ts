import type { RecordedRow } from '../../src/audit/recorded/row';
import type { SlotSet } from '../../src/audit/recorded/slot-set';
import type { Announced } from '../../src/domain/run/countdown';
import { aKeyRow } from '../audit/support/key-rows';

/** Start of the run that owners are told of. */
export const STARTED_AT = '2026-06-01T12:00:00.000Z';

/** Something that a report names first on a day, and that is deactivated on another. */
export const dueOn = (on: string, since = '2026-05-30', does = 'deactivated'): Announced => ({
  ...{ thing: 'key-AKIAOLD', say: 'access key AKIAOLD, not used since 2026-03-01', since: `${since}T12:00:00.000Z` },
  due: { on, does },
});

/** A user of whom a report announces something, and who answers for it. */
export const announcedOf = (name: string, owner: string, ...announced: readonly Announced[]): RecordedRow<SlotSet> =>
  aKeyRow(name, 0, { decision: { kind: 'countdown', reason: 'unused', owner, announced } });

/** A user of whom a run has changed something. */
export const changedOf = (
  name: string,
  owner: string,
  changes: readonly SlotSet[] = aKeyRow(name).changes,
): RecordedRow<SlotSet> =>
  aKeyRow(name, 1, { decision: { kind: 'change', reason: 'unused', owner }, changes, outcome: { kind: 'done' } });
