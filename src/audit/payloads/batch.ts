import * as z from 'zod/mini';
import type { Subject } from '../../domain/identity/subject';
import { read } from '../reading';
import { refuse, run, type Run, type Scope, strayPrefix, strayTime, text } from './run';
import type { SubjectForm } from './subjects';

/** What a batch is given. */
export interface BatchInput<S extends Subject = Subject> extends Run {
  /** Prefix of the run's objects. */
  readonly prefix: string;
  /** The batch's share of IAM's rate, per API action. */
  readonly callsPerSecond: number;
  readonly subjects: readonly S[];
}

/** What a batch works for, and how fast. */
export interface BatchScope extends Scope {
  /** What all batches may take of IAM's rate together, per API action. */
  readonly iamCallsPerSecond: number;
}

/** What every batch of a map is given. */
export const batchInput = z.object({ ...run, prefix: text, callsPerSecond: z.number().check(z.positive()) });

/**
 * Reads what a batch is given.
 *
 * @param form how each of its principals is read
 * @throws PayloadError naming the field, or what is not of this account, this run, this time or this rate (THREATS T6)
 */
export function batchInputOf<S extends Subject>(
  event: unknown,
  scope: BatchScope,
  form: SubjectForm<S>,
): BatchInput<S> {
  const which = 'input of a batch';
  const { accountId, now } = scope;
  const { BatchInput, Items } = read(
    z.object({ BatchInput: batchInput, Items: z.array(form).check(z.minLength(1)) }),
    event,
    which,
  );
  const isOwn = ({ arn, kind, name, ...one }: Subject) =>
    one.accountId === accountId &&
    arn.split(':')[4] === accountId &&
    arn.includes(`:${kind}/`) &&
    arn.endsWith(`/${name}`);
  const stranger = Items.find((one) => !isOwn(one));
  refuse(which, [
    ...(stranger === undefined
      ? []
      : [`Items: ${stranger.arn} is no ${stranger.kind} ${stranger.name} of ${accountId}`]),
    ...strayPrefix('BatchInput.prefix', BatchInput, scope),
    ...strayTime('BatchInput.startedAt', BatchInput, now),
    ...strayRate(BatchInput, scope),
  ]);
  return { ...BatchInput, subjects: Items };
}

export function strayRate(
  { callsPerSecond }: Pick<BatchInput, 'callsPerSecond'>,
  { iamCallsPerSecond }: Pick<BatchScope, 'iamCallsPerSecond'>,
): string[] {
  return callsPerSecond <= iamCallsPerSecond
    ? []
    : [`BatchInput.callsPerSecond: more than ${iamCallsPerSecond} (${callsPerSecond})`];
}
