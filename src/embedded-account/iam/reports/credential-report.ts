import type { Clock } from '../../clock';
import { AwsError } from '../../wire/aws-error';
import type { IamOperation } from '../call';
import { reportText } from './credential-report-text';
import type { AccountState } from '../state';

interface Report {
  readonly createdAt: Date;
  /** Milliseconds of a monotonic clock. */
  readonly startedAt: number;
  readonly text: string;
}

const FOUR_HOURS_MS = 4 * 3_600_000;

/** The account's credential report: generated for a while, and fresh for four hours. */
export class CredentialReport {
  private newest: Report | undefined;

  /** @param lastsMs how long it takes to generate one */
  constructor(
    private readonly state: AccountState,
    private readonly lastsMs: number,
  ) {}

  generate() {
    const { newest } = this;
    if (newest && this.ageOf(newest) < this.lastsMs) return { State: 'INPROGRESS' };
    if (newest && this.ageOf(newest) < FOUR_HOURS_MS) return { State: 'COMPLETE' };
    const createdAt = this.state.clock.now();
    this.newest = { createdAt, startedAt: performance.now(), text: reportText(this.state) };
    return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
  }

  /** @throws AwsError where there is none, it is not ready or it is too old */
  read() {
    const { newest } = this;
    if (!newest) throw new AwsError('ReportNotPresent', 'No report exists.', 410);
    const age = this.ageOf(newest);
    if (age < this.lastsMs) throw new AwsError('ReportInProgress', 'The report is being generated.', 404);
    if (age >= FOUR_HOURS_MS) throw new AwsError('ReportExpired', 'The report is older than four hours.', 410);
    return {
      Content: Buffer.from(newest.text).toString('base64'),
      ReportFormat: 'text/csv',
      GeneratedTime: newest.createdAt,
    };
  }

  /** Real time counts, because functions wait in real time; the account's own time counts too. */
  private ageOf({ createdAt, startedAt }: Report): number {
    return performance.now() - startedAt + passed(this.state.clock, createdAt);
  }
}

const passed = (clock: Clock, since: Date) => clock.now().getTime() - since.getTime();

export const credentialReportOperations = (report: CredentialReport): Readonly<Record<string, IamOperation>> => ({
  GenerateCredentialReport: () => report.generate(),
  GetCredentialReport: () => report.read(),
});
