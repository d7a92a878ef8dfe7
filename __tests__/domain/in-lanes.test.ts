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

  it('begins the next where one has nothing to do but wait, and ends when all have ended', async () => {
    const events: string[] = [];
    await inLanes([1, 2, 3], 1, async (item, leave) => {
      events.push(`begin ${item}`);
      leave();
      for (let turns = 0; turns < 10 * item; turns += 1) await Promise.resolve();
      events.push(`end ${item}`);
    });
    expect(events).toEqual(['begin 1', 'begin 2', 'begin 3', 'end 1', 'end 2', 'end 3']);
  });

  it('fails with what an item failed with that had let the next begin', async () => {
    const begun: number[] = [];
    const failing = inLanes(ITEMS, 1, async (item, leave) => {
      begun.push(item);
      leave();
      await Promise.resolve();
      if (item === 3) throw new Error('third');
    });
    await expect(failing).rejects.toThrow('third');
    expect(begun).toEqual(ITEMS);
  });

  it('leaves the list as it is', async () => {
    const items = [...ITEMS];
    await inLanes(items, 2, () => Promise.resolve());
    expect(items).toEqual(ITEMS);
  });
});
