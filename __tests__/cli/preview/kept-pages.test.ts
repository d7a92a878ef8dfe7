import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import { kept } from '../../../src/cli/preview/kept-pages';

const page = (...names: readonly string[]): DetailsPage => ({
  ...{ roles: [], policies: [], users: [] },
  groups: names.map((name) => ({
    ...{ id: name, arn: `arn:aws:iam::111122223333:group/${name}`, name, path: '/', inline: [], attached: [] },
    createdAt: '2026-01-01T00:00:00Z',
  })),
});

async function all(pages: AsyncIterable<DetailsPage>): Promise<readonly DetailsPage[]> {
  const read: DetailsPage[] = [];
  for await (const one of pages) read.push(one);
  return read;
}

describe('pages that are kept', () => {
  it('are read once for all who ask, in the same order, and counted as they come', async () => {
    const pages = [page('a', 'b'), page(), page('c')];
    let read = 0;
    async function* account() {
      for (const one of pages) {
        read += 1;
        yield await Promise.resolve(one);
      }
    }
    const counts: number[] = [];
    const again = kept(account(), (principals) => counts.push(principals));
    expect(await all(again())).toEqual(pages);
    expect(await all(again())).toEqual(pages);
    expect([read, counts]).toEqual([3, [2, 2, 3]]);
  });
});
