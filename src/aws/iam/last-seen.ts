import { GetRoleCommand, GetUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { UndatedCredential } from '../../domain/credentials/undated';
import { ifThere } from './if-there';
import { unpaced, type Paced } from './paced';
import { undatedCredentials } from './undated-credentials';

/** When IAM last saw users sign in and roles at work, without the delay of a report. */
export interface LastSeen {
  /** With a password. @returns ISO 8601; undefined: never, or nobody has the name */
  signIn(userName: string): Promise<string | undefined>;
  /** @returns ISO 8601; undefined: not within what IAM tracks, or nobody has the name */
  roleUse(roleName: string): Promise<string | undefined>;
  /** Active credentials of a user of which IAM never says when they were used. @returns none where nobody has the name */
  undated(userName: string): Promise<readonly UndatedCredential[]>;
}

/** {@link LastSeen} backed by the AWS API. @param paced when each call may be made */
export function lastSeen(iam: IAMClient, paced: Paced = unpaced): LastSeen {
  return {
    async signIn(UserName) {
      const found = await ifThere(paced('GetUser', () => iam.send(new GetUserCommand({ UserName }))));
      return found?.User?.PasswordLastUsed?.toISOString();
    },
    async roleUse(RoleName) {
      const found = await ifThere(paced('GetRole', () => iam.send(new GetRoleCommand({ RoleName }))));
      return found?.Role?.RoleLastUsed?.LastUsedDate?.toISOString();
    },
    undated: async (userName) => (await ifThere(undatedCredentials(iam, paced, userName))) ?? [],
  };
}
