import type { User } from '../../../domain/identity/principal';
import type { IamReader } from '../../../aws/iam/reader';

/** Finds a user by its unique id, whatever its name is by now. @returns undefined where the id is gone */
export async function userOfId(
  id: string,
  reader: Pick<IamReader, 'user' | 'userNameOfId'>,
): Promise<User | undefined> {
  const name = await reader.userNameOfId(id);
  const user = name === undefined ? undefined : await reader.user(name);
  // The name may have changed hands between the two.
  return user?.id === id ? user : undefined;
}
