import * as z from 'zod/mini';
import { EXEMPTIBLE } from '../domain/exemption';
import { PROTECTIONS } from '../domain/protected';
import type { Purpose } from '../domain/run-summary';
import type { Subject } from '../domain/subject';
import { KEYS } from './contract';
import { PayloadError, read } from './reading';

/** Which run a function works for. */
export interface Run {
  /** Name of the execution. */
  readonly runId: string;
  /** ISO 8601, start of the execution; everything is decided as of it. */
  readonly startedAt: string;
  readonly purpose: Purpose;
}

/** What a batch is given. */
export interface BatchInput extends Run {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** The batch's share of IAM's rate, per API action. */
  readonly callsPerSecond: number;
  readonly subjects: readonly Subject[];
}

/** What the summary is given. */
export interface SummaryInput extends Run {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** How many the inventory found. */
  readonly principals: number;
  /** Where the map says which batches succeeded. */
  readonly resultsManifest: { readonly bucket: string; readonly key: string };
  /** How often the run was begun again; 0 at first. */
  readonly attempt: number;
}

const text = z.string().check(z.minLength(1));
const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));
const count = z.number().check(z.nonnegative());

const run = { runId: text, startedAt: time, purpose: z.enum(['audit', 'change']) };

const subject = z.object({
  accountId: text,
  kind: z.enum(['user', 'role', 'group']),
  id: text,
  arn: text,
  name: text,
  createdAt: time,
  lastUsedAt: z.optional(time),
  mayDoSomething: z.boolean(),
  keeps: z.array(z.string()),
  boundaryArn: z.optional(text),
  ownTags: z.record(z.string(), z.string()),
  otherTags: count,
  members: count,
  protection: z.optional(z.enum(PROTECTIONS)),
  exemption: z.optional(z.object({ from: z.array(z.enum(EXEMPTIBLE)), reason: z.string() })),
  basis: z.optional(z.object({ fingerprint: text, shard: count, activeAt: z.optional(time) })),
});

const inventory = z.object(run);

const batch = z.object({
  BatchInput: z.object({ ...run, prefix: text, callsPerSecond: z.number().check(z.positive()) }),
  Items: z.array(subject).check(z.minLength(1)),
});

const summary = z.object({
  ...run,
  prefix: text,
  principals: count,
  resultsManifest: z.object({ Bucket: text, Key: text }),
  attempt: count,
});

/** Reads what the inventory is given. @throws PayloadError naming the field */
export function inventoryInputOf(event: unknown): Run {
  return read(inventory, event, 'input of the inventory');
}

/** What a batch may be about, whoever invokes it. */
export interface BatchScope {
  readonly accountId: string;
  /** Where the audit keeps its objects. */
  readonly base: string;
  /** What all batches may take of IAM's rate together, per API action. */
  readonly iamCallsPerSecond: number;
}

/**
 * Reads what a batch is given.
 *
 * @throws PayloadError naming the field, or what is not of this account, this run or this rate: the function can be
 * invoked by others than its state machine (THREATS T6)
 */
export function batchInputOf(event: unknown, { accountId, base, iamCallsPerSecond }: BatchScope): BatchInput {
  const { BatchInput, Items } = read(batch, event, 'input of a batch');
  const { runId, prefix, callsPerSecond } = BatchInput;
  const isOwn = ({ arn, kind, name, ...one }: Subject) =>
    one.accountId === accountId &&
    arn.split(':')[4] === accountId &&
    arn.includes(`:${kind}/`) &&
    arn.endsWith(`/${name}`);
  const stranger = Items.find((one) => !isOwn(one));
  const problems = [
    ...(stranger === undefined
      ? []
      : [`Items: ${stranger.arn} is no ${stranger.kind} ${stranger.name} of ${accountId}`]),
    ...(prefix === `${base}/${KEYS.runs}/${runId}` ? [] : [`BatchInput.prefix: ${prefix} is not that of run ${runId}`]),
    ...(callsPerSecond <= iamCallsPerSecond ? [] : [`BatchInput.callsPerSecond: more than ${iamCallsPerSecond}`]),
  ];
  if (problems.length > 0) throw new PayloadError(`input of a batch: ${problems.join('; ')}`);
  return { ...BatchInput, subjects: Items };
}

/** Reads what the summary is given. @throws PayloadError naming the field */
export function summaryInputOf(event: unknown): SummaryInput {
  const { resultsManifest, ...rest } = read(summary, event, 'input of the summary');
  return { ...rest, resultsManifest: { bucket: resultsManifest.Bucket, key: resultsManifest.Key } };
}

/** Reads the list of everybody a run looks at. @throws PayloadError naming the field */
export function subjectsOf(manifest: unknown, which: string): readonly Subject[] {
  return read(z.array(subject), manifest, which);
}
