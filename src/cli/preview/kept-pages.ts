import type { DetailsPage } from '../../aws/iam/authorization-details';

/**
 * Reads an account once for all who ask: the first to ask reads it, and the others are given the same pages.
 *
 * @param read told how many users, roles and groups are read so far
 */
export function kept(pages: AsyncIterable<DetailsPage>, read: (principals: number) => void) {
  const iterator = pages[Symbol.asyncIterator]();
  const seen: DetailsPage[] = [];
  let principals = 0;
  return async function* () {
    yield* seen;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      const { users, roles, groups } = next.value;
      seen.push(next.value);
      principals += users.length + roles.length + groups.length;
      read(principals);
      yield next.value;
    }
  };
}
