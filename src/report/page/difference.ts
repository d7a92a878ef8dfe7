/** A line of two texts laid over one another. */
export interface Line {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/**
 * Lays two texts over one another, line by line, so that as many lines as can be are the same (longest common subsequence).
 *
 * What is removed stands before what is added in its place. It takes as many steps as the one has lines times the other;
 * a policy of IAM has a few hundred.
 */
export function differenceOf(before: string, after: string): readonly Line[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const common = commonAfter(old, now);
  const lines: Line[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const [removed, added] = [old[at], now[to]];
    if (removed !== undefined && removed === added) {
      lines.push({ kind: 'same', text: removed });
      [at, to] = [at + 1, to + 1];
    } else if (removed !== undefined && lengthAt(common, at + 1, to) >= lengthAt(common, at, to + 1)) {
      lines.push({ kind: 'removed', text: removed });
      at += 1;
    } else {
      lines.push({ kind: 'added', text: added ?? '' });
      to += 1;
    }
  }
  return lines;
}

/** A text without lines has none. */
const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

/** How many lines both have in common, in their order, from a line of the one and a line of the other on. */
function commonAfter(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: old.length + 1 }, () => Array<number>(now.length + 1).fill(0));
  for (let at = old.length - 1; at >= 0; at--) {
    for (let to = now.length - 1; to >= 0; to--) {
      const [row, next] = [rows[at] ?? [], rows[at + 1] ?? []];
      row[to] = old[at] === now[to] ? (next[to + 1] ?? 0) + 1 : Math.max(next[to] ?? 0, row[to + 1] ?? 0);
    }
  }
  return rows;
}

/** Beyond the end of either there is nothing in common; a line that is removed there is better than none. */
const lengthAt = (rows: readonly (readonly number[])[], at: number, to: number): number => rows[at]?.[to] ?? -1;
