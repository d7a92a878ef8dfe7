import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { DetailsPage } from '../../aws/iam/authorization-details';

/**
 * Reads an account once for all who ask: the first to ask reads it, and the others are given the same pages.
 *
 * The pages are kept packed: the policies of thousands of principals are tens of megabytes, and much alike.
 *
 * @param read told how many users, roles and groups are read so far
 */
export function kept(pages: AsyncIterable<DetailsPage>, read: (principals: number) => void) {
  const iterator = pages[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let principals = 0;
  return async function* () {
    for (const page of seen) yield unpacked(page);
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      const { users, roles, groups } = next.value;
      seen.push(packed(next.value));
      principals += users.length + roles.length + groups.length;
      read(principals);
      yield next.value;
    }
  };
}

const packed = (page: DetailsPage): Uint8Array => deflateRawSync(JSON.stringify(page));

const unpacked = (page: Uint8Array) => JSON.parse(inflateRawSync(page).toString()) as DetailsPage;
