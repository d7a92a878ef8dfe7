/** What the construct and the handlers must agree on. Nothing here may import anything. */

/** Name of the guardrail: folder, state machine, schedules, log field, metric dimension and folder in the bucket. */
export const PERMISSIONS_BOUNDARY = 'permissions-boundary';

/** Name of the schedule of changes; that of audits has the guardrail's own name. */
export const CHANGE_SCHEDULE = 'permissions-boundary-change';

/** Name and time of the daily schedule that goes on with a wave, and gives back in between. */
export const UPKEEP_SCHEDULE = 'permissions-boundary-upkeep';
export const UPKEEP_EVERY_DAY = 'cron(17 4 * * ? *)';

/** What each schedule starts the state machine with. */
export const INPUTS = {
  audit: { purpose: 'audit' },
  change: { purpose: 'change' },
  upkeep: { purpose: 'upkeep' },
} as const;

/** Functions, without the prefix; each is a handler of the same name. */
export const FUNCTIONS = {
  inventory: 'permissions-boundary-inventory',
  batch: 'permissions-boundary-batch',
  plan: 'permissions-boundary-plan',
  change: 'permissions-boundary-change',
  summary: 'permissions-boundary-summary',
  watch: 'permissions-boundary-watch',
} as const;

/** Those of them that a mode has: nothing is planned where boundaries are off, and nothing changed but where they are enforced. */
export function functionsIn(mode: 'off' | 'observe' | 'enforce'): readonly string[] {
  const { plan, change, ...always } = FUNCTIONS;
  return [...Object.values(always), ...(mode === 'off' ? [] : [plan]), ...(mode === 'enforce' ? [change] : [])];
}

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
