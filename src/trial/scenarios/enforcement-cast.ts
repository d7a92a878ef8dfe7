import { DeleteRolePermissionsBoundaryCommand, IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Credentials, EmbeddedAccount } from '../../embedded-account/account';
import { awsManagedArn } from '../../embedded-account/iam/policies/aws-managed-policies';
import { allowing, BREAK_GLASS, EXEMPT } from './audit-cast';

/** Configuration of an SDK client that acts as somebody. */
export type ActsAs = ReturnType<EmbeddedAccount['clientFor']>;

/** One call of an AWS API, and what has to become of it while the boundary stands. */
export interface Probe {
  /** Such as `s3:ListAllMyBuckets`. */
  readonly action: string;
  readonly ask: (as: ActsAs) => Promise<unknown>;
  readonly bounded: 'allowed' | 'refused';
}

/** Somebody, and what has to become of them in a run that puts boundaries. */
export interface EnforcedCase {
  readonly arn: string;
  readonly credentials: Credentials;
  /** Kind and reason of the decision. */
  readonly decision: string;
  readonly probes: readonly Probe[];
}

const DAY_MS = 86_400_000;
const ADMIN = 'platform-admin';

/** Four principals who get a boundary, and four who are left, each for another reason. The first one is released alone. */
export function enforcedCast(account: EmbeddedAccount): readonly [EnforcedCase, ...EnforcedCase[]] {
  const daysAgo = (days: number) => new Date(account.clock.now().getTime() - days * DAY_MS);
  const old = { createdAt: daysAgo(700) };
  const uses = (arn: string, ...actions: readonly string[]) => {
    for (const action of actions) account.use({ arn, action, at: daysAgo(5) });
  };
  const role = (name: string, decision: string, probes: readonly Probe[], more: object): EnforcedCase => {
    const { arn } = account.addRole({ name, ...old, inline: { work: allowing(MAY) }, ...more });
    return { arn, credentials: account.assumeRole(name, 'at-work'), decision, probes };
  };
  const user = (name: string, decision: string, probes: readonly Probe[], more: object): EnforcedCase => {
    const { arn } = account.addUser({ name, ...old, inline: { work: allowing(MAY) }, ...more });
    // The access key would be seen in use, and Access Advisor knows of no use by it.
    return { arn, credentials: account.sessionOf(name), decision, probes };
  };
  const stays = [probe(LISTS_BUCKETS, 'allowed'), probe(READS_PARAMETER, 'allowed')];

  const orders = role('orders-app', 'bound: used-some', [probe(LISTS_BUCKETS, 'allowed'), LOSES_PARAMETER], {});
  uses(orders.arn, 's3:GetObject', 'sqs:SendMessage');
  account.addGroup({ name: 'Developers', ...old, inline: { work: allowing(MAY) } });
  const dana = user('dana', 'bound: used-some', [probe(READS_PARAMETER, 'allowed'), probe(LISTS_BUCKETS, 'refused')], {
    ...{ groups: ['Developers'], inline: {} },
  });
  uses(dana.arn, 'ssm:GetParameter');
  const admin = role(ADMIN, 'bound: used-some', [probe(LISTS_ROLES, 'allowed'), probe(SHEDS, 'refused')], {
    ...{ policies: [awsManagedArn('AdministratorAccess')], inline: {} },
  });
  uses(admin.arn, 'iam:ListRoles');
  const partner = role('partner-app', 'leave: foreign-boundary', stays, { boundary: awsManagedArn('PowerUserAccess') });
  uses(partner.arn, 's3:GetObject');

  return [
    orders,
    dana,
    role('old-importer', 'bound: used-nothing', [probe(LISTS_BUCKETS, 'allowed'), LOSES_PARAMETER], {}),
    admin,
    partner,
    user('trainee', 'leave: too-young', stays, { createdAt: daysAgo(3) }),
    user(EXEMPT, 'leave: exempt', stays, {}),
    user(BREAK_GLASS, 'leave: protected-by-setting', stays, {}),
  ];
}

const MAY = ['dynamodb:*', 's3:*', 'sqs:*', 'ssm:*'];

export const READS_PARAMETER: Omit<Probe, 'bounded'> = {
  action: 'ssm:GetParameter',
  ask: (as) => new SSMClient(once(as)).send(new GetParameterCommand({ Name: '/iam-guardrails/deployment' })),
};
/** Whoever used nothing keeps it as well. */
export const LISTS_BUCKETS: Omit<Probe, 'bounded'> = {
  action: 's3:ListAllMyBuckets',
  ask: (as) => new S3Client({ ...once(as), forcePathStyle: true }).send(new ListBucketsCommand({})),
};
export const LISTS_ROLES: Omit<Probe, 'bounded'> = {
  action: 'iam:ListRoles',
  ask: (as) => new IAMClient(once(as)).send(new ListRolesCommand({})),
};
/** Its own: where none stands, IAM says so. */
const SHEDS: Omit<Probe, 'bounded'> = {
  action: 'iam:DeleteRolePermissionsBoundary',
  ask: (as) => new IAMClient(once(as)).send(new DeleteRolePermissionsBoundaryCommand({ RoleName: ADMIN })),
};

export const once = (as: ActsAs) => ({ ...as, maxAttempts: 1 });

export const probe = (call: Omit<Probe, 'bounded'>, bounded: Probe['bounded']): Probe => ({ ...call, bounded });

const LOSES_PARAMETER = probe(READS_PARAMETER, 'refused');
