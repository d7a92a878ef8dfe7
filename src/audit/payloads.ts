import * as z from 'zod/mini';
import { EXEMPTIBLE } from '../domain/exemption';
import { PROTECTIONS } from '../domain/protected';
import type { Purpose } from '../domain/purpose';
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

/** Where an object is. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** What the function that plans is given. */
export interface PlanInput extends Run {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** How many the inventory found. */
  readonly principals: number;
  /** Where the map says which batches succeeded. */
  readonly resultsManifest: ObjectAddress;
}

/** What the function that changes is given: whom to see to. What to do is in the plan, which only own roles write. */
export interface ChangeInput extends Run {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** The batch's share of IAM's rate, per API action. */
  readonly callsPerSecond: number;
  /** Unique ids of principals, each once. */
  readonly ids: readonly string[];
}

/** What the summary is given. */
export interface SummaryInput extends Run {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** How many the inventory found. */
  readonly principals: number;
  /** Where the map says which batches succeeded. */
  readonly resultsManifest: ObjectAddress;
  /** Object with the plan; null where the run plans nothing. */
  readonly planKey: string | null;
  /** Where the map that changes says which of its batches succeeded; null where nothing was to be changed. */
  readonly changesManifest: ObjectAddress | null;
  /** How often the run was begun again; 0 at first. */
  readonly attempt: number;
}

const text = z.string().check(z.minLength(1));
const time = z.string().check(z.refine((value) => !Number.isNaN(Date.parse(value)), 'expected a time'));
const count = z.number().check(z.nonnegative());

const run = { runId: text, startedAt: time, purpose: z.enum(['audit', 'change', 'upkeep']) };
const address = z.object({ Bucket: text, Key: text });

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
  boundedAt: z.optional(time),
  ownTags: z.record(z.string(), z.string()),
  otherTags: count,
  members: count,
  admin: z.optional(z.boolean()),
  protection: z.optional(z.enum(PROTECTIONS)),
  exemption: z.optional(z.object({ from: z.array(z.enum(EXEMPTIBLE)), reason: z.string() })),
  basis: z.optional(z.object({ fingerprint: text, shard: count, activeAt: z.optional(time) })),
});

const inventory = z.object(run);

const batch = z.object({
  BatchInput: z.object({ ...run, prefix: text, callsPerSecond: z.number().check(z.positive()) }),
  Items: z.array(subject).check(z.minLength(1)),
});

const audited = { ...run, prefix: text, principals: count, resultsManifest: address };

const plan = z.object(audited);

const change = z.object({
  BatchInput: z.object({ ...run, prefix: text, callsPerSecond: z.number().check(z.positive()) }),
  Items: z.array(z.object({ id: text })).check(z.minLength(1)),
});

const summary = z.object({
  ...audited,
  planKey: z.nullable(text),
  changesManifest: z.nullable(address),
  attempt: count,
});

/** Reads what the inventory is given. @throws PayloadError naming the field */
export function inventoryInputOf(event: unknown): Run {
  return read(inventory, event, 'input of the inventory');
}

/** What a function works for, whoever invokes it. */
export interface Scope {
  readonly accountId: string;
  /** Where the audit keeps its objects. */
  readonly base: string;
}

/** The same of a batch. */
export interface BatchScope extends Scope {
  /** What all batches may take of IAM's rate together, per API action. */
  readonly iamCallsPerSecond: number;
  readonly now: Date;
}

/** A failed run can be redriven for so long (Step Functions); what was found before is no longer true. */
const TRUE_FOR_DAYS = 14;

/** Clocks differ by no more. */
const AHEAD_DAYS = 10 / 1_440;

/**
 * Reads what a batch is given.
 *
 * @throws PayloadError naming the field, or what is not of this account, this run or this rate: the function can be
 * invoked by others than its state machine (THREATS T6)
 */
export function batchInputOf(event: unknown, scope: BatchScope): BatchInput {
  const { accountId, iamCallsPerSecond } = scope;
  const { BatchInput, Items } = read(batch, event, 'input of a batch');
  const { callsPerSecond } = BatchInput;
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
    ...strayPrefix('BatchInput.prefix', BatchInput, scope),
    ...strayTime(BatchInput, scope),
    ...(callsPerSecond <= iamCallsPerSecond ? [] : [`BatchInput.callsPerSecond: more than ${iamCallsPerSecond}`]),
  ];
  if (problems.length > 0) throw new PayloadError(`input of a batch: ${problems.join('; ')}`);
  return { ...BatchInput, subjects: Items };
}

/**
 * Reads what the function that plans is given.
 *
 * @throws PayloadError naming the field, or what is not of this run
 */
export function planInputOf(event: unknown, scope: Scope): PlanInput {
  const { resultsManifest, ...rest } = read(plan, event, 'input of the plan');
  const problems = strayPrefix('prefix', rest, scope);
  if (problems.length > 0) throw new PayloadError(`input of the plan: ${problems.join('; ')}`);
  return { ...rest, resultsManifest: addressOf(resultsManifest) };
}

/**
 * Reads what the function that changes is given. Whether the plan is of this account and names these principals is for
 * whoever reads the plan.
 *
 * @throws PayloadError naming the field, or what is not of this run, this time or this rate (THREATS T6)
 */
export function changeInputOf(event: unknown, scope: BatchScope): ChangeInput {
  const { BatchInput, Items } = read(change, event, 'input of a change');
  const { callsPerSecond } = BatchInput;
  const ids = Items.map(({ id }) => id);
  const problems = [
    ...(new Set(ids).size === ids.length ? [] : ['Items: an id stands there twice']),
    ...strayPrefix('BatchInput.prefix', BatchInput, scope),
    ...strayTime(BatchInput, scope),
    ...(callsPerSecond <= scope.iamCallsPerSecond
      ? []
      : [`BatchInput.callsPerSecond: more than ${scope.iamCallsPerSecond}`]),
  ];
  if (problems.length > 0) throw new PayloadError(`input of a change: ${problems.join('; ')}`);
  return { ...BatchInput, ids };
}

/** Reads what the summary is given. @throws PayloadError naming the field */
export function summaryInputOf(event: unknown): SummaryInput {
  const { resultsManifest, changesManifest, ...rest } = read(summary, event, 'input of the summary');
  return {
    ...rest,
    resultsManifest: addressOf(resultsManifest),
    changesManifest: changesManifest === null ? null : addressOf(changesManifest),
  };
}

/** Reads the list of everybody a run looks at. @throws PayloadError naming the field */
export function subjectsOf(manifest: unknown, which: string): readonly Subject[] {
  return read(z.array(subject), manifest, which);
}

function strayPrefix(
  field: string,
  { prefix, runId }: { readonly prefix: string; readonly runId: string },
  { base }: { readonly base: string },
): string[] {
  return prefix === `${base}/${KEYS.runs}/${runId}` ? [] : [`${field}: ${prefix} is not that of run ${runId}`];
}

function strayTime({ startedAt }: Pick<Run, 'startedAt'>, { now }: Pick<BatchScope, 'now'>): string[] {
  const days = (now.getTime() - Date.parse(startedAt)) / 86_400_000;
  if (days > TRUE_FOR_DAYS) return [`BatchInput.startedAt: more than ${TRUE_FOR_DAYS} days ago`];
  return days < -AHEAD_DAYS ? ['BatchInput.startedAt: it is to come'] : [];
}

function addressOf({ Bucket, Key }: z.infer<typeof address>): ObjectAddress {
  return { bucket: Bucket, key: Key };
}
