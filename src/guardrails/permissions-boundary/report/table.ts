import type { Table } from '../../../audit/desk/guardrail';
import type { Row } from '../run-summary';

/** Those who use least of what they may use, first. */
export function boundaryTable(rows: readonly Row[]): Table {
  return {
    heading: ['principal', 'may use', 'used', 'coverage', 'outlook'],
    rows: rows
      .flatMap(({ coveragePercent, ...row }) => (coveragePercent === null ? [] : [{ ...row, coveragePercent }]))
      .sort((one, other) => one.coveragePercent - other.coveragePercent)
      .map(({ kind, name, granted, used, coveragePercent, decision, wouldChange }) => [
        ...[`${kind} ${name}`, granted ?? '', used ?? '', `${coveragePercent} %`],
        wouldChange === '' ? `${decision.kind}: ${decision.reason}` : wouldChange,
      ]),
  };
}
