import {
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
  type CloudWatchLogsClient,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../domain/clock';

/** Most rows that a query returns (CloudWatch Logs API reference, StartQuery). */
export const MOST_ROWS = 10_000;

/** A query, and the time of the events that it is about. */
export interface LogQuery {
  readonly text: string;
  readonly from: Date;
  readonly to: Date;
}

/** What came of a query. */
export type Queried =
  | {
      readonly kind: 'complete';
      /** Values by the names of their fields. */
      readonly rows: readonly Readonly<Record<string, string>>[];
      /** What AWS charges for. */
      readonly scannedBytes: number;
    }
  | { readonly kind: 'failed'; readonly why: string };

/** Asks a log group by CloudWatch Logs Insights. What goes wrong is an answer: nobody's run has to end for it. */
export type LogSearch = (query: LogQuery) => Promise<Queried>;

/** The pauses between two looks grow, up to this. */
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS, GROWTH] = [250, 5_000, 1.5];
/** Twice what the first GB takes as a rule, and well within a function's time. */
const PATIENCE_MS = 90_000;

const ENDED_BADLY = ['Cancelled', 'Failed', 'Timeout', 'Unknown'];

/** {@link LogSearch} backed by the AWS API. A query that takes too long is stopped: AWS charges for what it scans. */
export function logSearch(logs: CloudWatchLogsClient, clock: Clock, logGroupName: string): LogSearch {
  const waited = async (queryId: string): Promise<Queried> => {
    const until = clock.now() + PATIENCE_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS)) {
      await clock.sleep(pause);
      const { status = 'Unknown', results = [], statistics } = await logs.send(new GetQueryResultsCommand({ queryId }));
      if (status === 'Complete') {
        const rows = results.map((row) => Object.fromEntries(row.map(({ field = '', value = '' }) => [field, value])));
        return { kind: 'complete', rows, scannedBytes: statistics?.bytesScanned ?? 0 };
      }
      if (ENDED_BADLY.includes(status)) return { kind: 'failed', why: `the query ended as ${status}` };
      if (clock.now() >= until) {
        await logs.send(new StopQueryCommand({ queryId }));
        return { kind: 'failed', why: `the query was not done after ${PATIENCE_MS / 1000} s and was stopped` };
      }
    }
  };
  return async ({ text, from, to }) => {
    try {
      const { queryId = '' } = await logs.send(
        new StartQueryCommand({
          ...{ logGroupName, queryString: text, limit: MOST_ROWS },
          startTime: Math.floor(from.getTime() / 1000),
          endTime: Math.ceil(to.getTime() / 1000),
        }),
      );
      return await waited(queryId);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return { kind: 'failed', why: `${error.name}: ${error.message}` };
    }
  };
}
