import { ACCOUNT_WRITES } from './account';
import { CREDENTIAL_WRITES } from './credentials';
import { GROUP_WRITES } from './groups';
import { MFA_WRITES } from './mfa';
import { POLICY_WRITES } from './policies';
import { PROVIDER_WRITES } from './providers';
import { ROLE_WRITES } from './roles';
import type { IamWrites } from './shape';
import { USER_WRITES } from './users';

/** Every call that changes IAM, and what it does. */
export const IAM_WRITES: IamWrites = {
  ...USER_WRITES,
  ...GROUP_WRITES,
  ...ROLE_WRITES,
  ...POLICY_WRITES,
  ...CREDENTIAL_WRITES,
  ...MFA_WRITES,
  ...PROVIDER_WRITES,
  ...ACCOUNT_WRITES,
};
