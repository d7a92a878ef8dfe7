import { matchInWords } from '../domain/exemption';
import { type Settings, settingsSchema } from './schema';
import { says } from './says';

const DEFAULTS = settingsSchema.parse({});

/** What the scheduled guardrails give up beyond their defaults. */
export function auditWeaknesses(settings: Settings): string[] {
  const { mode, tags } = settings.permissionsBoundary;
  const switches = [
    ...says(mode === 'off', 'permissionsBoundary.mode is off: no boundary is reported'),
    ...says(!tags, 'permissionsBoundary.tags is false: nobody is tagged with what they use'),
  ];
  if (mode === 'off' && !tags) return [...switches, 'permissionsBoundary is left out: nobody is audited'];
  return [...switches, ...ofEvidence(settings), ...ofBoundary(settings), ...ofSpared(settings)];
}

function ofEvidence({ audit }: Settings): string[] {
  const { unusedAfterDays, graceDays, trackingDays, toleratedFailurePercentage, overdueAfterDays } = audit;
  const than = DEFAULTS.audit;
  return [
    ...says(
      unusedAfterDays > than.unusedAfterDays,
      `audit.unusedAfterDays is ${unusedAfterDays}: what was used that long ago still counts as used`,
    ),
    ...says(graceDays > than.graceDays, `audit.graceDays is ${graceDays}: younger principals are left alone`),
    ...says(
      trackingDays !== undefined && trackingDays > unusedAfterDays,
      `audit.trackingDays is ${trackingDays ?? 0}: principals that have been there for less are left alone`,
    ),
    ...says(
      trackingDays !== undefined && trackingDays < unusedAfterDays,
      `audit.trackingDays is ${trackingDays ?? 0}: principals are judged before ${unusedAfterDays} days of use are known`,
    ),
    ...says(
      toleratedFailurePercentage > than.toleratedFailurePercentage,
      `audit.toleratedFailurePercentage is ${toleratedFailurePercentage}: a run succeeds that left so many out`,
    ),
    ...says(
      overdueAfterDays > than.overdueAfterDays,
      `audit.overdueAfterDays is ${overdueAfterDays}: no alarm until then when audits fail or stop`,
    ),
  ];
}

function ofBoundary({
  permissionsBoundary: { mode, style, reopen, adopt, baseActions, alwaysKeep, alwaysAllow },
}: Settings): string[] {
  if (mode === 'off') return [];
  const than = DEFAULTS.permissionsBoundary;
  const moreBase = baseActions.filter((action) => !than.baseActions.includes(action));
  const moreAllowed = alwaysAllow.filter((action) => !than.alwaysAllow.includes(action));
  const moreKept = alwaysKeep.filter((action) => !than.alwaysKeep.includes(action));
  return [
    ...says(
      style === 'denyUnused',
      'permissionsBoundary.style is denyUnused: a boundary lets through what is granted after it, and services this version does not know',
    ),
    ...says(
      reopen === 'automatic',
      'permissionsBoundary.reopen is automatic: whoever tries what the boundary denies is given it by the next run',
    ),
    ...adopt.map((pattern) => `permissionsBoundary.adopt: boundaries that match ${pattern} are replaced`),
    ...moreBase.map((action) => `permissionsBoundary.baseActions: who used nothing keeps ${action}`),
    ...moreKept.map((action) => `permissionsBoundary.alwaysKeep: ${action} is kept without being used`),
    ...moreAllowed.map((action) => `permissionsBoundary.alwaysAllow: every boundary lets ${action} through`),
  ];
}

function ofSpared(settings: Settings): string[] {
  const { audit, exemptions, protectedPrincipals, controlAccountIds } = settings;
  const { exemptionsObject } = audit;
  return [
    ...says(
      exemptionsObject !== undefined,
      `audit.exemptionsObject: who may write ${exemptionsObject ?? ''} may exempt anybody`,
    ),
    // Whether it has expired is judged by every run: at synth there is no clock, or plans would differ by the day.
    ...exemptions.map((one) => {
      const until = one.expires === undefined ? '' : ` up to and including ${one.expires}`;
      const from = one.from.join(' and ');
      return `exemptions: ${matchInWords(one.match)} is exempt from ${from}${until} (owner: ${one.owner}, reason: ${one.reason})`;
    }),
    ...controlAccountIds.map((id) => `controlAccountIds: control roles that trust account ${id} are left alone unsaid`),
    ...protectedPrincipals.map(({ arn, reason }) => `protectedPrincipals: ${arn} is never touched (reason: ${reason})`),
  ];
}
