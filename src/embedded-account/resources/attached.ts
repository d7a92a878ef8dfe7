import type { AccountState } from '../iam/state';
import type { AttachedPolicies } from '../policy/attached';
import { parseResourcePolicy } from '../policy/statement';
import type { Buckets } from '../s3/buckets';
import type { Resources } from './resources';

/** The trust policies of an account's roles. */
export const trustPolicies =
  (state: AccountState): AttachedPolicies =>
  (arn) => {
    const [, name = ''] = /^arn:aws:iam::\d{12}:role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
    const role = state.findRole(name);
    if (role === undefined || state.arnOf('role', role) !== arn) return undefined;
    return { policy: parseResourcePolicy(role.trust), mustAllow: true };
  };

/** Policies of buckets bind what is in them. */
const bucketsAttached =
  (buckets: Buckets): AttachedPolicies =>
  (arn) => {
    const [, name] = /^arn:aws:s3:::([^/]+)/.exec(arn) ?? [];
    const bucket = buckets.all().find((one) => one.name === name);
    return bucket?.policy && { policy: bucket.policy, mustAllow: false };
  };

/** Every policy of a resource that the account knows. */
export const everyPolicy =
  (state: AccountState, buckets: Buckets, resources: Resources): AttachedPolicies =>
  (arn) =>
    trustPolicies(state)(arn) ?? bucketsAttached(buckets)(arn) ?? resources.attached(arn);
