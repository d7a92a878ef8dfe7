import { weaknesses } from '../../src/settings/weaknesses';
import { NO_CLEANUP } from '../support/deployed';
import { someSettings } from '../support/settings';
import { EXEMPTIBLE } from '../../src/domain/exemption/exemption';

const exempt = { arn: 'arn:aws:iam::111122223333:user/break-glass', id: 'AIDAEXAMPLE', reason: 'break-glass' };

describe('weaknesses', () => {
  it('are none with the defaults and somebody to tell', () => {
    expect(weaknesses(someSettings())).toEqual([]);
  });

  it.each([
    ['an observing revoker', { revoker: { mode: 'observe' } }, ['revoker.mode is observe: nobody is revoked']],
    ['no revoker', { revoker: { mode: 'off', failedCalls: 'ignore' } }, ['revoker.mode is off: nobody is watched']],
    [
      'an exemption',
      { revoker: { exempt: [exempt] } },
      [`revoker.exempt: ${exempt.arn} is never revoked (reason: break-glass)`],
    ],
    [
      'other admin groups',
      { revoker: { adminGroups: ['Administrators', { name: 'Owners', id: 'AGPAX' }, 'Ops'] } },
      ['revoker.adminGroups: members of Owners may call IAM', 'revoker.adminGroups: members of Ops may call IAM'],
    ],
    [
      'more self-service',
      { revoker: { selfService: ['ChangePassword', 'CreateAccessKey'] } },
      ['revoker.selfService: CreateAccessKey on oneself is no violation'],
    ],
    [
      'spared self-service',
      { revoker: { denySparesSelfService: true } },
      ['revoker.denySparesSelfService: a revoked user keeps the self-service calls'],
    ],
    [
      'ignored failures',
      { revoker: { failedCalls: 'ignore' } },
      ['revoker.failedCalls is ignore: who tries and is refused goes unnoticed'],
    ],
    [
      'notified failures',
      { revoker: { failedCalls: 'notify' } },
      ['revoker.failedCalls is notify: who tries and is refused keeps IAM'],
    ],
    [
      'services that call for a user',
      { revoker: { viaServices: 'notify' } },
      ['revoker.viaServices is notify: who calls IAM through CloudFormation or another service keeps IAM'],
    ],
    [
      'an earlier pause',
      { limits: { revocationsPer10Minutes: 19 } },
      ['limits.revocationsPer10Minutes is 19: beyond it calls wait'],
    ],
    [
      'a later pause',
      { limits: { revocationsPer10Minutes: 21 } },
      ['limits.revocationsPer10Minutes is 21: a mistake of the guard may revoke that many before it pauses'],
    ],
    [
      'more changes at once',
      { limits: { iamCallsPerSecond: 11, changesPerRun: 51, maxChangePercent: 21 } },
      [
        "limits.iamCallsPerSecond is 11: an audit leaves less of IAM's rate to everybody else in the account",
        'limits.changesPerRun is 51: a mistake may narrow that many principals in one run',
        'limits.maxChangePercent is 21: a mistake may narrow that share of all boundaries in one run',
      ],
    ],
    [
      'rarer audits and changes',
      {
        audit: { schedule: 'cron(0 3 1 * ? *)', overdueAfterDays: 31 },
        permissionsBoundary: { changeSchedule: 'cron(0 3 1 JAN,JUL ? 2026-2030)' },
      },
      [
        'audit.schedule is cron(0 3 1 * ? *): up to 31 days lie between two audits',
        'audit.overdueAfterDays is 31: no alarm until then when audits fail or stop',
        'permissionsBoundary.changeSchedule is cron(0 3 1 JAN,JUL ? 2026-2030): up to 184 days pass without a run that changes boundaries',
        'permissionsBoundary.changeSchedule is cron(0 3 1 JAN,JUL ? 2026-2030): no run changes boundaries after 2030',
      ],
    ],
    [
      'summaries that may go',
      { audit: { forceDestroy: true } },
      ['audit.forceDestroy: destroy, or leaving the audit out, deletes the bucket with the summaries in it'],
    ],
    [
      'data that may go',
      { protectData: false },
      ['protectData is false: a destroy or another namePrefix may delete the ledger, the summaries and the log files'],
    ],
    [
      'a role that deploys, which nobody bounds',
      { assumeRoleArn: 'arn:aws:iam::111122223333:role/deployer' },
      ['assumeRoleArn: arn:aws:iam::111122223333:role/deployer is never touched, for it deploys'],
    ],
    [
      'reports that are kept for longer, shared for longer and given less time',
      { audit: { refreshDays: 31, sharedHours: 13, reportTimeoutSeconds: 119 } },
      [
        'audit.reportTimeoutSeconds is 119: principals whose report takes longer are left out of a run',
        'audit.refreshDays is 31: a use that IAM tells of in reports alone shows after as many days',
        'audit.sharedHours is 13: a guardrail may miss what was done within as many hours',
      ],
    ],
    [
      'roles that may make admins, beside those that may by default',
      {
        assumeRoleArn: 'arn:aws:iam::111122223333:role/deployer',
        revoker: {
          adminRoles: [
            ...['/aws-reserved/sso.amazonaws.com/', 'arn:aws:iam::111122223333:role/deployer'],
            'arn:aws:iam::111122223333:role/people',
          ],
        },
      },
      [
        'revoker.adminRoles: sessions of arn:aws:iam::111122223333:role/people may make admins',
        'assumeRoleArn: arn:aws:iam::111122223333:role/deployer is never touched, for it deploys',
      ],
    ],
    [
      'a revoker with fewer hands',
      { revoker: { maxConcurrency: 4 } },
      ['revoker.maxConcurrency is 4: more of a burst of calls waits to be judged'],
    ],
    ['no topic', { notifications: { topic: 'none' } }, ['notifications.topic is none: nobody is told']],
    ['no address', { notifications: {} }, ['notifications.emails is empty: nobody is told by mail']],
    [
      'a trail without a log group',
      { trail: { logGroup: false } },
      ['trail.logGroup is false: what the trail logs is in the files of its bucket only, and no metric filter sees it'],
    ],
    [
      'a bucket that may go',
      { trail: { forceDestroy: true } },
      ['trail.forceDestroy: destroy deletes the bucket with the log files in it'],
    ],
    [
      'a trail of somebody else',
      { trail: { use: 'existing' } },
      ['trail.use is existing: this stack does not provision the trail it depends on'],
    ],
    [
      'shorter logs',
      { logRetentionDays: 180 },
      ['logRetentionDays is 180: logs of the functions and the trail are gone after that'],
    ],
    [
      'shorter log files',
      { trail: { retentionDays: 364 } },
      ['trail.retentionDays is 364: log files are gone after that'],
    ],
    [
      'no boundaries',
      { permissionsBoundary: { mode: 'off', baseActions: ['iam:*'] } },
      ['permissionsBoundary.mode is off: no boundary is reported'],
    ],
    [
      'no tags',
      { permissionsBoundary: { tags: false } },
      ['permissionsBoundary.tags is false: nobody is tagged with what they use'],
    ],
    [
      'no audit',
      {
        permissionsBoundary: { mode: 'off', tags: false },
        unusedServiceDeny: { mode: 'off' },
        credentialCleanup: { ...NO_CLEANUP, warnDays: 90 },
        audit: { graceDays: 400 },
      },
      [
        'permissionsBoundary.mode is off: no boundary is reported',
        'permissionsBoundary.tags is false: nobody is tagged with what they use',
        'permissionsBoundary is left out: nobody is audited',
        'unusedServiceDeny.mode is off: no unused service is reported or denied',
        'credentialCleanup.keys.report is 0: no unused access key is reported',
        'credentialCleanup.users.report is 0: no unused user is reported',
        'credentialCleanup.roles.report is 0: no unused role is reported',
      ],
    ],
    [
      'boundaries that say less and give back more',
      {
        permissionsBoundary: {
          ...{ mode: 'enforce', style: 'denyUnused', reopen: 'automatic' },
          adopt: ['arn:aws:iam::111122223333:policy/old-*'],
        },
      },
      [
        'permissionsBoundary.style is denyUnused: a boundary lets through what is granted after it, and services this version does not know',
        'permissionsBoundary.reopen is automatic: whoever tries what the boundary denies is given it by the next run',
        'permissionsBoundary.adopt: boundaries that match arn:aws:iam::111122223333:policy/old-* are replaced',
      ],
    ],
    [
      'more that stays without being used',
      { permissionsBoundary: { baseActions: ['s3:ListBucket', 's3:*'], alwaysKeep: ['iam:PassRole', 'sts:*'] } },
      [
        'permissionsBoundary.baseActions: who used nothing keeps s3:*',
        'permissionsBoundary.alwaysKeep: sts:* is kept without being used',
      ],
    ],
    [
      'more that every boundary lets through',
      { permissionsBoundary: { alwaysAllow: ['kms:*', 'sts:*'] } },
      ['permissionsBoundary.alwaysAllow: every boundary lets sts:* through'],
    ],
    [
      'a longer memory',
      { audit: { unusedAfterDays: 91, graceDays: 15, trackingDays: 92 } },
      [
        'audit.unusedAfterDays is 91: what was used that long ago still counts as used',
        'audit.graceDays is 15: younger principals are left alone',
        'audit.trackingDays is 92: principals that have been there for less are left alone',
      ],
    ],
    [
      'a judgement on too little',
      { audit: { trackingDays: 89 } },
      ['audit.trackingDays is 89: principals are judged before 90 days of use are known'],
    ],
    [
      'patience with failures',
      { audit: { toleratedFailurePercentage: 6, overdueAfterDays: 9 } },
      [
        'audit.toleratedFailurePercentage is 6: a run succeeds that left so many out',
        'audit.overdueAfterDays is 9: no alarm until then when audits fail or stop',
      ],
    ],
    [
      'exemptions of others',
      { audit: { exemptionsObject: 's3://my-bucket/list.txt' } },
      ['audit.exemptionsObject: who may write s3://my-bucket/list.txt may exempt anybody'],
    ],
    [
      'each exemption of the scheduled guardrails, expired or not',
      {
        exemptions: [
          { match: { tag: 'team:ops' }, owner: 'ops', reason: 'nightly' },
          { match: { name: 'ci' }, from: ['tags'], owner: 'ada', reason: 'noise', expires: '2020-01-01' },
        ],
      },
      [
        `exemptions: tag team:ops exempt from ${EXEMPTIBLE.join(' and ')} (owner: ops, reason: nightly)`,
        'exemptions: name ci exempt from tags through 2020-01-01 (owner: ada, reason: noise)',
      ],
    ],
    [
      'each protected principal',
      { protectedPrincipals: [{ arn: 'arn:aws:iam::111122223333:role/deployer', reason: 'deploys' }] },
      ['protectedPrincipals: arn:aws:iam::111122223333:role/deployer is never touched (reason: deploys)'],
    ],
  ])('name %s', (_, overrides, expected) => {
    expect(weaknesses(someSettings(overrides))).toEqual(expected);
  });

  it.each([
    ['less self-service', { revoker: { selfService: [] } }],
    ['longer logs', { logRetentionDays: 400 }],
    ['judged reads', { revoker: { readOnlyCalls: true } }],
    ['a bucket of somebody else', { trail: { bucket: 'logs-bucket' } }],
    ['a pinned admin group', { revoker: { adminGroups: [{ name: 'Administrators', id: 'AGPAX' }] } }],
    ['an account without IAM admins', { revoker: { adminGroups: 'none' } }],
    ['a topic that exists', { notifications: { topic: 'arn:aws:sns:us-east-1:111122223333:alerts' } }],
    [
      'a shorter memory',
      { audit: { unusedAfterDays: 30, graceDays: 0, toleratedFailurePercentage: 0, overdueAfterDays: 7 } },
    ],
    [
      'more frequent runs',
      { audit: { schedule: 'rate(1 day)' }, permissionsBoundary: { changeSchedule: 'rate(89 days)' } },
    ],
    [
      'fewer changes at once',
      {
        limits: { iamCallsPerSecond: 9, changesPerRun: 5, maxChangePercent: 1 },
        audit: { refreshDays: 30, sharedHours: 0 },
      },
    ],
    [
      'what an audit that is left out would keep',
      {
        permissionsBoundary: { mode: 'observe' },
        audit: { concurrency: 40, reportWaitSeconds: 0, incremental: false },
      },
    ],
    ['tracking as long as what counts as unused', { audit: { trackingDays: 90 } }],
    [
      'less that stays without being used',
      { permissionsBoundary: { baseActions: [], alwaysKeep: [], alwaysAllow: [] } },
    ],
  ])('do not name %s', (_, overrides) => {
    expect(weaknesses(someSettings(overrides))).toEqual([]);
  });
});
