import { DEFAULT_REFRESH_DAYS, DEFAULT_SHARED_HOURS } from '../audit/contract';
import * as z from 'zod';
import { RESOURCE_SERVICES } from '../domain/policy/resource-services';
import { rhythmOfSchedule, scheduleExpression } from '../setting-values/schedule';
import { keyArnAnywhere, regionName, s3Address } from '../setting-values/shapes';

/** Access Advisor remembers at least this long (IAM API reference), and nobody may count on more. */
const TRACKED_DAYS = 400;

const trackedDays = (least: number) =>
  z
    .int()
    .min(least)
    .max(TRACKED_DAYS)
    .meta({
      title: `a whole number from ${least} to ${TRACKED_DAYS} (Access Advisor is sure to remember ${TRACKED_DAYS} days)`,
    });

const DEFAULT_SCHEDULE = 'cron(0 3 ? * SUN *)';

/** The most that audit.overdueAfterDays takes. */
const MAX_OVERDUE_DAYS = 400;

const resourcePolicies = z
  .strictObject({
    services: z
      .array(z.enum(RESOURCE_SERVICES))
      .default([])
      .describe('Whose policies are read: those of keys, queues, topics, secrets and repositories'),
    regions: z.array(regionName).max(40).default([]).describe('Regions in which they are read'),
  })
  .superRefine(({ services, regions }, context) => {
    if (services.length > 0 === regions.length > 0) return;
    const [key, one, other] =
      services.length > 0 ? ['regions', 'Region', 'services'] : ['services', 'service', 'regions'];
    const message = `name at least one ${one}, for ${other} names some; allowed: both with at least one, or neither`;
    context.addIssue({ code: 'custom', path: [key], message });
  });

/** How the audits of all guardrails look at an account. */
export const auditSettings = z
  .strictObject({
    schedule: scheduleExpression.default(DEFAULT_SCHEDULE).describe('When audits run, in UTC'),
    unusedAfterDays: trackedDays(1).default(90).describe('Days without use after which a service counts as unused'),
    graceDays: trackedDays(0).default(14).describe('Days in which a new principal is left alone'),
    trackingDays: trackedDays(1)
      .describe('Days a principal must have been there before its use says anything; default: unusedAfterDays')
      .optional(),
    concurrency: z.int().min(1).max(40).default(5).describe('Batches at the same time; they share the rate'),
    reportWaitSeconds: z
      .int()
      .min(0)
      .max(60)
      .default(8)
      .describe(
        'How long a report of Access Advisor is given before it is read for the first time; less where the first three of a batch are quicker',
      ),
    reportTimeoutSeconds: z
      .int()
      .min(1)
      .max(600)
      .default(120)
      .describe('How long a report of Access Advisor may take before its principal counts as failed'),
    toleratedFailurePercentage: z
      .int()
      .min(0)
      .max(100)
      .default(5)
      .describe('Share of the principals whose batches may fail before the run fails'),
    exemptionsObject: s3Address
      .describe('Further exemptions in S3: a plain list of names and ARNs, or JSON as exemptions; default: none')
      .optional(),
    exemptionsKmsKeyArn: keyArnAnywhere
      .describe("Key that encrypts exemptionsObject, in its bucket's Region; default: it has none of its own")
      .optional(),
    incremental: z
      .boolean()
      .default(true)
      .describe(
        'Whether a report of an earlier run is used again as long as nothing has changed that it rests on; it is kept in any case',
      ),
    refreshDays: z
      .int()
      .min(1)
      .max(365)
      .describe(
        `Days after which such a report is asked for again; default: ${DEFAULT_REFRESH_DAYS}, and unusedAfterDays at most`,
      )
      .optional(),
    sharedHours: z
      .int()
      .min(0)
      .max(24)
      .default(DEFAULT_SHARED_HOURS)
      .describe(
        'Hours in which a report that one guardrail asked for serves the others, judged as of its own time; 0: never',
      ),
    resourcePolicies: resourcePolicies
      .prefault({})
      .describe(
        'Resource policies that are read beside those of buckets, so that roles keep what only these grant; default: none',
      ),
    overdueAfterDays: z
      .int()
      .min(1)
      .max(MAX_OVERDUE_DAYS)
      .default(8)
      .describe('Days without a successful run after which an alarm says so'),
    forceDestroy: z
      .boolean()
      .default(false)
      .describe('Whether destroy, or leaving the audit out, deletes the bucket with the summaries that are in it'),
  })
  .superRefine((audit, context) => {
    const { schedule, overdueAfterDays, reportWaitSeconds, reportTimeoutSeconds, unusedAfterDays, refreshDays } = audit;
    const overdue = overdueProblem(schedule, overdueAfterDays);
    if (overdue !== undefined) context.addIssue({ code: 'custom', path: [overdue.key], message: overdue.message });
    if (audit.exemptionsKmsKeyArn !== undefined && audit.exemptionsObject === undefined) {
      const message =
        'there is no object that it encrypts; allowed: exemptionsKmsKeyArn with exemptionsObject, or neither';
      context.addIssue({ code: 'custom', path: ['exemptionsKmsKeyArn'], message });
    }
    if (reportWaitSeconds >= reportTimeoutSeconds) {
      const message = `no report would be read, for audit.reportWaitSeconds is ${reportWaitSeconds}; allowed: more than that`;
      context.addIssue({ code: 'custom', path: ['reportTimeoutSeconds'], message });
    }
    if (refreshDays !== undefined && refreshDays > unusedAfterDays) {
      const message =
        `a service in use could count as unused, for audit.unusedAfterDays is ${unusedAfterDays} and a use that IAM ` +
        `does not tell of shows only in a new report; allowed: at most that`;
      context.addIssue({ code: 'custom', path: ['refreshDays'], message });
    }
  });

interface Overdue {
  readonly key: 'schedule' | 'overdueAfterDays';
  readonly message: string;
}

/** What the alarm about overdue audits would do wrong, at the key that was written; nothing where it would be right. */
function overdueProblem(schedule: string, overdueAfterDays: number): Overdue | undefined {
  const { longestDays = 0, endsIn } = rhythmOfSchedule(schedule) ?? {};
  const alarm = `the alarm of audit.overdueAfterDays, ${overdueAfterDays},`;
  if (endsIn !== undefined) {
    const message = `no audit runs after ${endsIn}, and ${alarm} would never end; allowed: * as the year`;
    return { key: 'schedule', message };
  }
  if (longestDays <= overdueAfterDays) return undefined;
  const days = Math.ceil(longestDays);
  // The default fits the default of the days, so these were written, and perhaps they alone.
  if (schedule === DEFAULT_SCHEDULE) {
    const message =
      `up to ${days} days lie between two runs by audit.schedule, ${schedule}, and the alarm would go off in between; ` +
      `allowed: at least ${days}, or an audit.schedule with at most ${overdueAfterDays} days between two runs`;
    return { key: 'overdueAfterDays', message };
  }
  const [most, orRaised] =
    days <= MAX_OVERDUE_DAYS
      ? [overdueAfterDays, `, or audit.overdueAfterDays of at least ${days}`]
      : [MAX_OVERDUE_DAYS, ''];
  const message = schedule.startsWith('rate')
    ? `${alarm} would never end; allowed: a rate of at most ${most} days${orRaised}`
    : `up to ${days} days lie between two runs, and ${alarm} would go off in between; ` +
      `allowed: at most ${most} days between two runs${orRaised}`;
  return { key: 'schedule', message };
}
