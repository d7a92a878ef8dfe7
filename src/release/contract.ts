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
} as const;
