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
import { credentialReportOf, type CredentialReport } from '../../domain/credentials/credential-report';
import type { ReportLine } from '../../domain/credentials/report-line';
import { unpaced, type Paced } from './paced';

/** @returns what each user signs in and calls with, and when it was last seen */
export type ReadCredentialReport = () => Promise<CredentialReport>;

/** A small account's report is ready in a moment, a large one's takes minutes: the pauses grow, to two minutes in all. */
const PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 5_000;
const GROWTH = 1.1;
const PATIENCE_MS = 120_000;

const text = z.string();

/** The columns that are read; there are more. */
const lines = z.array(
  z.object({
    ...{ user: text, arn: text, user_creation_time: text, mfa_active: text },
    ...{ password_enabled: text, password_last_used: text, password_last_changed: text },
    ...{ access_key_1_active: text, access_key_1_last_rotated: text, access_key_1_last_used_date: text },
    ...{ access_key_2_active: text, access_key_2_last_rotated: text, access_key_2_last_used_date: text },
  }),
);

/** The lines of a report, and when IAM made it; undefined where nobody knows. */
export interface ReportLines {
  readonly lines: readonly ReportLine[];
  readonly generatedAt: Date | undefined;
}

/** {@link ReadCredentialReport} backed by the AWS API. */
export const credentialReport = (...by: Parameters<typeof credentialReportLines>): ReadCredentialReport => {
  const read = credentialReportLines(...by);
  return async () => {
    const { lines, generatedAt } = await read();
    return credentialReportOf(lines, generatedAt);
  };
};

/**
 * Reads the lines of the report by the AWS API. IAM makes one at most every four hours, and gives the same till then.
 *
 * @param sleep waits so many milliseconds
 * @param paced says when each call may be made
 */
export function credentialReportLines(
  iam: IAMClient,
  sleep: (ms: number) => Promise<void>,
  paced: Paced = unpaced,
): () => Promise<ReportLines> {
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
      if (report !== undefined) return { lines: linesIn(report.text), generatedAt: report.generatedAt };
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
 * Reads a report.
 *
 * @param csv as IAM writes it
 * @param generatedAt when IAM made it; undefined where nobody knows
 * @throws ZodError naming the column that is missing
 */
export function credentialReportIn(csv: string, generatedAt: Date | undefined): CredentialReport {
  return credentialReportOf(linesIn(csv), generatedAt);
}

const linesIn = (csv: string): readonly ReportLine[] =>
  lines.parse(parse(csv, { columns: true, relax_quotes: true, relax_column_count: true }));
