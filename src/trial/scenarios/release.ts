import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { AccountUser, EmbeddedAccount } from '../../embedded-account/account';
import type { AccountSnapshot } from '../../embedded-account/iam/snapshot';

const answer = z.object({ released: z.array(z.object({ takenBack: z.array(z.object({ kind: z.string() })) })) });

/** Releases a user as a person on call does, and compares the user with what it was before it was revoked. */
export async function releaseAndCompare(
  account: EmbeddedAccount,
  user: AccountUser,
  before: AccountSnapshot,
): Promise<{ readonly takenBack: readonly string[]; readonly equal: boolean }> {
  const result = await account.invoke('iam-guardrails-release', { principal: user.arn });
  if (result.kind === 'failed') throw new Error(`the release failed: ${JSON.stringify(result)}`);
  const { released } = answer.parse(JSON.parse(result.payload));
  const of = ({ users }: AccountSnapshot) => users.find(({ id }) => id === user.id);
  return {
    takenBack: released.flatMap(({ takenBack }) => takenBack.map(({ kind }) => kind)),
    equal: isDeepStrictEqual(of(account.snapshot()), of(before)),
  };
}
