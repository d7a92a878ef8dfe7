import { DENY_IAM } from '../../domain/policy/deny';
import type { PolicyDocument, Statement } from '../../domain/policy/policy-document';
import { ON_THE_ACCOUNT, type RevokerSettings } from './settings';

const OWN_DEVICE = 'arn:aws:iam::*:mfa/${aws:username}';

/** A new virtual device may have any name; every other call about devices is authorised on the user, but for deletion. */
const SELF = ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}', 'arn:aws:iam::*:mfa/*'];

/**
 * The managed policy that takes IAM away.
 *
 * Where self-service is spared, everything but oneself is denied, and on oneself everything but the spared calls.
 * `NotAction` names every service, but no other service than IAM has resources with these ARNs, except STS.
 */
export function denyDocumentOf({ denySparesSelfService, selfService }: RevokerSettings): PolicyDocument {
  if (!denySparesSelfService || selfService.length === 0) return DENY_IAM;
  const deletion: Statement = { Effect: 'Deny', Action: 'iam:DeleteVirtualMFADevice', NotResource: OWN_DEVICE };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: allBut(ON_THE_ACCOUNT.filter((call) => selfService.includes(call))),
        NotResource: SELF,
      },
      { Effect: 'Deny', NotAction: [...selfService.map((call) => `iam:${call}`), 'sts:*'], Resource: SELF },
      ...(selfService.includes('DeleteVirtualMFADevice') ? [deletion] : []),
    ],
  };
}

const LETTERS = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/**
 * What IAM's other calls begin with: every letter but G and L, and so on.
 *
 * Not covered are new calls on the account that begin as `ON_THE_ACCOUNT` do, such as `ListV…`: they could only read.
 */
const OTHERS = [
  ...beginnings('', 'GL'),
  ...['Gen*', ...beginnings('Get', 'A'), 'GetAcce*', 'GetAccountA*'],
  ...[...beginnings('List', 'AV'), 'ListAcce*', 'ListAt*'],
];

/**
 * All of IAM but some of the calls on the account.
 *
 * These are authorised on `*`, like calls that must stay denied, and `NotAction` on `*` would deny every other service.
 */
function allBut(spared: readonly string[]): string | string[] {
  if (spared.length === 0) return 'iam:*';
  const denied = ON_THE_ACCOUNT.filter((call) => !spared.includes(call));
  return [...OTHERS, ...denied].map((name) => `iam:${name}`);
}

function beginnings(prefix: string, without: string): string[] {
  return LETTERS.filter((letter) => !without.includes(letter)).map((letter) => `${prefix}${letter}*`);
}
