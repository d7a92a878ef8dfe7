import Table from 'cli-table3';

type Cell = string | number;

/** What a narrow terminal, a pull request and a README show without wrapping. */
const WIDEST = 100;

/** Blanks behind the text of a column. */
const GAP = 2;

/** Rows and columns without vertical lines, which would take a tenth of the width. */
const LINES = Object.fromEntries(
  ['top', 'bottom', 'left', 'right']
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .map((name) => [name, '']),
);

/** A table within {@link WIDEST} columns: the widest texts are wrapped between words. */
export function tableOf(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const natural = head.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map((cell) => String(cell).length)),
  );
  const table = new Table({
    head: [...head],
    chars: { ...LINES, mid: '─', 'mid-mid': '', middle: '' },
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': GAP },
    colWidths: fitted(natural, WIDEST - head.length * GAP).map((width) => width + GAP),
    wordWrap: true,
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

/** Takes from the widest until all of them fit. */
function fitted(widths: readonly number[], most: number): readonly number[] {
  const sum = widths.reduce((total, width) => total + width, 0);
  if (sum <= most) return widths;
  const widest = widths.indexOf(Math.max(...widths));
  return fitted(
    widths.map((width, column) => (column === widest ? width - 1 : width)),
    most,
  );
}
