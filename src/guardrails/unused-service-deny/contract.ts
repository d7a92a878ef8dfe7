/** What the construct and the handlers must agree on. Nothing here may import anything. */

/** Name of the guardrail: folder, state machine, schedules, log field, metric dimension and folder in the bucket. */
export const UNUSED_SERVICE_DENY = 'unused-service-deny';

/** Names of the project's own denies begin so, on the path of the deployment. @param prefix of the deployment */
export const denyNamePrefixOf = (prefix: string) => `${prefix}-${UNUSED_SERVICE_DENY}-`;

/** Folder of the groups that bridge an exchange of denies, below the path of the deployment. */
export const BRIDGE_FOLDER = 'bridge/';

/** Object below the base of its audit: the refused calls that the trail has shown, the latest of each user and service. */
export const REFUSED = 'refused.json';

/** Searches over the log lines of the functions (CloudWatch Logs Insights), by their names. */
export const SEARCHES: Readonly<Record<string, string>> = {
  'denied-services': `fields @timestamp, runId, entityname, reason, message
| filter msgtype = "summary" and decision = "change"
| sort entityname asc
| limit 1000`,
  'left-and-why': `fields @timestamp, runId, entityname, reason, why
| filter msgtype = "summary" and decision = "leave"
| sort reason asc, entityname asc
| limit 1000`,
};
