import type { OwnCalls } from '../../../audit/deploy/recorded-permissions';
import { allow } from '../../../audit/deploy/statements';
import type { Statement } from '../../../domain/policy/policy-document';
import { ASKED_SERVICES, ASKING } from '../../../domain/service-roles/asked';
import type { Names } from '../../../foundation/names';
import { denyNamePrefixOf, type AnalyzerUse } from '../contract';
import type { CredentialCleanupSettings } from '../settings';

/** What is disabled of users and roles. */
export type Disabling = Readonly<Record<'keys' | 'users' | 'roles', boolean>>;

/** Everything: what a guardrail may have disabled before its settings were changed. */
export const DISABLES_ALL: Disabling = { keys: true, users: true, roles: true };

export const disablingOf = ({ keys, users, roles }: CredentialCleanupSettings): Disabling => ({
  ...{ keys: keys.disable > 0, users: users.disable > 0, roles: roles.disable > 0 },
});

/** What the guardrail calls of IAM and of the services that may use roles. @param prefix of the deployment */
export function cleanupCalls(
  { users, roles, ownPolicyArn }: Pick<Names, 'users' | 'roles' | 'ownPolicyArn'>,
  prefix: string,
  disables: Disabling,
): OwnCalls {
  const listsKeys = allow('ListKeys', [users], 'iam:GetUser', 'iam:ListAccessKeys');
  const denies = ownPolicyArn(`${denyNamePrefixOf(prefix)}*`);
  const denied = [
    ...(disables.roles ? [{ kind: 'Role', arns: roles }] : []),
    ...(disables.users ? [{ kind: 'User', arns: users }] : []),
  ];
  return {
    reads: {
      listing: listing(disables),
      // Where no key is deactivated nobody has to know which one is meant.
      judging: disables.keys ? [listsKeys] : [],
      changing: [
        listsKeys,
        ...(disables.users ? [allow('ReadDeniesOfUsers', [users], 'iam:ListAttachedUserPolicies')] : []),
        ...(disables.roles ? [allow('ReadDeniesOfRoles', [roles], 'iam:GetRole', 'iam:ListAttachedRolePolicies')] : []),
      ],
      objecting: [allow('ReadLastUse', [users], 'iam:GetAccessKeyLastUsed')],
    },
    ...{ opens: 'Disabled', policies: denies, announces: true },
    changes: [
      ...(disables.keys ? [{ what: 'Keys', make: [UPDATE_KEY], undo: [UPDATE_KEY], of: [users] }] : []),
      ...(denied.length > 0
        ? [
            {
              what: 'Denies',
              make: denied.map(({ kind }) => `iam:Attach${kind}Policy`),
              undo: denied.map(({ kind }) => `iam:Detach${kind}Policy`),
              ...{ of: denied.map(({ arns }) => arns), policies: denies },
            },
          ]
        : []),
    ],
  };
}

const UPDATE_KEY = 'iam:UpdateAccessKey';

/** Most of these know no narrower resource than everything in a Region (Service Authorization Reference). */
function listing({ users, roles }: Disabling) {
  return [
    ...(users || roles ? [allow('ReadQuotas', '*', 'iam:GetAccountSummary')] : []),
    ...(roles ? [allow('AskServices', '*', ...ASKED_SERVICES.flatMap((service) => ASKING[service]))] : []),
  ];
}

/** What the inventory reads of IAM Access Analyzer. @param analyzers ARN of every analyzer */
export function analyzerReads(use: AnalyzerUse, analyzers: string): readonly Statement[] {
  if (use === 'none') return [];
  return [
    // Knows no resource (Service Authorization Reference, IAM Access Analyzer).
    allow('FindAnalyzers', '*', 'access-analyzer:ListAnalyzers'),
    // Both versions of reading findings take these.
    allow(
      'ReadAnalyzers',
      [analyzers],
      'access-analyzer:GetAnalyzer',
      'access-analyzer:GetFinding',
      'access-analyzer:ListFindings',
    ),
  ];
}
