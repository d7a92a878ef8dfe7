import type { IamReader } from '../../../aws/iam/reader';
import type { UserCaller } from '../judge/parse';
import type { Rules } from '../rules';
import type { Readings } from './readings';
import { readNamed, type ReadUser } from './user';

/** Finds the user by id: the name in the event may be another's by now (THREATS R1). */
export async function readCaller(
  caller: UserCaller,
  rules: Rules,
  iam: IamReader,
  { ofDeny, others }: { readonly ofDeny: Readings; readonly others: Readings },
): Promise<ReadUser | undefined> {
  const byEvent = caller.name === undefined ? undefined : await readNamed(caller.name, rules, iam, ofDeny);
  if (byEvent?.user.id === caller.id) return byEvent;

  const name = await currentName(caller, iam, others);
  if (name === undefined) return undefined;
  const renamed = await readNamed(name, rules, iam, ofDeny);
  if (renamed?.user.id === caller.id) return renamed;
  throw new Error(`user ${caller.id} changed its name while it was being judged`);
}

/**
 * The owner of a long-term key is one look-up away; a session's key names nobody, so the list of users is searched. So it is
 * where IAM refuses the look-up, as of a key that its owner has deleted since.
 */
async function currentName(caller: UserCaller, iam: IamReader, readings: Readings): Promise<string | undefined> {
  const { accessKeyId } = caller;
  const owner = accessKeyId?.startsWith('AKIA')
    ? await readings.or(undefined, 'the owner of the key', iam.userNameOfKey(accessKeyId))
    : undefined;
  const user = owner === undefined ? undefined : await iam.user(owner);
  return user?.id === caller.id ? user.name : iam.userNameOfId(caller.id);
}
