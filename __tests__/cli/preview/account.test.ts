import type { DetailsPage } from '../../../src/aws/iam/authorization-details';
import { ownPages } from '../../../src/cli/preview/account';

const nobody: DetailsPage = {
  users: [],
  roles: [],
  groups: [],
  policies: [{ arn: 'arn:aws:iam::aws:policy/P', text: '{}' }],
};
const ada = {
  ...{ id: 'AIDA1', arn: 'arn:aws:iam::111122223333:user/ada', name: 'ada', path: '/' },
  ...{ createdAt: '2026-01-01T00:00:00Z', inline: [], attached: [], tags: {}, groups: [] },
};
const withAda: DetailsPage = { ...nobody, users: [ada] };

async function* pagesOf(...pages: readonly DetailsPage[]) {
  yield* await Promise.resolve(pages);
}

async function all(pages: AsyncIterable<DetailsPage>): Promise<DetailsPage[]> {
  const read: DetailsPage[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

describe('the account of an audit', () => {
  it.each([
    ['first', [withAda, nobody]],
    ['last', [nobody, nobody, withAda]],
  ])('is that of the %s somebody, and no page is lost', async (_, pages) => {
    const own = await ownPages(pagesOf(...pages));
    expect(own.accountId).toBe('111122223333');
    await expect(all(own.pages)).resolves.toEqual(pages);
  });

  it('cannot be told where there is nobody', async () => {
    await expect(ownPages(pagesOf(nobody))).rejects.toThrow('neither users nor roles nor groups');
  });
});
