import type { RecordedChange } from '../../domain/recorded-change/kinds';
import type { Table } from '../desk/guardrail';
import { allInWords } from '../report/announced';
import type { RecordedRow } from './row';

/** Those of whom something would be changed first, then those of whom something is announced; the others are left out. */
export function recordedTable<C extends RecordedChange>(
  rows: readonly RecordedRow<C>[],
  words: (change: C) => string,
): Table {
  const changed = rows.filter(({ changes }) => changes.length > 0);
  const announced = rows.filter(({ changes, decision }) => changes.length === 0 && decision.announced !== undefined);
  return {
    heading: ['principal', 'outlook', 'because'],
    rows: [
      ...changed.map((row) => [nameOf(row), row.changes.map(words).join('; '), because(row)]),
      ...announced.map((row) => [nameOf(row), allInWords(row.decision), because(row)]),
    ],
  };
}

const nameOf = ({ kind, name }: Pick<RecordedRow<never>, 'kind' | 'name'>) => `${kind} ${name}`;

const because = ({ decision, outcome }: Pick<RecordedRow<never>, 'decision' | 'outcome'>) =>
  [decision.reason, outcome?.why].filter((word) => word !== undefined).join(', ');
