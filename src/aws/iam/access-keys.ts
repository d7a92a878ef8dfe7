import {
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
  type AccessKeyMetadata,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { AccessKey, AccessKeyStatus } from '../../domain/credentials/access-key';
import { ifThere } from './if-there';
import { pages } from './pages';
import { unpaced, type Paced } from './paced';

/** Who has a name, and the access keys there. */
interface HeldKeys {
  /** Unique id: names can be used again. */
  readonly id: string;
  readonly keys: readonly AccessKey[];
}

/** The access keys of users. Each call may be repeated. */
export interface AccessKeys {
  /** @returns undefined where nobody has the name */
  of(userName: string): Promise<HeldKeys | undefined>;
  /** @returns false where the user has no such key, or nobody has the name */
  setStatus(userName: string, keyId: string, status: AccessKeyStatus): Promise<boolean>;
  /** Deletes a key for good. @returns false where the user has no such key, or nobody has the name */
  remove(userName: string, keyId: string): Promise<boolean>;
  /** When IAM last saw a key in use, without the delay of a report. @returns ISO 8601; undefined: never */
  lastUsedAt(keyId: string): Promise<string | undefined>;
}

/** {@link AccessKeys} backed by the AWS API. @param paced when each call may be made */
export function accessKeys(iam: IAMClient, paced: Paced = unpaced): AccessKeys {
  const keysOf = async (UserName: string): Promise<readonly AccessKey[]> => {
    const keys: AccessKey[] = [];
    const lists = pages((marker) =>
      paced('ListAccessKeys', () => iam.send(new ListAccessKeysCommand({ UserName, ...marker }))),
    );
    for await (const { AccessKeyMetadata = [] } of lists) keys.push(...AccessKeyMetadata.map(keyOf));
    return keys;
  };
  return {
    async of(UserName) {
      const found = (await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName })))))?.User;
      if (found === undefined) return undefined;
      if (found.UserId === undefined) throw new Error(`IAM answered without the id of user ${UserName}`);
      const keys = await ifThere(keysOf(UserName));
      return keys && { id: found.UserId, keys };
    },
    async setStatus(UserName, AccessKeyId, Status) {
      const command = new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status });
      return (await ifThere<unknown>(paced('UpdateAccessKey', () => iam.send(command)))) !== undefined;
    },
    async remove(UserName, AccessKeyId) {
      const command = new DeleteAccessKeyCommand({ UserName, AccessKeyId });
      return (await ifThere<unknown>(paced('DeleteAccessKey', () => iam.send(command)))) !== undefined;
    },
    async lastUsedAt(AccessKeyId) {
      const command = new GetAccessKeyLastUsedCommand({ AccessKeyId });
      const { AccessKeyLastUsed } = await paced('GetAccessKeyLastUsed', () => iam.send(command));
      return AccessKeyLastUsed?.LastUsedDate?.toISOString();
    },
  };
}

/** IAM may call a status `Expired`: such a key calls nothing any more. */
function keyOf({ AccessKeyId, Status, CreateDate, UserName }: AccessKeyMetadata): AccessKey {
  if (AccessKeyId === undefined || CreateDate === undefined)
    throw new Error(`IAM answered without the id or the date of an access key of ${UserName ?? 'a user'}`);
  return {
    keyId: AccessKeyId,
    status: Status === 'Active' ? 'Active' : 'Inactive',
    createdAt: CreateDate.toISOString(),
  };
}
