import { DEFAULT_REFRESH_DAYS } from '../../audit/contract';
import { becomes, given, lowered, raised, rarer } from '../../setting-values/direction';
import { says } from '../../setting-values/says';
import { never, weakens } from '../../setting-values/weakness';
import { rhythmOfSchedule } from '../../setting-values/schedule';
import { isAudited } from '../guardrails';
import { DEFAULTS, type Part } from './defaults';

const than = DEFAULTS.audit;

export const audit: Part = {
  applies: isAudited,
  byKey: {
    'audit.schedule': weakens(({ audit: { schedule } }) => {
      const days = daysOf(schedule);
      return says(
        days > daysOf(than.schedule),
        `audit.schedule is ${schedule}: up to ${days} days lie between two audits`,
      );
    }, rarer),
    'audit.unusedAfterDays': weakens(
      ({ audit: { unusedAfterDays: days } }) =>
        says(
          days > than.unusedAfterDays,
          `audit.unusedAfterDays is ${days}: what was used that long ago still counts as used`,
        ),
      raised(),
    ),
    'audit.graceDays': weakens(
      ({ audit: { graceDays } }) =>
        says(graceDays > than.graceDays, `audit.graceDays is ${graceDays}: younger principals are left alone`),
      raised(),
    ),
    'audit.trackingDays': weakens(
      ({ audit: { trackingDays: days, unusedAfterDays } }) => [
        ...says(
          days !== undefined && days > unusedAfterDays,
          `audit.trackingDays is ${days ?? 0}: principals that have been there for less are left alone`,
        ),
        ...says(
          days !== undefined && days < unusedAfterDays,
          `audit.trackingDays is ${days ?? 0}: principals are judged before ${unusedAfterDays} days of use are known`,
        ),
      ],
      (before, now) => before !== now,
    ),
    'audit.concurrency': never('decides how long a run takes; its calls are bounded by limits.iamCallsPerSecond'),
    'audit.reportWaitSeconds': never('decides when a report is read first; it is read again until it is there'),
    'audit.reportTimeoutSeconds': weakens(
      ({ audit: { reportTimeoutSeconds: seconds } }) =>
        says(
          seconds < than.reportTimeoutSeconds,
          `audit.reportTimeoutSeconds is ${seconds}: principals whose report takes longer are left out of a run`,
        ),
      lowered,
    ),
    'audit.toleratedFailurePercentage': weakens(
      ({ audit: { toleratedFailurePercentage: percentage } }) =>
        says(
          percentage > than.toleratedFailurePercentage,
          `audit.toleratedFailurePercentage is ${percentage}: a run succeeds that left so many out`,
        ),
      raised(),
    ),
    'audit.exemptionsObject': weakens(
      ({ audit: { exemptionsObject } }) =>
        says(
          exemptionsObject !== undefined,
          `audit.exemptionsObject: who may write ${exemptionsObject ?? ''} may exempt anybody`,
        ),
      given,
    ),
    'audit.exemptionsKmsKeyArn': never('only lets the guard read an object that is there'),
    'audit.resourcePolicies.services': never('adds what the audit knows, so that a boundary takes less by mistake'),
    'audit.resourcePolicies.regions': never('says where the policies of these services are read'),
    'audit.incremental': never('false asks for every report anew, which costs calls and is never older'),
    'audit.refreshDays': weakens(
      ({ audit: { refreshDays = 0 } }) =>
        says(
          refreshDays > DEFAULT_REFRESH_DAYS,
          `audit.refreshDays is ${refreshDays}: a use that IAM tells of in reports alone shows after as many days`,
        ),
      raised(DEFAULT_REFRESH_DAYS),
    ),
    'audit.sharedHours': weakens(
      ({ audit: { sharedHours } }) =>
        says(
          sharedHours > than.sharedHours,
          `audit.sharedHours is ${sharedHours}: a guardrail may miss what was done within as many hours`,
        ),
      raised(),
    ),
    'audit.overdueAfterDays': weakens(
      ({ audit: { overdueAfterDays: days } }) =>
        says(
          days > than.overdueAfterDays,
          `audit.overdueAfterDays is ${days}: no alarm until then when audits fail or stop`,
        ),
      raised(),
    ),
    'audit.forceDestroy': weakens(
      ({ audit: { forceDestroy } }) =>
        says(
          forceDestroy,
          'audit.forceDestroy: destroy, or leaving the audit out, deletes the bucket with the summaries in it',
        ),
      becomes('true'),
    ),
    'limits.iamCallsPerSecond': weakens(
      ({ limits: { iamCallsPerSecond: rate } }) =>
        says(
          rate > DEFAULTS.limits.iamCallsPerSecond,
          `limits.iamCallsPerSecond is ${rate}: an audit leaves less of IAM's rate to everybody else in the account`,
        ),
      raised(),
    ),
  },
};

const daysOf = (schedule: string) => Math.ceil(rhythmOfSchedule(schedule)?.longestDays ?? 0);
