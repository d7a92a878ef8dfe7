import type { Deleting } from '../../../audit/deploy/deleting-permissions';
import type { OwnCalls } from '../../../audit/deploy/recorded-permissions';
import { allow } from '../../../audit/deploy/statements';
import type { Statement } from '../../../domain/policy/policy-document';
import { ASKED_SERVICES, ASKING } from '../../../domain/service-roles/asked';
import type { Names } from '../../../foundation/names';
import { denyNamePrefixOf, type AnalyzerUse } from '../contract';
import type { CredentialCleanupSettings } from '../settings';

/** What something is done to of users and roles. */
type Each = Readonly<Record<'keys' | 'users' | 'roles', boolean>>;

/** What is disabled, and what is deleted. */
export interface Stages {
  readonly disables: Each;
  readonly deletes: Each;
}

/** What a release may have to do with: a guardrail may have disabled anything before its settings were changed. */
export const DISABLES_ALL: Stages = {
  disables: { keys: true, users: true, roles: true },
  deletes: { keys: false, users: false, roles: false },
};

export const stagesOf = ({ keys, users, roles }: CredentialCleanupSettings): Stages => ({
  disables: { keys: keys.disable > 0, users: users.disable > 0, roles: roles.disable > 0 },
  deletes: { keys: keys.delete > 0, users: users.delete > 0, roles: roles.delete > 0 },
});

type CalledNames = Pick<Names, 'users' | 'roles' | 'ownPolicyArn'> & Omit<Deleting, 'whom'>;

/** What the guardrail calls of IAM and of the services that may use roles. @param prefix of the deployment */
export function cleanupCalls(
  { users, roles, ownPolicyArn, ...names }: CalledNames,
  prefix: string,
  { disables, deletes }: Stages,
): OwnCalls {
  const whom = (['users', 'roles'] as const).filter((one) => deletes[one]);
  const readsLastUse = allow('ReadLastUse', [users], 'iam:GetAccessKeyLastUsed');
  const listsKeys = allow('ListKeys', [users], 'iam:GetUser', 'iam:ListAccessKeys');
  const readsUndated = allow('ReadUndated', [users], ...READS_UNDATED);
  const denies = ownPolicyArn(`${denyNamePrefixOf(prefix)}*`);
  const denied = [
    ...(disables.roles ? [{ kind: 'Role', arns: roles }] : []),
    ...(disables.users ? [{ kind: 'User', arns: users }] : []),
  ];
  return {
    reads: {
      listing: listing(disables),
      // Where no key is deactivated nobody has to know which one is meant.
      judging: [
        ...(disables.keys ? [listsKeys] : []),
        ...(deletes.keys ? [readsLastUse] : []),
        ...(disables.users ? [readsUndated] : []),
      ],
      changing: [
        listsKeys,
        ...(disables.users ? [allow('ReadDeniesOfUsers', [users], 'iam:ListAttachedUserPolicies')] : []),
        // Whoever deletes users may list everything they have.
        ...(disables.users && !deletes.users ? [readsUndated] : []),
        ...(disables.roles ? [allow('ReadDeniesOfRoles', [roles], 'iam:GetRole', 'iam:ListAttachedRolePolicies')] : []),
      ],
      objecting: [readsLastUse],
    },
    ...{ opens: 'Disabled', policies: denies, announces: true },
    deletes: whom.length > 0 ? { ...names, whom } : undefined,
    changes: [
      ...(disables.keys ? [{ what: 'Keys', make: makesOf(deletes), undo: [UPDATE_KEY], of: [users] }] : []),
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

/** Credentials of users of which IAM never says when they were used. */
const READS_UNDATED = ['iam:ListServiceSpecificCredentials', 'iam:ListSigningCertificates', 'iam:ListSSHPublicKeys'];

const UPDATE_KEY = 'iam:UpdateAccessKey';

const makesOf = ({ keys }: Each) => [UPDATE_KEY, ...(keys ? ['iam:DeleteAccessKey'] : [])];

/** Most of these know no narrower resource than everything in a Region (Service Authorization Reference). */
function listing({ users, roles }: Each) {
  return [
    ...(users || roles ? [allow('ReadQuotas', '*', 'iam:GetAccountSummary')] : []),
    ...(roles ? [allow('AskServices', '*', ...new Set(ASKED_SERVICES.flatMap((service) => ASKING[service])))] : []),
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
