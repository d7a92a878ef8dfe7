import * as z from 'zod/mini';
import { KEYS } from '../contract';
import { read } from '../reading';
import { count, refuse, run, type Run, type Scope, strayPrefix, strayTime, text } from './run';

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

/** An address as Step Functions writes it. */
export const address = z.pipe(
  z.object({ Bucket: text, Key: text }),
  z.transform(({ Bucket, Key }): ObjectAddress => ({ bucket: Bucket, key: Key })),
);

/** What is known of a run when its batches are done. */
export const audited = { ...run, prefix: text, principals: count, resultsManifest: address };

const plan = z.object(audited);

/**
 * Reads what the function that plans is given.
 *
 * @throws PayloadError naming the field, or what is not of this run or this time (THREATS T6)
 */
export function planInputOf(event: unknown, scope: Scope): PlanInput {
  const which = 'input of the plan';
  const input = read(plan, event, which);
  refuse(which, strayOf(input, scope));
  return input;
}

/** What is not of this run or this time in the input of a function that comes after the batches. */
export function strayOf(input: PlanInput, scope: Scope): string[] {
  return [
    ...strayPrefix('prefix', input, scope),
    ...strayTime('startedAt', input, scope.now),
    ...strayResults('resultsManifest', input.resultsManifest, `${input.prefix}/${KEYS.results}`),
  ];
}

/** Only the machine writes there, so nobody can say which batches succeeded but the map. */
export function strayResults(field: string, { key }: ObjectAddress, folder: string): string[] {
  return key.startsWith(`${folder}/`) ? [] : [`${field}: ${key} is not among ${folder}`];
}
