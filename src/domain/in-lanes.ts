/**
 * Works through a list in its order, a few items at the same time.
 *
 * @param work is given what lets the next item begin although this one is not over
 */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, leave: () => void) => Promise<void>,
): Promise<void> {
  const waiting = [...items];
  const begun: Promise<void>[] = [];
  const lane = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      const one = item;
      await new Promise<void>((leave, fail) => {
        const over = work(one, leave);
        begun.push(over);
        over.then(leave, fail);
      });
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
  await Promise.all(begun);
}
