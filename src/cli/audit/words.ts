import type { Row } from '../../guardrails/permissions-boundary/run-summary';

/** How each count is called; those that are 0 or absent are left out, but for these. */
const COUNTS = {
  principals: 'principals',
  audited: 'audited',
  reused: 'of them by earlier reports',
  bound: 'with a boundary decided',
  changed: 'boundaries changed',
  needsAgain: 'need a service again',
  notKeptUp: 'with a boundary that no run keeps up',
  boundariesTaken: 'whose boundary someone else removed',
  waiting: 'wait for a later run',
  tagged: 'tagged',
  failed: 'failed',
} as const;
const ALWAYS: readonly string[] = ['principals', 'audited', 'failed'];

const SHOWN = 20;
const LONGEST_NAME = 40;
const LONGEST_OUTLOOK = 52;

/** The counts of a run, one on a line. @param counts as the summary makes them, in this version or another */
export function countLines(counts: Readonly<Record<string, unknown>>): readonly string[] {
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

/** How many boundaries a run of changes would put at once; nothing where none was planned. */
export function outlookLines(rows: readonly Row[]): readonly string[] {
  const count = rows.filter(({ boundary }) => boundary?.kind === 'withheld').length;
  return count === 0 ? [] : [lineOf(count, 'boundaries that a run of changes would put first')];
}

/** Those who use least of what they may use, first; as many as fit on a screen. */
export function tableLines(rows: readonly Row[]): readonly string[] {
  const counted = rows
    .filter(({ coveragePercent }) => coveragePercent !== null)
    .sort((one, other) => (one.coveragePercent ?? 0) - (other.coveragePercent ?? 0));
  const cells = counted.slice(0, SHOWN).map(cellsOf);
  const more = counted.length - cells.length;
  if (cells.length === 0) return [];
  return [...aligned([HEADING, ...cells]), ...(more > 0 ? [`and ${more} more in the summary`] : [])];
}

const HEADING = ['principal', 'may use', 'used', 'coverage', 'outlook'];

function cellsOf({ kind, name, granted, used, coveragePercent, decision, wouldChange }: Row): readonly string[] {
  const outlook = wouldChange === '' ? `${decision.kind}: ${decision.reason}` : wouldChange;
  return [
    shortened(`${kind} ${name}`, LONGEST_NAME),
    String(granted),
    String(used),
    `${String(coveragePercent)} %`,
    shortened(outlook, LONGEST_OUTLOOK),
  ];
}

/** Numbers end below each other. */
function aligned(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADING.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

const isNumber = (column: number) => column > 0 && column < HEADING.length - 1;

const shortened = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 2)} …`);
