import { z } from 'zod';
import type { Clock } from '../clock';
import type { Identifiers } from '../identifiers';
import { jsonService } from '../resources/json-service';
import { AwsError } from '../wire/aws-error';
import type { Service } from '../wire/service';
import { queryOf } from './query';
import type { TrailLogs } from './trail-log';

/** How the queries end from now on. */
export type QueryFate = 'Complete' | 'Failed' | 'Timeout' | 'Running';

interface Asked {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly scanned: number;
  readonly fate: QueryFate;
  looks: number;
  isStopped: boolean;
}

/** CloudWatch Logs Insights: its queries, and how they end. */
export class Queries {
  readonly asked = new Map<string, Asked>();
  fate: QueryFate = 'Complete';
}

const start = z.strictObject({
  logGroupName: z.string(),
  queryString: z.string().min(1).max(10_000),
  startTime: z.int().min(0),
  endTime: z.int().min(0),
  limit: z.int().min(1).max(10_000).default(10_000),
});
const ofQuery = z.strictObject({ queryId: z.string() });

/** A query is scheduled, then runs, then ends. */
const STEPS = ['Scheduled', 'Running'];

/** CloudWatch Logs, as far as queries go. @param arnOf ARN of a log group */
export function logsService(
  logs: TrailLogs,
  queries: Queries,
  { clock, identifiers, arnOf }: { clock: Clock; identifiers: Identifiers; arnOf: (name: string) => string },
): Service {
  const named = (input: unknown) => {
    const { queryId } = ofQuery.parse(input);
    const found = queries.asked.get(queryId);
    if (found === undefined) throw new AwsError('ResourceNotFoundException', `there is no query ${queryId}`);
    return found;
  };
  return jsonService('Logs_20140328', '1.1', {
    StartQuery: (input) => {
      const { logGroupName, queryString, startTime, endTime, limit } = start.parse(input);
      return {
        demand: { action: 'logs:StartQuery', resource: arnOf(logGroupName) },
        answer: () => {
          if (!logs.has(logGroupName)) {
            throw new AwsError('ResourceNotFoundException', `Log group '${logGroupName}' does not exist`);
          }
          if (startTime > endTime) throw new AwsError('InvalidParameterException', 'the time ends before it begins');
          const query = queryOf(queryString);
          const [from, to] = [new Date(startTime * 1000), new Date(endTime * 1000)];
          const records = logs.between(logGroupName, from, to, clock.now());
          const queryId = identifiers.uuid('query', String(queries.asked.size));
          queries.asked.set(queryId, {
            ...{ rows: query(records).slice(0, limit), scanned: JSON.stringify(records).length },
            ...{ fate: queries.fate, looks: 0, isStopped: false },
          });
          return { queryId };
        },
      };
    },
    GetQueryResults: (input) => ({
      demand: { action: 'logs:GetQueryResults', resource: '*' },
      answer: () => {
        const found = named(input);
        const status = found.isStopped ? 'Cancelled' : (STEPS[found.looks++] ?? found.fate);
        if (status !== 'Complete') return { status, results: [] };
        const results = found.rows.map((row) => Object.entries(row).map(([field, value]) => ({ field, value })));
        return { status, results, statistics: { bytesScanned: found.scanned } };
      },
    }),
    StopQuery: (input) => ({
      demand: { action: 'logs:StopQuery', resource: '*' },
      answer: () => {
        named(input).isStopped = true;
        return { success: true };
      },
    }),
  });
}
