import type { PolicyDocument } from './policy-document';

/** Takes away every IAM call, whatever other policies allow: an explicit deny always wins. */
export const DENY_IAM: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: 'iam:*', Resource: '*' }],
};

/**
 * The same deny as a permissions boundary, which has a slot of its own beside the attached policies.
 *
 * A boundary grants nothing; `Allow *` keeps it from taking away anything but IAM.
 */
export const DENY_IAM_BOUNDARY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: 'iam:*', Resource: '*' },
  ],
};
