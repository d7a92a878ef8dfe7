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
import type { LastUses } from '../../domain/run/last-uses';
import { unpaced, type Paced } from './paced';

/** @returns when each user was last seen by password or key */
export type CredentialReport = () => Promise<LastUses>;

/** A small account's report is ready in a moment, a large one's takes minutes: the pauses grow, to two minutes in all. */
const PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5_000;
const GROWTH = 1.1;
const PATIENCE_MS = 120_000;

/** The columns that are read; there are more. */
const lines = z.array(
  z.object({
    user: z.string(),
    arn: z.string(),
    user_creation_time: z.string(),
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
      const command = new GetCredentialReportCommand();
      const { Content, GeneratedTime } = await paced('GetCredentialReport', () => iam.send(command));
      return { text: Buffer.from(Content ?? []).toString(), generatedAt: GeneratedTime };
    });

  return async () => {
    let waited = 0;
    for (let pause = PAUSE_MS; waited < PATIENCE_MS; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
      const report = (await generate()) && (await read());
      if (report !== undefined) return lastUses(report.text, report.generatedAt);
      await sleep(pause);
      waited += pause;
    }
    throw new Error(`no credential report is ready after ${PATIENCE_MS / 1_000} s`);
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
 * The report may be four hours old, and names users by ARN: who was renamed since stands in it under another one, and a
 * line may be about somebody else who had the name before. So a user is who was created when the line says.
 *
 * @param text CSV as IAM writes it
 * @param generatedAt when IAM made it; undefined where nobody knows, and then nobody is newer than it
 * @throws ZodError naming the column that is missing
 */
export function lastUses(text: string, generatedAt: Date | undefined): LastUses {
  const users = new Map<string, { readonly createdAt: number; readonly lastUsedAt: string | undefined }>();
  for (const line of lines.parse(parse(text, { columns: true, relax_quotes: true, relax_column_count: true }))) {
    // Root is no IAM user, and nothing is audited of it.
    if (line.user === '<root_account>') continue;
    const lastUsedAt = newestOf([
      line.password_last_used,
      line.access_key_1_last_used_date,
      line.access_key_2_last_used_date,
    ]);
    users.set(line.arn, { createdAt: Date.parse(line.user_creation_time), lastUsedAt });
  }
  return {
    of: ({ arn, createdAt }) => {
      const line = users.get(arn);
      const at = Date.parse(createdAt);
      if (line !== undefined && Math.abs(line.createdAt - at) <= SECOND_MS) {
        return { known: true, ...(line.lastUsedAt !== undefined && { lastUsedAt: line.lastUsedAt }) };
      }
      return { known: generatedAt !== undefined && at > generatedAt.getTime() };
    },
  };
}

/** The report writes times in whole seconds. */
const SECOND_MS = 1_000;

/** `N/A`, `no_information` and `not_supported` stand where there is no time. */
function newestOf(times: readonly string[]): string | undefined {
  const known = times.map((time) => Date.parse(time)).filter((time) => !Number.isNaN(time));
  return known.length === 0 ? undefined : new Date(Math.max(...known)).toISOString();
}
