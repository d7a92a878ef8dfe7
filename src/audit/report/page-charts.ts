import type { Chart } from '../../report/page/report';

/** So many are drawn: a chart is read at a glance. */
const DRAWN = 10;

/** Which of several names stand in most lists, the most frequent first. @param lists of distinct names each */
export function mostFrequent(title: string, unit: string, lists: readonly (readonly string[])[]): Chart {
  const counts = new Map<string, number>();
  for (const name of lists.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const bars = [...counts].map(([label, value]) => ({ label, value }));
  const first = bars.sort((one, other) => other.value - one.value || (one.label < other.label ? -1 : 1));
  return { title, unit, bars: first.slice(0, DRAWN) };
}

/** How many there are of each, in the order of the alphabet. @param names one of each thing that is counted */
export function byName(title: string, unit: string, names: readonly string[]): Chart {
  const labels = [...new Set(names)].sort();
  return {
    ...{ title, unit },
    bars: labels.slice(0, DRAWN).map((label) => ({ label, value: names.filter((one) => one === label).length })),
  };
}
