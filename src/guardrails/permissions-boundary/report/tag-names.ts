/** Shorter rows of numbers are named one by one. */
const ROW = 3;

/** Keys for people to read: those that number on from one another are named as a range, where the first of them stood. */
export function tagNames(keys: readonly string[]): string {
  const given = new Set(keys);
  const said = keys.flatMap((key) => {
    const [, stem, digits] = /^(.*_)([1-9]\d{0,5})$/.exec(key) ?? [];
    if (stem === undefined) return [key];
    const number = Number(digits);
    const [first, last] = [endOf(stem, number, -1, given), endOf(stem, number, 1, given)];
    if (last - first + 1 < ROW) return [key];
    return [`${stem}${first} to _${last}`];
  });
  return [...new Set(said)].join(', ');
}

function endOf(stem: string, from: number, step: 1 | -1, keys: ReadonlySet<string>): number {
  let end = from;
  while (keys.has(`${stem}${end + step}`)) end += step;
  return end;
}
