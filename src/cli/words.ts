import type { Table } from '../audit/desk/guardrail';

/** How each count is called; those that are 0 or absent are left out, but for these. */
const COUNTS = {
  principals: 'principals',
  audited: 'audited',
  reused: 'of them by earlier reports',
  bound: 'with a boundary decided',
  toChange: 'of which something is to be changed',
  announced: 'of which something is reported as unused',
  changed: 'boundaries changed',
  needsAgain: 'need a service again',
  notKeptUp: 'with a boundary that no run keeps up',
  boundariesTaken: 'whose boundary someone else removed',
  waiting: 'wait for a later run',
  tagged: 'tagged',
  failed: 'failed',
  first: 'boundaries that a run of changes would put first',
} as const;
const ALWAYS: readonly string[] = ['principals', 'audited', 'failed'];

const SHOWN = 20;
const LONGEST_NAME = 40;
const LONGEST_CELL = 52;

/** The counts of a run, one on a line. @param all as the summary makes them, in this version or another */
export function countLines(all: object): readonly string[] {
  const counts: Readonly<Record<string, unknown>> = { ...all };
  const lines = Object.entries(COUNTS).flatMap(([name, words]) => {
    const count = counts[name];
    return typeof count !== 'number' || (count === 0 && !ALWAYS.includes(name)) ? [] : lineOf(count, words);
  });
  return [...lines, ...leftLines(counts['left'])];
}

/** Such as `3  left: exempt 2, too-young 1`. */
function leftLines(left: unknown): readonly string[] {
  if (typeof left !== 'object' || left === null) return [];
  const reasons = Object.entries(left).flatMap(([reason, count]: [string, unknown]) =>
    typeof count === 'number' && count > 0 ? [{ reason, count }] : [],
  );
  if (reasons.length === 0) return [];
  const all = reasons.reduce((sum, { count }) => sum + count, 0);
  return [lineOf(all, `left: ${reasons.map(({ reason, count }) => `${reason} ${count}`).join(', ')}`)];
}

const lineOf = (count: number, words: string) => `${String(count).padStart(6)}  ${words}`;

/**
 * What is most worth a look, first; as many as fit on a screen.
 *
 * @param where the rest is to be found
 */
export function tableLines({ heading, rows }: Table, where: string): readonly string[] {
  const cells = rows.slice(0, SHOWN).map((row) => row.map(cellOf));
  const more = rows.length - cells.length;
  if (cells.length === 0) return [];
  return [...aligned(heading, cells), ...(more > 0 ? [`and ${more} more in ${where}`] : [])];
}

const cellOf = (cell: string | number, column: number) =>
  shortened(String(cell), column === 0 ? LONGEST_NAME : LONGEST_CELL);

/** Numbers end below each other. */
function aligned(heading: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const lines = [heading, ...rows];
  const columns = heading.map((_, column) => ({
    width: Math.max(...lines.map((line) => line[column]?.length ?? 0)),
    isNumber: rows.every((row) => NUMBER.test(row[column] ?? '')),
  }));
  return lines.map((line) =>
    columns
      .map(({ width, isNumber }, column) => {
        const cell = line[column] ?? '';
        return isNumber ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** A percentage is one. */
const NUMBER = /^\d*( %)?$/;

const shortened = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 2)} …`);
