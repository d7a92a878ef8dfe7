import { stringify } from 'csv-stringify/sync';

/** What stands in a cell; nothing where there is nothing to say. */
export type Cell = string | number | null | undefined;

/** The columns and what stands in them, in this order. */
export type Columns<Row> = readonly (readonly [name: string, cell: (row: Row) => Cell])[];

/** The rows of a summary as CSV with a heading. A cell that a spreadsheet would take for a formula is marked (THREATS T21). */
export function csvOf<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const heading = columns.map(([name]) => name);
  const cells = rows.map((row) => columns.map(([, cell]) => cell(row)));
  return stringify([heading, ...cells], { escape_formulas: true });
}
