/** The account that the plans are of, and the user in it who deploys. */
export const PLANNED_ACCOUNT = '123456789012';

const roleArn = (name: string) => `arn:aws:iam::${PLANNED_ACCOUNT}:role/${name}`;
export const EXEMPT_FROM_AUDITS = { match: { name: 'ci-*' }, owner: 'platform', reason: 'deploys nightly' };
export const PROTECTED = { arn: roleArn('deployer'), reason: 'deploys' };

/** What is deployed: settings with room in both directions. */
export const BASE = {
  allowedAccountIds: [PLANNED_ACCOUNT],
  backend: 'local',
  defaultTags: { team: 'security' },
  deployers: [`arn:aws:iam::${PLANNED_ACCOUNT}:user/ci`],
  notifications: {
    emails: ['on-call@example.com'],
    channels: [{ name: 'security', type: 'slack', secret: { ssm: '/guardrails/slack' } }],
    routes: { incident: ['email', 'security'], digest: ['email'] },
  },
  revoker: {
    adminGroups: ['Administrators'],
    selfService: ['ChangePassword', 'CreateVirtualMFADevice'],
    maxConcurrency: 6,
  },
  audit: { unusedAfterDays: 100, graceDays: 14, refreshDays: 14, schedule: 'rate(3 days)', overdueAfterDays: 6 },
  permissionsBoundary: { mode: 'enforce', users: false, alwaysKeep: ['iam:PassRole', 'sts:*'] },
  unusedServiceDeny: { mode: 'enforce' },
  credentialCleanup: { keys: { report: 30, disable: 90 } },
  exemptions: [EXEMPT_FROM_AUDITS],
  protectedPrincipals: [PROTECTED],
  limits: { changesPerRun: 60 },
  logRetentionDays: 400,
};
