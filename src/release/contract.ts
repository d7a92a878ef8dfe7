/** What the construct and the handler must agree on. Nothing here may import anything. */

/** Name of the function, without the prefix. */
export const RELEASE = 'release';

/** Environment variables of the handler. */
export const ENV = {
  denyPolicyArn: 'DENY_POLICY_ARN',
  boundaryPolicyArn: 'BOUNDARY_POLICY_ARN',
  ledgerTable: 'LEDGER_TABLE',
  /** Empty where the settings ask for no topic. */
  topicArn: 'TOPIC_ARN',
  /** Bucket with the summaries of audits; empty where none is deployed. */
  evidenceBucket: 'EVIDENCE_BUCKET',
  /** File or URL of the runbook. */
  runbook: 'RUNBOOK',
  /** ARNs of the audit's boundaries begin so, whether or not it is deployed. */
  boundaries: 'BOUNDARIES',
} as const;

/** Seconds the function may run: as long as the command line of AWS waits for an answer. */
export const TIMEOUT_SECONDS = 60;
