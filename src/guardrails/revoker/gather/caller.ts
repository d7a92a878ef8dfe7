import type { IamReader } from '../../../aws/iam/reader';
import type { UserCaller } from '../judge/parse';
import type { Rules } from '../rules';
import type { Readings } from './readings';
import { readNamed, type Reading } from './user';

/** Finds the user by id: the name in the event may be another's by now (THREATS R1). */
export async function readCaller(
  caller: UserCaller,
  rules: Rules,
  iam: IamReader,
  readings: Readings,
): Promise<Reading | undefined> {
  const byEvent = caller.name === undefined ? undefined : await readNamed(caller.name, rules, iam, readings);
  if (byEvent?.user.id === caller.id) return byEvent;

  const name = await currentName(caller, iam);
  if (name === undefined) return undefined;
  const renamed = await readNamed(name, rules, iam, readings);
  if (renamed?.user.id === caller.id) return renamed;
  throw new Error(`user ${caller.id} changed its name while it was being judged`);
}

/** The owner of a long-term key is one look-up away; a session's key names nobody, so the list of users is searched. */
async function currentName(caller: UserCaller, iam: IamReader): Promise<string | undefined> {
  const owner = caller.accessKeyId?.startsWith('AKIA') ? await ownerOf(caller.accessKeyId, iam) : undefined;
  const user = owner === undefined ? undefined : await iam.user(owner);
  return user?.id === caller.id ? user.name : iam.userNameOfId(caller.id);
}

/** IAM refuses to look up a key that its owner has deleted since. The list of users knows the caller as well. */
const ownerOf = (accessKeyId: string, iam: IamReader): Promise<string | undefined> =>
  iam.userNameOfKey(accessKeyId).catch(() => undefined);
