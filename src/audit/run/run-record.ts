import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import type { EndingExemption } from '../../domain/exemption/exemption';
import { KEYS } from '../contract';
import { count, run, text, type Run } from '../payloads/run';
import { PayloadError, read } from '../reading';

/** A run as its inventory has written it down. */
export interface RunRecord extends Run {
  readonly version: 1;
  /** How many the inventory found. */
  readonly principals: number;
  /** Exemptions that have ended, or end soon. @default none */
  readonly endingExemptions?: readonly EndingExemption[] | undefined;
  /** Whether everybody in the account is listed beside those whom the run looks at. @default false: these are all */
  readonly accountListed?: boolean | undefined;
  /** What people have to know of how the run found out what it says. @default nothing */
  readonly remarks?: readonly string[] | undefined;
}

/** What a function is told of a run; `principals` where it is told how many there are. */
type RunInput = Run & { readonly prefix: string; readonly principals?: number };

const ending = z.object({
  match: text,
  from: z.optional(z.array(text)),
  owner: text,
  reason: text,
  expires: text,
});

const record = z.object({
  version: z.literal(1),
  ...run,
  principals: count,
  endingExemptions: z.optional(z.array(ending)),
  accountListed: z.optional(z.boolean()),
  remarks: z.optional(z.array(text)),
});

/**
 * Writes down what a run is, before anything else of it is written. A later attempt may find another number of
 * principals.
 *
 * @throws PayloadError where a run of this name was begun at another time or for another purpose
 */
export async function noteRun(
  {
    prefix,
    runId,
    startedAt,
    purpose,
    principals,
    endingExemptions,
    accountListed,
    remarks,
  }: RunInput & Pick<RunRecord, 'principals' | 'endingExemptions' | 'accountListed' | 'remarks'>,
  store: EvidenceStore,
): Promise<void> {
  const key = `${prefix}/${KEYS.run}`;
  const found = await store.getJson(key);
  if (found !== undefined) checkSame(read(record, found, key), { runId, startedAt, purpose }, key);
  const noted: RunRecord = {
    version: 1,
    runId,
    startedAt,
    purpose,
    principals,
    ...(endingExemptions && { endingExemptions }),
    ...(accountListed === true && { accountListed }),
    ...(remarks && { remarks }),
  };
  await store.putJson(key, noted);
}

/**
 * Makes sure that a function works for the run that the inventory has begun, as it has begun it.
 *
 * Whoever may invoke the function can name any time and purpose; the record is written by the inventory alone (THREATS T6).
 *
 * @returns what the inventory has written down
 * @throws PayloadError naming what is otherwise, or where there is no such run
 */
export async function recordOf(input: RunInput, store: EvidenceStore): Promise<RunRecord> {
  const key = `${input.prefix}/${KEYS.run}`;
  const found = await store.getJson(key);
  if (found === undefined) throw new PayloadError(`input of run ${input.runId}: no inventory has begun it`);
  const noted = read(record, found, key);
  checkSame(noted, input, key);
  return noted;
}

/** Makes sure of the same, where nothing of it is to be known. @throws PayloadError as {@link recordOf} */
export async function checkRun(input: RunInput, store: EvidenceStore): Promise<void> {
  await recordOf(input, store);
}

function checkSame(noted: RunRecord, input: Omit<RunInput, 'prefix'>, key: string): void {
  const fields = ['runId', 'startedAt', 'purpose', 'principals'] as const;
  const other = fields.filter((field) => input[field] !== undefined && input[field] !== noted[field]);
  if (other.length === 0) return;
  const said = other.map((field) => `${field} is ${noted[field]}, and not ${input[field] ?? ''}`);
  throw new PayloadError(`input of run ${input.runId}: by ${key}, ${said.join('; ')}`);
}
