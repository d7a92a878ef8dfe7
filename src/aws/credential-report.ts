import {
  CredentialReportExpiredException,
  CredentialReportNotPresentException,
  CredentialReportNotReadyException,
  GenerateCredentialReportCommand,
  GetCredentialReportCommand,
  LimitExceededException,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { parse } from 'csv-parse/sync';
import * as z from 'zod/mini';
import { unpaced, type Paced } from './paced';

/** @returns when each user was last seen by password or key (ISO 8601), by ARN; whoever never was is not in it */
export type CredentialReport = () => Promise<ReadonlyMap<string, string>>;

/** How often the report is asked for, and the milliseconds between: two minutes in all. */
const ATTEMPTS = 60;
const PAUSE_MS = 2_000;

/** The columns that are read; there are more. */
const lines = z.array(
  z.object({
    user: z.string(),
    arn: z.string(),
    password_last_used: z.string(),
    access_key_1_last_used_date: z.string(),
    access_key_2_last_used_date: z.string(),
  }),
);

/**
 * {@link CredentialReport} backed by the AWS API. IAM makes one at most every four hours, and gives the same till then.
 *
 * @param sleep waits so many milliseconds
 * @param paced says when each call may be made
 */
export function credentialReport(
  iam: IAMClient,
  sleep: (ms: number) => Promise<void>,
  paced: Paced = unpaced,
): CredentialReport {
  const generate = () =>
    unlessBusy(async () => {
      const { State } = await paced('GenerateCredentialReport', () => iam.send(new GenerateCredentialReportCommand()));
      return State === 'COMPLETE' ? true : undefined;
    });
  const read = () =>
    unlessBusy(async () => {
      const { Content } = await paced('GetCredentialReport', () => iam.send(new GetCredentialReportCommand()));
      return Buffer.from(Content ?? []).toString();
    });

  return async () => {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const text = (await generate()) && (await read());
      if (text !== undefined) return lastUses(text);
      await sleep(PAUSE_MS);
    }
    throw new Error(`the credential report is not ready after ${(ATTEMPTS * PAUSE_MS) / 1_000} s`);
  };
}

/** @returns undefined where the report is not there yet, expired, or has no room to be made right now */
async function unlessBusy<T>(answer: () => Promise<T>): Promise<T | undefined> {
  try {
    return await answer();
  } catch (error) {
    const isBusy =
      error instanceof CredentialReportNotReadyException ||
      error instanceof CredentialReportExpiredException ||
      error instanceof CredentialReportNotPresentException ||
      error instanceof LimitExceededException;
    if (isBusy) return undefined;
    throw error;
  }
}

/**
 * Reads the newest use of each user.
 *
 * @param text CSV as IAM writes it
 * @throws ZodError naming the column that is missing
 */
export function lastUses(text: string): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  for (const line of lines.parse(parse(text, { columns: true }))) {
    // Root is no IAM user, and nothing is audited of it.
    if (line.user === '<root_account>') continue;
    const newest = newestOf([
      line.password_last_used,
      line.access_key_1_last_used_date,
      line.access_key_2_last_used_date,
    ]);
    if (newest !== undefined) uses.set(line.arn, newest);
  }
  return uses;
}

/** `N/A`, `no_information` and `not_supported` stand where there is no time. */
function newestOf(times: readonly string[]): string | undefined {
  const known = times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  return known.length === 0 ? undefined : new Date(Math.max(...known)).toISOString();
}
