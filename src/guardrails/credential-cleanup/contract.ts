/** What the construct and the handlers must agree on. Nothing here may import anything. */

/** Name of the guardrail: folder, state machine, schedules, log field, metric dimension and folder in the bucket. */
export const CREDENTIAL_CLEANUP = 'credential-cleanup';

/** Names of its policies begin so, on the path of the deployment. @param prefix of the deployment */
export const denyNamePrefixOf = (prefix: string) => `${prefix}-${CREDENTIAL_CLEANUP}-`;

/** Where findings of IAM Access Analyzer come from: nowhere, an analyzer that is there, or one that is deployed. */
export const ANALYZER_USES = ['none', 'existing', 'create'] as const;

export type AnalyzerUse = (typeof ANALYZER_USES)[number];

/** What AWS takes for each user and role that an analyzer of unused access analyzes, a month (IAM Access Analyzer pricing). */
export const ANALYZED_DOLLARS = 0.2;

/** Searches over the log lines of the functions (CloudWatch Logs Insights), by their names. */
export const SEARCHES: Readonly<Record<string, string>> = {
  'unused-credentials': `fields @timestamp, runId, entityname, decision, announced
| filter msgtype = "summary" and ispresent(announced)
| sort entityname asc
| limit 1000`,
  'credentials-left-and-why': `fields @timestamp, runId, entityname, reason, why
| filter msgtype = "summary" and decision = "leave"
| sort reason asc, entityname asc
| limit 1000`,
};
