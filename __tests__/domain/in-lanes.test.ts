import { inLanes } from '../../src/domain/in-lanes';

const ITEMS = [1, 2, 3, 4, 5, 6, 7];

/** Works through the items, and counts how many are under way. */
async function worked(lanes: number) {
  const begun: number[] = [];
  let [underWay, most] = [0, 0];
  await inLanes(ITEMS, lanes, async (item) => {
    begun.push(item);
    underWay += 1;
    most = Math.max(most, underWay);
    await Promise.resolve();
    underWay -= 1;
  });
  return { begun, most };
}

describe('inLanes', () => {
  it.each([
    [1, 1],
    [3, 3],
    [100, ITEMS.length],
    [0, 1],
  ])('works through every item in order; with %i lanes, %i at a time', async (lanes, most) => {
    expect(await worked(lanes)).toEqual({ begun: ITEMS, most });
  });

  it('fails with what an item failed with', async () => {
    const failing = inLanes(ITEMS, 2, (item) => (item === 3 ? Promise.reject(new Error('third')) : Promise.resolve()));
    await expect(failing).rejects.toThrow('third');
  });

  it('leaves the list as it is', async () => {
    const items = [...ITEMS];
    await inLanes(items, 2, () => Promise.resolve());
    expect(items).toEqual(ITEMS);
  });
});
