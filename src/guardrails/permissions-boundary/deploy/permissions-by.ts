import type { Job } from '../../../audit/contract';
import type { AuditedDeployment, AuditNames } from '../../../audit/deploy/names';
import type { Statement } from '../../../domain/policy/policy-document';
import { READING, type ResourceService } from '../../../domain/policy/resource-services';
import { boundaryNamePrefixOf } from '../contract';
import { boundaryPermissions } from './permissions';
import type { RuledBy } from './rules-of';

/** What each function of the guardrail may do, by the settings. */
export function boundaryPermissionsBy(
  { permissionsBoundary: { tags }, audit: { resourcePolicies } }: Pick<RuledBy, 'permissionsBoundary' | 'audit'>,
  names: AuditNames,
  { prefix, names: all }: Pick<AuditedDeployment, 'prefix' | 'names'>,
): Readonly<Record<Job, readonly Statement[]>> {
  const readable = (service: ResourceService) => {
    const { list, read, resource } = READING[service];
    return { service, list, read, arn: all.everywhereArn(service, resource) };
  };
  return boundaryPermissions({
    ...names,
    boundaries: all.ownPolicyArn(`${boundaryNamePrefixOf(prefix)}*`),
    buckets: all.buckets,
    tags,
    readable: (resourcePolicies?.services ?? []).map(readable),
  });
}
