import { stringify } from 'csv-stringify/sync';

/** What stands in a cell; nothing where there is nothing to say. */
export type Cell = string | number | null | undefined;

/** The columns and what stands in them, in this order. */
export type Columns<Row> = readonly (readonly [name: string, cell: (row: Row) => Cell])[];

/** The rows of a summary as CSV with a heading. A cell that a spreadsheet would take for a formula is marked (THREATS T21). */
export function csvOf<Row>(rows: readonly Row[], columns: Columns<Row>): string {
  const heading = lineOf(columns.map(([name]) => name));
  return [heading, ...rows.map((row) => lineOf(columns.map(([, cell]) => cell(row))))].join('');
}

/** A line at a time: the cells of everybody would take as much memory again as the text. */
const lineOf = (cells: readonly Cell[]): string => stringify([[...cells]], { escape_formulas: true });
