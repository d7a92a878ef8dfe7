import type { Job } from '../../../audit/contract';
import type { AuditedDeployment, AuditNames } from '../../../audit/deploy/names';
import type { Statement } from '../../../domain/policy/policy-document';
import { denyNamePrefixOf } from '../contract';
import type { Rules } from '../rules';
import { BRIDGES } from './bridges';
import { denyPermissions } from './permissions';

/** What each function of the guardrail may do, by its rules. */
export function denyPermissionsBy(
  { trailLogGroup }: Pick<Rules, 'trailLogGroup'>,
  narrowed: AuditNames,
  { prefix, names }: Pick<AuditedDeployment, 'prefix' | 'names'>,
): Readonly<Record<Job, readonly Statement[]>> {
  return denyPermissions({
    ...narrowed,
    denies: names.ownPolicyArn(`${denyNamePrefixOf(prefix)}*`),
    bridges: names.ownGroupArn(BRIDGES),
    trailLogGroupArn: trailLogGroup === undefined ? undefined : names.logGroupArn(trailLogGroup),
  });
}
