import { NOTICE_CLASSES } from '../../../src/domain/notice/notice';
import { GUARDRAILS } from '../../../src/guardrails/catalogue/names';
import { DEFAULT_NEVER_DENY } from '../../../src/guardrails/unused-service-deny/judge/never-denied';

/** Settings that are weaker than the defaults by one key, with a text of the line that says so. */
export interface Example {
  readonly settings: object;
  /** @default - the key itself, at the beginning */
  readonly says?: string;
}

const USER = 'arn:aws:iam::111122223333:user/break-glass';
const ROLE = 'arn:aws:iam::111122223333:role/deployer';
const exempted = { arn: USER, id: 'AIDAEXAMPLE', reason: 'the way in' };
const revoking = (revoker: object): Example => ({ settings: { revoker } });
const auditing = (audit: object): Example => ({ settings: { audit } });
const bounding = (permissionsBoundary: object): Example => ({ settings: { permissionsBoundary } });
const cleaning = (credentialCleanup: object): Example => ({ settings: { credentialCleanup } });
const limiting = (limits: object): Example => ({ settings: { limits } });
const exempting = (more: object, says: string): Example => ({
  settings: { exemptions: [{ match: { name: 'ci' }, owner: 'ops', reason: 'nightly', ...more }] },
  says,
});

