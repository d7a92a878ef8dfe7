import { SERVICE_PREFIXES } from '../../domain/policy/service-prefixes';
import type { EmbeddedAccount } from '../../embedded-account/account';
import { awsManagedArn } from '../../embedded-account/iam/policies/aws-managed-policies';

/** Whom the settings of the trial exempt and protect, by name. */
export const EXEMPT = 'vendor-import';
export const BREAK_GLASS = 'break-glass';

/** ARNs of everybody the audit is judged by. */
export type AuditCast = ReturnType<typeof auditCastOf>;

const DAY_MS = 86_400_000;
/** So many services an administrator used, none of them on the first page of 100. */
const ADMIN_USED = 60;
const FIRST_PAGE = 100;

/** Principals of every kind of decision, each with a history of its own. */
export function auditCastOf(account: EmbeddedAccount) {
  const daysAgo = (days: number) => new Date(account.clock.now().getTime() - days * DAY_MS);
  const old = { createdAt: daysAgo(700) };
  const role = (name: string, actions: readonly string[], more: object = {}) =>
    account.addRole({ name, ...old, inline: { work: allowing(actions) }, ...more }).arn;
  const uses = (arn: string, action: string, days: number) => {
    account.use({ arn, action, at: daysAgo(days) });
    return arn;
  };

  const orders = role('orders-app', ['dynamodb:*', 'ecs:*', 's3:*', 'sns:*', 'sqs:*', 'iam:PassRole']);
  uses(orders, 'dynamodb:PutItem', 1);
  uses(orders, 's3:GetObject', 89);
  uses(orders, 'sns:Publish', 91);

  const admin = account.addRole({
    name: 'platform-admin',
    ...old,
    policies: [awsManagedArn('AdministratorAccess')],
  }).arn;
  for (const service of SERVICE_PREFIXES.slice(FIRST_PAGE, FIRST_PAGE + ADMIN_USED)) {
    uses(admin, `${service}:Anything`, 20);
  }

  account.addGroup({ name: 'Developers', ...old, inline: { work: allowing(['ec2:*', 'lambda:*', 'logs:*']) } });
  const dana = account.addUser({ name: 'dana', ...old, groups: ['Developers'], inline: { own: allowing(['s3:*']) } });
  uses(dana.arn, 'lambda:UpdateFunctionCode', 4);

  const broken = uses(role('broken-report', ['s3:*']), 's3:GetObject', 5);
  account.decideReports(broken, { fails: { code: 'ServiceFailure', message: 'The report could not be generated.' } });
  const shadow = account.addUser({ name: 'shadow', ...old, inline: { work: allowing(['s3:*']) } });
  uses(shadow.arn, 'ec2:RunInstances', 9);

  return {
    orders,
    admin,
    unused: role('old-importer', ['kinesis:*', 's3:*']),
    developers: `arn:aws:iam::${account.accountId}:group/Developers`,
    dana: dana.arn,
    nothing: account.addUser({ name: 'badge-only', ...old }).arn,
    trainee: account.addUser({ name: 'trainee', createdAt: daysAgo(3), inline: { work: allowing(['s3:*']) } }).arn,
    tracked: uses(role('new-api', ['s3:*'], { createdAt: daysAgo(30) }), 's3:GetObject', 2),
    exempt: account.addUser({ name: EXEMPT, ...old, inline: { work: allowing(['s3:*']) } }).arn,
    protected: account.addUser({ name: BREAK_GLASS, ...old, policies: [awsManagedArn('AdministratorAccess')] }).arn,
    linked: role('AWSServiceRoleForSupport', ['support:*'], { path: '/aws-service-role/support.amazonaws.com/' }),
    bounded: uses(role('partner-app', ['s3:*'], { boundary: awsManagedArn('PowerUserAccess') }), 's3:GetObject', 1),
    broken,
    shadow: shadow.arn,
  };
}

/** Text of a policy. */
export const allowing = (Action: readonly string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
