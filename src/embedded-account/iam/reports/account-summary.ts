import type { IamOperation } from '../call';
import type { AccountState } from '../state';

/** What is not the account's own, such as AWS's managed policies, does not count. */
export const ownPoliciesOf = ({ policies }: AccountState) =>
  [...policies.values()].filter(({ arn }) => !arn.startsWith('arn:aws:iam::aws:'));

function summaryOf(state: AccountState): Readonly<Record<string, number>> {
  const own = ownPoliciesOf(state);
  return {
    Users: state.users.size,
    Groups: state.groups.size,
    Roles: state.roles.size,
    Policies: own.length,
    PolicyVersionsInUse: own.reduce((sum, { versions }) => sum + versions.size, 0),
    MFADevices: state.virtualMfaDevices.size,
    MFADevicesInUse: [...state.users.values()].reduce((sum, { mfaDevices }) => sum + mfaDevices.length, 0),
    InstanceProfiles: state.instanceProfiles.size,
    Providers: 0,
    ServerCertificates: 0,
    AccountMFAEnabled: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
    GlobalEndpointTokenVersion: 1,
    ...state.quotas,
    ServerCertificatesQuota: 20,
    SigningCertificatesPerUserQuota: 2,
    AccessKeysPerUserQuota: 2,
    AssumeRolePolicySizeQuota: 2048,
    UserPolicySizeQuota: 2048,
    GroupPolicySizeQuota: 5120,
    RolePolicySizeQuota: 10240,
    PolicyVersionsInUseQuota: 10_000,
  };
}

export const ACCOUNT_SUMMARY: Readonly<Record<string, IamOperation>> = {
  GetAccountSummary: ({ state }) => ({
    // A map, which the Query protocol writes as entries.
    SummaryMap: { entry: Object.entries(summaryOf(state)).map(([key, value]) => ({ key, value })) },
  }),
};