/** One for every key of which src/settings/weaknesses says that it weakens, or that another key's line holds it. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'revoker.mode': revoking({ mode: 'observe' }),
  'revoker.adminGroups': revoking({ adminGroups: ['Administrators', 'Ops'] }),
  'revoker.adminGroups[].name': { ...revoking({ adminGroups: [{ name: 'Ops', id: 'AGPAX' }] }), says: 'Ops' },
  'revoker.exempt': revoking({ exempt: [exempted] }),
  'revoker.exempt[].arn': { ...revoking({ exempt: [exempted] }), says: USER },
  'revoker.exempt[].reason': { ...revoking({ exempt: [exempted] }), says: 'the way in' },
  'revoker.adminRoles': revoking({ adminRoles: [ROLE] }),
  'revoker.selfService': revoking({ selfService: ['CreateAccessKey'] }),
  'revoker.denySparesSelfService': revoking({ denySparesSelfService: true }),
  'revoker.failedCalls': revoking({ failedCalls: 'notify' }),
  'revoker.viaServices': revoking({ viaServices: 'notify' }),
  'revoker.maxConcurrency': revoking({ maxConcurrency: 4 }),
  'audit.schedule': auditing({ schedule: 'cron(0 3 1 * ? *)', overdueAfterDays: 31 }),
  'audit.unusedAfterDays': auditing({ unusedAfterDays: 91 }),
  'audit.graceDays': auditing({ graceDays: 15 }),
  'audit.trackingDays': auditing({ trackingDays: 91 }),
  'audit.reportTimeoutSeconds': auditing({ reportTimeoutSeconds: 119 }),
  'audit.toleratedFailurePercentage': auditing({ toleratedFailurePercentage: 6 }),
  'audit.exemptionsObject': auditing({ exemptionsObject: 's3://my-bucket/list.txt' }),
  'audit.refreshDays': auditing({ refreshDays: 31 }),
  'audit.sharedHours': auditing({ sharedHours: 13 }),
  'audit.overdueAfterDays': auditing({ overdueAfterDays: 9 }),
  'audit.forceDestroy': auditing({ forceDestroy: true }),
  'permissionsBoundary.mode': bounding({ mode: 'off' }),
  'permissionsBoundary.tags': bounding({ tags: false }),
  'permissionsBoundary.users': bounding({ users: false }),
  'permissionsBoundary.style': bounding({ style: 'denyUnused' }),
  'permissionsBoundary.reopen': bounding({ reopen: 'automatic' }),
  'permissionsBoundary.adopt': bounding({ adopt: ['arn:aws:iam::111122223333:policy/old-*'] }),
  'permissionsBoundary.changeSchedule': bounding({ changeSchedule: 'rate(91 days)' }),
  'permissionsBoundary.baseActions': bounding({ baseActions: ['s3:*'] }),
  'permissionsBoundary.alwaysAllow': bounding({ alwaysAllow: ['sqs:*'] }),
  'permissionsBoundary.alwaysKeep': bounding({ alwaysKeep: ['sts:*'] }),
  'unusedServiceDeny.mode': { settings: { unusedServiceDeny: { mode: 'off' } } },
  'unusedServiceDeny.schedule': { settings: { unusedServiceDeny: { schedule: 'rate(2 days)' } } },
  'unusedServiceDeny.releasedDays': { settings: { unusedServiceDeny: { releasedDays: 31 } } },
  'unusedServiceDeny.neverDeny': { settings: { unusedServiceDeny: { neverDeny: [...DEFAULT_NEVER_DENY, 's3'] } } },
  'credentialCleanup.keys.report': cleaning({ keys: { report: 31 } }),
  'credentialCleanup.users.report': cleaning({ users: { report: 0 } }),
  'credentialCleanup.roles.report': cleaning({ roles: { report: 31 } }),
  'credentialCleanup.schedule': cleaning({ schedule: 'rate(2 days)' }),
  'credentialCleanup.warnDays': cleaning({ warnDays: 8 }),
  'credentialCleanup.releasedDays': cleaning({ releasedDays: 31 }),
  'credentialCleanup.analyzer': cleaning({ analyzer: 'none' }),
  exemptions: exempting({}, 'exemptions: '),
  'exemptions[].match.arn': exempting({ match: { arn: ROLE } }, `arn ${ROLE}`),
  'exemptions[].match.name': exempting({ match: { name: 'c?' } }, 'name c?'),
  'exemptions[].match.path': exempting({ match: { path: '/ci/' } }, 'path /ci/'),
  'exemptions[].match.group': exempting({ match: { group: 'Robots' } }, 'group Robots'),
  'exemptions[].match.tag': exempting({ match: { tag: 'team:ops' } }, 'tag team:ops'),
  'exemptions[].from': exempting({ from: ['tags'] }, 'exempt from tags (owner'),
  'exemptions[].owner': exempting({ owner: 'team-x' }, 'owner: team-x'),
  'exemptions[].reason': exempting({ reason: 'noise' }, 'reason: noise'),
  'exemptions[].expires': exempting({ expires: '2027-06-30' }, 'through 2027-06-30'),
  controlAccountIds: { settings: { controlAccountIds: ['444455556666'] } },
  protectedPrincipals: { settings: { protectedPrincipals: [{ arn: ROLE, reason: 'deploys' }] } },
  'protectedPrincipals[].arn': { settings: { protectedPrincipals: [{ arn: ROLE, reason: 'deploys' }] }, says: ROLE },
  'protectedPrincipals[].reason': {
    settings: { protectedPrincipals: [{ arn: ROLE, reason: 'deploys' }] },
    says: 'reason: deploys',
  },
  assumeRoleArn: { settings: { assumeRoleArn: ROLE } },
  'limits.revocationsPer10Minutes': limiting({ revocationsPer10Minutes: 21 }),
  'limits.iamCallsPerSecond': limiting({ iamCallsPerSecond: 11 }),
  'limits.changesPerRun': limiting({ changesPerRun: 51 }),
  'limits.maxChangePercent': limiting({ maxChangePercent: 21 }),
  'notifications.topic': { settings: { notifications: { topic: 'none' } } },
  deployers: { settings: { deployers: [ROLE] } },
  'notifications.emails': { settings: { notifications: { emails: [] } } },
  ...Object.fromEntries(
    NOTICE_CLASSES.flatMap((of): [string, Example][] => [
      [`notifications.routes.${of}`, { settings: { notifications: { routes: { [of]: [] } } } }],
      ...GUARDRAILS.map((name): [string, Example] => [
        `notifications.routes.guardrails.${name}.${of}`,
        { settings: { notifications: { routes: { guardrails: { [name]: { [of]: [] } } } } } },
      ]),
    ]),
  ),
  'trail.use': { settings: { trail: { use: 'existing' } } },
  'trail.logGroup': { settings: { trail: { logGroup: false } } },
  'trail.forceDestroy': { settings: { trail: { forceDestroy: true } } },
  'trail.retentionDays': { settings: { trail: { retentionDays: 364 } } },
  logRetentionDays: { settings: { logRetentionDays: 180 } },
  protectData: { settings: { protectData: false } },
};
