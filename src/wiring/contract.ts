/** Environment variables of the functions: the constructs set them, the wiring reads them. Nothing here may import anything. */
export const ENV = {
  /** Account that is audited. */
  accountId: 'ACCOUNT_ID',
  /** JSON object: name of each admin group to the GroupId that Terraform found; `{}` where there are none. */
  adminGroupIds: 'ADMIN_GROUP_IDS',
  /** ARNs of the audit's boundaries begin so, whether or not it is deployed. */
  boundaries: 'BOUNDARIES',
  boundaryPolicyArn: 'BOUNDARY_POLICY_ARN',
  /** Topic of a channel that Amazon Q Developer is subscribed to; empty for every other channel. */
  chatTopicArn: 'CHAT_TOPIC_ARN',
  /** Queue of what a channel will never take. */
  deadLettersUrl: 'DEAD_LETTERS_URL',
  denyPolicyArn: 'DENY_POLICY_ARN',
  /** Bucket of the evidence and the summaries of audits; empty for a release where no audit is deployed. */
  evidenceBucket: 'EVIDENCE_BUCKET',
  fallbackFunction: 'FALLBACK_FUNCTION',
  ledgerTable: 'LEDGER_TABLE',
  /** Namespace of the metrics: the prefix of the deployment. */
  metricNamespace: 'METRIC_NAMESPACE',
  /** Queue of a channel. */
  queueUrl: 'QUEUE_URL',
  /** File or URL of the runbook. */
  runbook: 'RUNBOOK',
  /** Empty where the settings ask for no topic. */
  topicArn: 'TOPIC_ARN',
} as const;

/** File beside `index.js` in the bundles of a guardrail; a change of the rules is a change of the code (THREATS T8). */
export const RULES_FILE = 'rules.json';
