import { adminGroupNames, DEFAULT_SELF_SERVICE } from '../guardrails/revoker/settings';
import { auditWeaknesses } from './audit-weaknesses';
import { says } from './says';
import { type Settings, settingsSchema } from './schema';
import { createsTrail } from './trail';

/**
 * Says for every setting that is weaker than its default what it gives up.
 *
 * The sentences are an output of the stack, so that the plan of a pull request shows a weakening as an added line.
 */
export function weaknesses(settings: Settings): string[] {
  return [...ofRevoker(settings), ...auditWeaknesses(settings), ...ofNotices(settings), ...ofRecords(settings)];
}

const DEFAULTS = settingsSchema.parse({});

function ofRevoker({ revoker, limits }: Settings): string[] {
  const { mode, exempt, failedCalls, viaServices, selfService } = revoker;
  if (mode === 'off') return ['revoker.mode is off: nobody is watched'];
  const more = selfService.filter((call) => !DEFAULT_SELF_SERVICE.includes(call));
  const groups = adminGroupNames(revoker).filter((name) => !adminGroupNames(DEFAULTS.revoker).includes(name));
  const spares = revoker.denySparesSelfService && selfService.length > 0;
  const limit = limits.revocationsPer10Minutes;
  return [
    ...says(mode === 'observe', 'revoker.mode is observe: nobody is revoked'),
    ...groups.map((name) => `revoker.adminGroups: members of ${name} may call IAM`),
    ...exempt.map(({ arn, reason }) => `revoker.exempt: ${arn} is never revoked (reason: ${reason})`),
    ...more.map((call) => `revoker.selfService: ${call} on oneself is no violation`),
    ...says(spares, 'revoker.denySparesSelfService: a revoked user keeps the self-service calls'),
    ...says(failedCalls === 'ignore', 'revoker.failedCalls is ignore: who tries and is refused goes unnoticed'),
    ...says(failedCalls === 'notify', 'revoker.failedCalls is notify: who tries and is refused keeps IAM'),
    ...says(
      viaServices === 'notify',
      'revoker.viaServices is notify: who calls IAM through CloudFormation or another service keeps IAM',
    ),
    ...says(
      limit < DEFAULTS.limits.revocationsPer10Minutes,
      `limits.revocationsPer10Minutes is ${limit}: beyond it nobody more is revoked`,
    ),
  ];
}

function ofNotices({ notifications: { topic, emails } }: Settings): string[] {
  return [
    ...says(topic === 'none', 'notifications.topic is none: nobody is told'),
    ...says(topic === 'create' && emails.length === 0, 'notifications.emails is empty: nobody is told by mail'),
  ];
}

function ofRecords({ trail, logRetentionDays }: Settings): string[] {
  const createsBucket = createsTrail(trail) && trail.bucket === undefined;
  return [
    ...says(trail.use === 'existing', 'trail.use is existing: this stack does not provision the trail it depends on'),
    ...says(
      createsTrail(trail) && !trail.logGroup,
      'trail.logGroup is false: what the trail logs is in the files of its bucket only, and no metric filter sees it',
    ),
    ...says(
      createsBucket && trail.forceDestroy,
      'trail.forceDestroy: destroy deletes the bucket with the log files in it',
    ),
    ...says(
      createsBucket && trail.retentionDays < DEFAULTS.trail.retentionDays,
      `trail.retentionDays is ${trail.retentionDays}: log files are gone after that`,
    ),
    ...says(
      logRetentionDays < DEFAULTS.logRetentionDays,
      `logRetentionDays is ${logRetentionDays}: logs of the functions and the trail are gone after that`,
    ),
  ];
}
