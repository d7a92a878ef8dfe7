/** The bounds that measured values break, each in words. @param most the highest value of each that holds */
export function brokenBounds<Bound extends string>(
  values: Readonly<Record<Bound, number>>,
  most: Readonly<Record<Bound, number>>,
  bounds: readonly Bound[],
): string[] {
  return bounds
    .filter((bound) => values[bound] > most[bound])
    .map((bound) => `${bound} is ${values[bound].toFixed(2)}, more than ${most[bound]}`);
}
