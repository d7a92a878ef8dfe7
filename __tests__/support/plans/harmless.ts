import { BASE } from './base';
import { eachOf, firstOf, type Variant } from './variant';

/** Changes that weaken nothing: stronger settings, other words, other code. */
export const HARMLESS: Readonly<Record<string, Variant>> = {
  'nothing at all': {},
  'another tag': { settings: { defaultTags: { team: 'platform', cost: '42' } } },
  'another runbook': { settings: { runbookUrl: 'https://wiki.example.com/guardrails' } },
  'an exemption less': { settings: { exemptions: [] } },
  'a protected role less': { settings: { protectedPrincipals: [] } },
  'what is granted newly is denied as well': { settings: { unusedServiceDeny: { newServices: 'deny' } } },
  'access keys are deactivated earlier': { settings: { credentialCleanup: { keys: { disable: 60 } } } },
  'passwords are denied as well': { settings: { credentialCleanup: { users: { disable: 120 } } } },
  'what counts as unused is younger': { settings: { audit: { unusedAfterDays: 90 } } },
  'principals are looked at earlier': { settings: { audit: { graceDays: 7 } } },
  'audits are more frequent': { settings: { audit: { schedule: 'rate(1 day)' } } },
  'runs of changes are more frequent': { settings: { permissionsBoundary: { changeSchedule: 'rate(60 days)' } } },
  'an alarm comes earlier': { settings: { audit: { overdueAfterDays: 4 } } },
  'reports are younger': { settings: { audit: { refreshDays: 7 } } },
  'more is done at a time': { settings: { audit: { concurrency: 3 } } },
  'a run may change less': { settings: { limits: { changesPerRun: 40 } } },
  'less may be done to oneself': { settings: { revoker: { selfService: ['ChangePassword'] } } },
  'reads are judged as well': { settings: { revoker: { readOnlyCalls: true }, trail: { events: 'all' } } },
  'a role that may do less': {
    edit: firstOf('aws_iam_role_policy', /^permissions-boundary_audit_change/, ({ policy, ...more }) => ({
      ...{ ...more, policy: String(policy).replace('"iam:PutUserPermissionsBoundary"', '"iam:GetUser"') },
    })),
  },
  'more events are worked on at a time': { settings: { revoker: { maxConcurrency: 8 } } },
  'boundaries let less through': { settings: { permissionsBoundary: { alwaysKeep: ['iam:PassRole'] } } },
  'somebody else gets mails': {
    settings: { notifications: { emails: [...BASE.notifications.emails, 'lead@example.com'] } },
  },
  'another channel': {
    settings: {
      notifications: {
        channels: [...BASE.notifications.channels, { name: 'chat', type: 'amazonQ' }],
        routes: { incident: ['email', 'security', 'chat'], digest: ['email'] },
      },
    },
  },
  'Security Hub is told': { settings: { securityHub: true } },
  'logs are kept for longer': { settings: { logRetentionDays: 731 } },
  'log files are kept for longer': { settings: { trail: { retentionDays: 731 } } },
  'another description of a function': {
    edit: eachOf('aws_lambda_function', (code) => ({ ...code, description: 'Does the same.' })),
  },
  'more memory': { edit: eachOf('aws_lambda_function', (code) => ({ ...code, memory_size: 1024 })) },
  'an alarm that comes earlier': {
    edit: firstOf('aws_cloudwatch_metric_alarm', /./, (alarm) => ({ ...alarm, evaluation_periods: 1, threshold: -1 })),
  },
  'a deny text that denies more': {
    edit: firstOf('aws_iam_policy', /deny/i, ({ policy, ...more }) => ({
      ...{ ...more, policy: String(policy).replaceAll('"iam:*"', '["iam:*","sts:AssumeRole"]') },
    })),
  },
};
