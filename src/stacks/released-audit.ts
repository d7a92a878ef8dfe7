import { baseOf, KEYS } from '../audit/contract';
import type { Names } from '../foundation/names';
import { PERMISSIONS_BOUNDARY, TAG_KEY_PATTERNS } from '../guardrails/permissions-boundary/contract';
import type { ReleasedAudit } from '../release/construct';
import type { Settings } from '../settings/schema';
import { boundaryRulesOf } from './boundary-rules';

/** What the way back has to know of the audit of boundaries; nothing where none is deployed. */
export function releasedAuditOf(settings: Settings, names: Names, accountId: string): ReleasedAudit | undefined {
  const rules = boundaryRulesOf(settings, names);
  if (rules === undefined) return undefined;
  const { assumeRoleArn } = settings;
  return {
    bucket: names.evidenceBucket,
    summaries: `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${KEYS.runs}/*/${KEYS.summaryJson}`,
    boundaryNamePrefix: rules.boundaryPolicies.namePrefix,
    adopt: rules.adopt,
    tagKeys: TAG_KEY_PATTERNS,
    untouchable: [
      names.ownRoleArn('*'),
      ...names.reservedRoles,
      ...rules.protectedArns,
      ...(assumeRoleArn === undefined ? [] : [assumeRoleArn]),
    ],
  };
}
