/** What the construct and the handlers must agree on. Nothing here may import anything. */

/** Name of the guardrail: folder, handler, function, log field and ledger key. */
export const REVOKER = 'revoker';

/** Inline policy of the fallback, put where the quota of managed policies is used up. */
export const INLINE_POLICY_NAME = 'DenyIAM';

/** File beside `index.js` in the revoker's bundle; a change of the rules is a change of the code (THREATS T8). */
export const RULES_FILE = 'rules.json';

/**
 * IAM API calls made by people. Roles, services and so the guardrail's own functions never match.
 *
 * `source` is pinned because `events:PutEvents` refuses sources that begin with `aws.`: no custom event can forge it.
 */
export const EVENT_PATTERN = {
  source: ['aws.iam'],
  'detail-type': ['AWS API Call via CloudTrail'],
  detail: {
    eventSource: ['iam.amazonaws.com'],
    userIdentity: { type: ['IAMUser', 'FederatedUser', 'Root'] },
  },
};

/** What the schedule puts into the queue: look at who is in the admin groups. */
export const LOOK = '{"look":"admin-groups"}';

/** Minutes between two looks. */
export const LOOK_EVERY_MINUTES = 5;

/** What another schedule puts into the queue: tell people of the calls that no notice named. */
export const TELL = '{"tell":"calls"}';

/** Minutes between two such messages. */
export const TELL_EVERY_MINUTES = 1;

/** Environment variables of the three functions. */
export const ENV = {
  denyPolicyArn: 'DENY_POLICY_ARN',
  /** JSON object: name of each admin group to the GroupId that Terraform found; `{}` where there are none. */
  adminGroupIds: 'ADMIN_GROUP_IDS',
  ledgerTable: 'LEDGER_TABLE',
  /** Empty where the settings ask for no topic. */
  topicArn: 'TOPIC_ARN',
  fallbackFunction: 'FALLBACK_FUNCTION',
  boundaryPolicyArn: 'BOUNDARY_POLICY_ARN',
} as const;
