/** What the construct and the handlers must agree on. Nothing here may import anything. */

/** Name of the guardrail: folder, state machine, schedules, log field, metric dimension and folder in the bucket. */
export const PERMISSIONS_BOUNDARY = 'permissions-boundary';

/** What somebody can be exempt from of what it does: its boundaries, and its tags. */
export const BOUNDARY_EXEMPTIBLE = [PERMISSIONS_BOUNDARY, 'tags'] as const;

/** When it goes on with a wave every day, and gives back in between. */
export const UPKEEP_EVERY_DAY = 'cron(17 4 * * ? *)';

/** Tags the guardrail writes on users and roles; IAM ignores case in their keys. */
export const TAG_KEYS = {
  coverage: 'Permissions_Coverage_Percent',
  granted: 'Permissions_Granted',
  used: 'Permissions_Used',
  unused: 'Permissions_Unused',
  /** A number from 1 on stands behind it. */
  services: 'Permissions_Services_',
} as const;

/** The same as patterns of IAM: the only tags whose keys the functions may write and remove. */
export const TAG_KEY_PATTERNS: readonly string[] = [
  TAG_KEYS.coverage,
  TAG_KEYS.granted,
  TAG_KEYS.used,
  TAG_KEYS.unused,
  `${TAG_KEYS.services}*`,
];

/** Metrics of a run, beside the days since one succeeded. */
export const METRICS = [
  ...(['principals', 'audited', 'reused', 'left', 'failed', 'tagged', 'wouldBind'] as const),
  ...(['changed', 'needsAgain', 'waiting', 'alteredPolicies', 'averageCoverage'] as const),
] as const;

/** Object below the base of its audit: what earlier runs have found that denies everybody but some. */
export const NOT_PRINCIPAL_KEY = 'not-principal.json';

/** Names of the project's own boundaries begin so, on the path of the deployment; `p` is its prefix. */
export const boundaryNamePrefixOf = (prefix: string) => `${prefix}-boundary-`;

/** Searches over the log lines of the functions (CloudWatch Logs Insights), by their names. */
export const SEARCHES: Readonly<Record<string, string>> = {
  'who-used-a-service': `fields @timestamp, runId, entitytype, entityname, service, lastAuthenticated, TotalAuthenticatedEntities
| filter msgtype = "detail" and service = "s3"
| sort lastAuthenticated desc
| limit 1000`,
  'lowest-coverage': `filter msgtype = "summary" and ispresent(coverage)
| stats latest(coverage) as percent, latest(used) as servicesUsed, latest(granted) as servicesGranted by entitytype, entityname
| sort percent asc
| limit 1000`,
  'left-and-why': `fields @timestamp, runId, entitytype, entityname, reason, why
| filter msgtype = "summary" and decision = "leave"
| sort reason asc, entityname asc
| limit 1000`,
  'starts-and-ends': `fields @timestamp, msgtype, runId, purpose, message, mode, tags, unusedAfterDays, graceDays, trackingDays
| filter msgtype in ["start", "end"]
| sort @timestamp desc
| limit 1000`,
};
