import { baseOf, KEYS } from '../audit/contract';
import type { Names } from '../foundation/names';
import {
  boundaryNamePrefixOf,
  PERMISSIONS_BOUNDARY,
  TAG_KEY_PATTERNS,
} from '../guardrails/permissions-boundary/contract';
import { boundaryReleasePermissions } from '../guardrails/permissions-boundary/release/permissions';
import type { ReleaserNeeds } from '../release/construct';
import { RELEASE } from '../release/contract';
import { revokerReleasePermissions } from '../guardrails/revoker/release/permissions';
import type { Settings } from '../settings/schema';
import { ENV } from '../wiring/contract';
import { boundaryRulesOf } from './boundary-rules';

/** What the way back takes for each guardrail, which may have been switched off since it held somebody. */
export function releaseNeedsOf(settings: Settings, names: Names, accountId: string): readonly ReleaserNeeds[] {
  return [ofRevoker(settings, names), ofPermissionsBoundary(settings, names, accountId)];
}

function ofRevoker({ revoker }: Settings, names: Names): ReleaserNeeds {
  const denyPolicyArn = names.policyArn(revoker.denyPolicyName);
  const { boundaryPolicyArn, users, ledgerArn } = names;
  const policies = { denyPolicyArn, boundaryPolicyArn };
  return {
    environment: { [ENV.denyPolicyArn]: denyPolicyArn, [ENV.boundaryPolicyArn]: boundaryPolicyArn },
    permissions: revokerReleasePermissions({ ...policies, users, ledgerArn, functionArn: names.functionArn(RELEASE) }),
  };
}

function ofPermissionsBoundary(settings: Settings, names: Names, accountId: string): ReleaserNeeds {
  const isDeployed = boundaryRulesOf(settings, names) !== undefined;
  const { namePrefix, permissionsBoundary, protectedPrincipals, revoker, assumeRoleArn } = settings;
  const { evidenceBucket, evidenceBucketArn: bucketArn, users, roles, ledgerArn } = names;
  const boundaryNamePrefix = boundaryNamePrefixOf(namePrefix);
  const spared = [...protectedPrincipals, ...revoker.exempt].map(({ arn }) => arn);
  const summaries = `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/*/${KEYS.summaryJson}`;
  return {
    environment: {
      // No audit is deployed, and nobody knows which tags one run has written.
      [ENV.evidenceBucket]: isDeployed ? evidenceBucket : '',
      [ENV.boundaries]: names.ownPolicyArn(boundaryNamePrefix),
    },
    permissions: boundaryReleasePermissions({
      ...{ functionArn: names.functionArn(RELEASE), ledgerArn, users, roles },
      boundaries: names.ownPolicyArn(`${boundaryNamePrefix}*`),
      adopt: permissionsBoundary.adopt,
      tagKeys: TAG_KEY_PATTERNS,
      untouchable: [...new Set([...spared, ...(assumeRoleArn === undefined ? [] : [assumeRoleArn])])],
      unboundable: [names.ownRoleArn('*'), ...names.reservedRoles],
      ...(isDeployed && { summaries: { bucketArn, objects: `${bucketArn}/${summaries}` } }),
    }),
  };
}
