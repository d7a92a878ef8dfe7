import * as z from 'zod';
import { guardrails, type ReadByGuardrails } from './guardrails';
import { bucketName, keyArnAnywhere } from '../setting-values/shapes';

/** What CloudTrail lets a trail leave out (API reference, AdvancedFieldSelector, eventSource); no other source. */
const EXCLUDABLE = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] as const;

/** What an existing trail has no use for, and what says that somebody set it. */
const OF_A_CREATED_TRAIL: readonly (readonly [string, (given: TrailSettings) => boolean])[] = [
  ['bucket', ({ bucket }) => bucket !== undefined],
  ['bucketKmsKeyArn', ({ bucketKmsKeyArn }) => bucketKmsKeyArn !== undefined],
  ['events', ({ events }) => events !== undefined],
  ['excludeSources', ({ excludeSources }) => EXCLUDABLE.some((source) => !excludeSources.includes(source))],
  ['logGroup', ({ logGroup }) => !logGroup],
];

const DEFAULT_RETENTION_DAYS = 365;

const trail = z.strictObject({
  use: z
    .enum(['create', 'existing'])
    .describe(
      'existing where a trail already logs management events of this account; nothing is created then. ' +
        'Left out: create, with a warning, since a second copy of the events costs money',
    )
    .optional(),
  bucket: bucketName.describe('Existing bucket, whose policy stays with its owner; default: one is created').optional(),
  bucketKmsKeyArn: keyArnAnywhere
    .describe("Key for the log files in an existing bucket, in the bucket's Region; default: kmsKeyArn")
    .optional(),
  events: z
    .enum(['writes', 'all'])
    .describe(
      'Which management events the created trail logs; default: writes, and all with revoker.readOnlyCalls, which judges reads',
    )
    .optional(),
  excludeSources: z
    .array(z.enum(EXCLUDABLE))
    .default([...EXCLUDABLE])
    .describe('Services whose events the created trail leaves out, for there may be very many'),
  logGroup: z
    .boolean()
    .default(true)
    .describe('Whether the created trail also delivers to a log group, for searches and metric filters of your own'),
  forceDestroy: z.boolean().default(false).describe('Whether destroy deletes a bucket that still holds logs'),
  retentionDays: z
    .int()
    .min(1)
    .max(3653)
    .default(DEFAULT_RETENTION_DAYS)
    .describe('Days until log files in the created bucket expire'),
});

type TrailSettings = z.output<typeof trail>;

/** The trail by which IAM's calls become events. */
export const trailSettings = trail.superRefine((given, context) => {
  const { use, bucket, bucketKmsKeyArn, forceDestroy, retentionDays } = given;
  const add = (path: readonly string[], message: string) => {
    context.addIssue({ code: 'custom', path: [...path], message });
  };
  const meaningless = OF_A_CREATED_TRAIL.filter(([, isSet]) => use === 'existing' && isSet(given));
  for (const [key] of meaningless) {
    add(
      [],
      `use "existing" creates no trail, so ${key} has no meaning; allowed: use "create" with ${key}, or no ${key}`,
    );
  }
  if (use !== 'existing' && bucket === undefined) {
    const message =
      'a bucket that is created is encrypted with kmsKeyArn; allowed: bucketKmsKeyArn with bucket, or kmsKeyArn';
    if (bucketKmsKeyArn !== undefined) add(['bucketKmsKeyArn'], message);
    return;
  }
  const why = use === 'existing' ? 'use "existing" creates no bucket' : 'bucket names one of yours, whose objects stay';
  const message = `${why}, so this has no meaning; allowed: leave it out`;
  if (forceDestroy) add(['forceDestroy'], message);
  if (retentionDays !== DEFAULT_RETENTION_DAYS) add(['retentionDays'], message);
});

interface Trailed extends ReadByGuardrails {
  readonly trail: TrailSettings;
}

/** Whether the deployment makes its own trail. */
export const createsTrail = ({ use }: Pick<TrailSettings, 'use'>): boolean => use !== 'existing';

/** Which management events the created trail logs: what the guard judges, and no more unless it is asked for. */
export function trailedEvents(settings: Trailed): 'writes' | 'all' {
  return settings.trail.events ?? (judgedReads(settings).length > 0 ? 'all' : 'writes');
}

/** Refuses a guard that judges reads and a trail that does not log them: no rule would ever see one. */
export function trailOfReads(settings: Trailed, context: z.core.$RefinementCtx): void {
  if (settings.trail.events !== 'writes') return;
  for (const key of judgedReads(settings)) {
    const message =
      `${key} judges reads, which a trail of writes does not log; ` +
      `allowed: "all", no trail.events, or ${key} false`;
    context.addIssue({ code: 'custom', path: ['trail', 'events'], message });
  }
}

/** The keys by which calls that only read are judged. */
function judgedReads(settings: Trailed): string[] {
  return guardrails.flatMap(({ readsJudged }) => (readsJudged?.isOn(settings) === true ? [readsJudged.key] : []));
}
