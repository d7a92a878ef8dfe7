import { DENY_IAM } from '../../domain/deny';
import type { PolicyDocument } from '../../domain/policy-document';
import type { RevokerSettings } from './settings';

const SELF = ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}', 'arn:aws:iam::*:mfa/*'];

/**
 * The managed policy that takes IAM away.
 *
 * Where self-service is spared, everything but oneself is denied, and on oneself everything but the spared calls.
 * `NotAction` names every service, but no other service than IAM has resources with these ARNs, except STS.
 */
export function denyDocumentOf({ denySparesSelfService, selfService }: RevokerSettings): PolicyDocument {
  if (!denySparesSelfService || selfService.length === 0) return DENY_IAM;
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Deny', Action: 'iam:*', NotResource: SELF },
      { Effect: 'Deny', NotAction: [...selfService.map((call) => `iam:${call}`), 'sts:*'], Resource: SELF },
    ],
  };
}
