import { EXEMPT_FROM_AUDITS, PLANNED_ACCOUNT, PROTECTED } from './base';
import { eachOf, firstOf, type Variant } from './variant';

const arnOf = (user: string) => `arn:aws:iam::${PLANNED_ACCOUNT}:user/${user}`;

/** Changes that weaken a guardrail, each with a text that the review says of it. */
export const WEAKENING: Readonly<Record<string, Variant & { readonly says: string }>> = {
  'the revoker only observes': { settings: { revoker: { mode: 'observe' } }, says: 'revoker.mode: enforce -> observe' },
  'the revoker is left out': { settings: { revoker: { mode: 'off' } }, says: 'revoker.mode: enforce -> off' },
  'boundaries are only observed': {
    settings: { permissionsBoundary: { mode: 'observe' } },
    says: 'permissionsBoundary.mode: enforce -> observe',
  },
  'denies are only observed': {
    settings: { unusedServiceDeny: { mode: 'observe' } },
    says: 'unusedServiceDeny.mode: enforce -> observe',
  },
  'access keys are no longer deactivated': {
    settings: { credentialCleanup: { keys: { disable: 0 } } },
    says: 'credentialCleanup.keys.disable: 90 -> 0',
  },
  'access keys are deactivated later': {
    settings: { credentialCleanup: { keys: { disable: 180 } } },
    says: 'credentialCleanup.keys.disable: 90 -> 180',
  },
  'somebody else is exempt from audits': {
    settings: { exemptions: [EXEMPT_FROM_AUDITS, { match: { path: '/legacy/' }, owner: 'ops', reason: 'old' }] },
    says: '+ match path /legacy/',
  },
  'somebody is never revoked': {
    settings: { revoker: { exempt: [{ arn: arnOf('bob'), id: 'AIDAEXAMPLE', reason: 'break-glass' }] } },
    says: `+ arn ${arnOf('bob')}`,
  },
  'another group is of admins': {
    settings: { revoker: { adminGroups: ['Administrators', 'Operators'] } },
    says: '+ Operators',
  },
  'another role is never touched': {
    settings: { protectedPrincipals: [PROTECTED, { arn: PROTECTED.arn.replace('deployer', 'etl'), reason: 'loads' }] },
    says: ':role/etl',
  },
  'what counts as unused is older': {
    settings: { audit: { unusedAfterDays: 120 } },
    says: 'audit.unusedAfterDays: 100 -> 120',
  },
  'principals are left alone for longer': { settings: { audit: { graceDays: 30 } }, says: 'audit.graceDays: 14 -> 30' },
  'audits are rarer': {
    settings: { audit: { schedule: 'rate(5 days)' } },
    says: 'audit.schedule: rate(3 days) -> rate(5 days)',
  },
  'audits may stop for longer without an alarm': {
    settings: { audit: { overdueAfterDays: 8 } },
    says: 'audit.overdueAfterDays: 6 -> 8',
  },
  'a run may change more': {
    settings: { limits: { changesPerRun: 80 } },
    says: 'limits.changesPerRun: 60 -> 80',
  },
  'more may be done to oneself': {
    settings: { revoker: { selfService: ['ChangePassword', 'CreateVirtualMFADevice', 'CreateAccessKey'] } },
    says: '+ CreateAccessKey',
  },
  'refused calls are only told of': {
    settings: { revoker: { failedCalls: 'notify' } },
    says: 'revoker.failedCalls: revoke -> notify',
  },
  'every boundary lets more through': {
    settings: { permissionsBoundary: { alwaysKeep: ['iam:PassRole', 'sts:*', 'ec2:*'] } },
    says: '+ ec2:*',
  },
  'the channel is not told of incidents': {
    settings: { notifications: { routes: { incident: ['email'], digest: ['email', 'security'] } } },
    says: '- security',
  },
  'logs are kept for a shorter time': { settings: { logRetentionDays: 180 }, says: 'logRetentionDays: 400 -> 180' },
  'log files are kept for a shorter time': {
    settings: { trail: { retentionDays: 90 } },
    says: 'trail.retentionDays: 365 -> 90',
  },
  'data may be deleted': { settings: { protectData: false }, says: 'protectData: true -> false' },
  'the rule of the revoker is disabled': {
    edit: firstOf('aws_cloudwatch_event_rule', /^revoker_trigger/, (rule) => ({ ...rule, state: 'DISABLED' })),
    says: 'it is disabled',
  },
  'the rule of the revoker listens for less': {
    edit: firstOf('aws_cloudwatch_event_rule', /^revoker_trigger/, ({ event_pattern: pattern, ...rule }) => ({
      ...{
        ...rule,
        event_pattern: JSON.stringify({ ...(JSON.parse(String(pattern)) as object), region: ['eu-west-1'] }),
      },
    })),
    says: 'it no longer listens for: only some of region',
  },
  'somebody else may change the guard unheard': {
    settings: { deployers: [PROTECTED.arn] },
    says: `+ ${PROTECTED.arn}`,
  },
  'nobody is told of tampering': {
    edit: firstOf('aws_cloudwatch_event_target', /^tampering/, () => undefined),
    says: 'it is deleted: what its rule matches goes nowhere',
  },
  'rules may no longer publish to the topic': {
    edit: firstOf('aws_sns_topic_policy', /^topic/, ({ policy, ...more }) => ({
      ...more,
      policy: String(policy).replace('"events.amazonaws.com"', '"budgets.amazonaws.com"'),
    })),
    says: 'events.amazonaws.com may no longer send to it',
  },
  'the deny text denies less': {
    edit: firstOf('aws_iam_policy', /deny/i, ({ policy, ...more }) => ({
      ...more,
      policy: String(policy).replaceAll('"iam:*"', '"iam:Create*"'),
    })),
    says: 'it no longer denies iam:*',
  },
  'a role no longer spares admins': {
    edit: firstOf('aws_iam_role_policy', /^permissions-boundary_audit_change/, ({ policy, ...more }) => ({
      ...{ ...more, policy: withoutDenials(String(policy)) },
    })),
    says: 'it no longer denies iam:',
  },
  'somebody else is in the seed of the admins': {
    edit: firstOf('aws_dynamodb_table_item', /seed-Administrators/, ({ item, ...more }) => ({
      ...{ ...more, item: joinedBySomebody(String(item)) },
    })),
    says: 'AIDAEXAMPLE counts as an admin',
  },
  'the seed of the admins is taken away': {
    edit: firstOf('aws_dynamodb_table_item', /seed-Administrators/, () => undefined),
    says: 'it is deleted: nobody in its group is known as an admin',
  },
  'the admin group is pinned, and so looked at anew': {
    groupId: true,
    says: 'it is written anew: whoever is in the group by then counts as an admin',
  },
  'an alarm is taken away': {
    edit: firstOf('aws_cloudwatch_metric_alarm', /./, () => undefined),
    says: 'it is deleted: nobody is alarmed',
  },
  'an alarm alarms later': {
    edit: firstOf('aws_cloudwatch_metric_alarm', /dead-letters/, (alarm) => ({ ...alarm, threshold: 1000 })),
    says: 'it alarms later (0 -> 1000)',
  },
  'alarms tell nobody': {
    edit: eachOf('aws_cloudwatch_metric_alarm', (alarm) => ({ ...alarm, alarm_actions: [] })),
    says: 'it no longer alarms: arn:aws:sns:',
  },
  'a queue is not worked on': {
    edit: firstOf('aws_lambda_event_source_mapping', /^revoker/, (mapping) => ({ ...mapping, enabled: false })),
    says: 'it is disabled',
  },
  'a schedule is disabled': {
    edit: firstOf('aws_scheduler_schedule', /./, (schedule) => ({ ...schedule, state: 'DISABLED' })),
    says: 'it is disabled',
  },
  'the revoker may not run': {
    edit: firstOf('aws_lambda_function', /^revoker_function/, (code) => ({
      ...code,
      reserved_concurrent_executions: 0,
    })),
    says: 'fewer of it run at a time (-1 -> 0)',
  },
  'the logs of a function are gone after a day': {
    edit: firstOf('aws_cloudwatch_log_group', /^revoker/, (group) => ({ ...group, retention_in_days: 1 })),
    says: 'its events are gone earlier (400 -> 1)',
  },
  'the trail logs nothing': {
    edit: firstOf('aws_cloudtrail', /./, (trail) => ({ ...trail, enable_logging: false })),
    says: 'it logs nothing',
  },
  'the ledger may be deleted': {
    edit: firstOf('aws_dynamodb_table', /./, (table) => ({ ...table, deletion_protection_enabled: false })),
    says: 'it may be deleted',
  },
  'a mail is not sent': {
    edit: firstOf('aws_sns_topic_subscription', /^topic/, () => undefined),
    says: 'it is deleted: its endpoint is no longer told',
  },
};

function withoutDenials(policy: string): string {
  const { Statement, ...more } = JSON.parse(policy) as { readonly Statement: readonly { readonly Effect: string }[] };
  return JSON.stringify({ ...more, Statement: Statement.filter(({ Effect }) => Effect !== 'Deny') });
}

const joinedBySomebody = (item: string) =>
  item.replace(
    /jsonencode\(([\w.-]+\.output)\)/,
    'jsonencode(merge($1, { memberIds = concat($1.memberIds, ["AIDAEXAMPLE"]) }))',
  );
