import type { DetailsPage } from '../../aws/iam/authorization-details';
import { accountOfArn } from '../../domain/identity/principal';

/** Pages, and whose they are. */
export interface OwnPages {
  readonly accountId: string;
  readonly pages: AsyncIterable<DetailsPage>;
}

/**
 * Reads off the first pages which account they are of, so that nobody needs another permission to ask for it.
 *
 * @throws Error for an account without a user, a role and a group
 */
export async function ownPages(source: AsyncIterable<DetailsPage>): Promise<OwnPages> {
  const iterator = source[Symbol.asyncIterator]();
  const read: DetailsPage[] = [];
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    read.push(next.value);
    const [somebody] = [...next.value.users, ...next.value.roles, ...next.value.groups];
    if (somebody !== undefined) return { accountId: accountOfArn(somebody.arn), pages: goingOn(read, iterator) };
  }
  throw new Error('the account has neither users nor roles nor groups');
}

async function* goingOn(read: readonly DetailsPage[], rest: AsyncIterator<DetailsPage>) {
  yield* read;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}
