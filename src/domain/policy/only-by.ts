import type { Statement } from './policy-document';

/**
 * Keeps a role from everybody but one function, once for all that it may do, and not to another function that was given the
 * role (THREATS T14).
 *
 * A call that does not say which function makes it is refused as well: where a key is missing, a negated condition holds
 * (IAM User Guide, IAM JSON policy elements: Condition operators). Calls of the function's own code always say it. Of those
 * that Lambda makes for the function with its role, those that use a key of KMS do not (Lambda Developer Guide, Using source
 * function ARN to control function access behavior). Writing the log does, and is let through all the same: a function that
 * cannot tell what it did is worse than a line in a log.
 */
export const onlyBy = (functionArn: string): Statement => ({
  Sid: 'OnlyItself',
  Effect: 'Deny',
  NotAction: ['kms:*', 'logs:*'],
  Resource: '*',
  Condition: { ArnNotEquals: { 'lambda:SourceFunctionArn': functionArn } },
});
