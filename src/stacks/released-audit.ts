import { baseOf, KEYS } from '../audit/contract';
import type { Names } from '../foundation/names';
import {
  boundaryNamePrefixOf,
  PERMISSIONS_BOUNDARY,
  TAG_KEY_PATTERNS,
} from '../guardrails/permissions-boundary/contract';
import type { ReleasedAudit } from '../release/construct';
import type { Settings } from '../settings/schema';
import { boundaryRulesOf } from './boundary-rules';

/** What the way back has to know of the audit of boundaries, which may have been switched off since it put some. */
export function releasedAuditOf(settings: Settings, names: Names, accountId: string): ReleasedAudit {
  const isDeployed = boundaryRulesOf(settings, names) !== undefined;
  const { namePrefix, permissionsBoundary, protectedPrincipals, revoker, assumeRoleArn } = settings;
  const spared = [...protectedPrincipals, ...revoker.exempt].map(({ arn }) => arn);
  const summaries = `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/*/${KEYS.summaryJson}`;
  return {
    ...(isDeployed && { summaries: { bucket: names.evidenceBucket, keys: summaries } }),
    boundaryNamePrefix: boundaryNamePrefixOf(namePrefix),
    adopt: permissionsBoundary.adopt,
    tagKeys: TAG_KEY_PATTERNS,
    untouchable: [...new Set([...spared, ...(assumeRoleArn === undefined ? [] : [assumeRoleArn])])],
    unboundable: [names.ownRoleArn('*'), ...names.reservedRoles],
  };
}
