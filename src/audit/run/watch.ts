import * as z from 'zod/mini';
import type { EvidenceStore } from '../../aws/evidence-store';
import { FAILURES, type FailedRun } from '../../domain/run/failed-run';
import { isRunName } from '../../domain/run/run-name';
import { KEYS, WATCH } from '../contract';
import { PayloadError, read } from '../reading';

/** What comes through the queue of the watch. */
export type WatchMessage =
  | { readonly kind: 'failed-run'; readonly run: FailedRun }
  | { readonly kind: 'days-since-success' };

/** Whose runs are watched. */
export interface Watched {
  readonly accountId: string;
  /** Name of the state machine. */
  readonly machine: string;
}

/** The event as Step Functions sends it; times are milliseconds since 1970. */
const statusChange = z.object({
  detail: z.object({
    executionArn: z.string(),
    status: z.enum(FAILURES),
    startDate: z.number(),
    stopDate: z.number(),
    error: z.nullish(z.string()),
    cause: z.nullish(z.string()),
    redriveCount: z.nullish(z.int().check(z.minimum(0), z.maximum(1_000))),
  }),
});

const EXECUTION = /^arn:[a-z-]+:states:([a-z0-9-]+):(\d{12}):execution:([\w-]+):([^:]+)$/;

/**
 * Reads a message: an event of a run that failed, or the one that comes every day.
 *
 * A run may have any name that Step Functions takes: people are told of it all the same, without a command if need be.
 *
 * @param body JSON
 * @throws PayloadError naming the field that is missing or wrong, or an execution of another state machine
 */
export function watchMessageOf(body: string, watched: Watched): WatchMessage {
  if (body === WATCH) return { kind: 'days-since-success' };
  const { detail } = read(statusChange, jsonOf(body), 'event of an execution');
  const { executionArn, status, startDate, stopDate, error, cause, redriveCount } = detail;
  const [, region, accountId, machine, runId] = EXECUTION.exec(executionArn) ?? [];
  if (
    region === undefined ||
    runId === undefined ||
    !isRunName(runId) ||
    accountId !== watched.accountId ||
    machine !== watched.machine
  ) {
    const whose = `of ${watched.machine} in account ${watched.accountId}`;
    throw new PayloadError(`event of an execution: executionArn names no execution ${whose}`);
  }
  return {
    kind: 'failed-run',
    run: {
      ...{ accountId, region, executionArn, runId, status },
      startedAt: new Date(startDate),
      stoppedAt: new Date(stopDate),
      ...(error && { error }),
      ...(cause && { cause }),
      redriveCount: redriveCount ?? 0,
    },
  };
}

const lastSuccess = z.object({ runId: z.string(), startedAt: z.string(), at: z.string() });
const watchedSince = z.object({ since: z.string() });

const DAY_MS = 86_400_000;
/** Ten minutes. */
const CLOCKS_DIFFER_DAYS = 10 / 1_440;

/** Notes that a run has succeeded. @param base where the audit keeps its objects */
export async function noteSuccess(
  run: { readonly runId: string; readonly startedAt: string },
  now: Date,
  base: string,
  store: EvidenceStore,
): Promise<void> {
  const { runId, startedAt } = run;
  await store.putJson(`${base}/${KEYS.lastSuccess}`, { runId, startedAt, at: now.toISOString() });
}

/**
 * Days since the last run that succeeded, with a fraction; until there is one, since the watch began.
 *
 * @param base where the audit keeps its objects
 */
export async function daysSinceSuccess(now: Date, base: string, store: EvidenceStore): Promise<number> {
  const successKey = `${base}/${KEYS.lastSuccess}`;
  const success = await store.getJson(successKey);
  if (success !== undefined) return daysSince(read(lastSuccess, success, successKey).at, now);

  const sinceKey = `${base}/${KEYS.watchedSince}`;
  const since = await store.getJson(sinceKey);
  if (since !== undefined) return daysSince(read(watchedSince, since, sinceKey).since, now);
  await store.putJson(sinceKey, { since: now.toISOString() });
  return 0;
}

/** @throws Error for a time to come: whoever wrote it would silence the alarm for as long */
function daysSince(at: string, now: Date): number {
  const days = (now.getTime() - Date.parse(at)) / DAY_MS;
  if (!(days > -CLOCKS_DIFFER_DAYS)) throw new Error(`the last success is noted for ${at}, which is to come`);
  return Math.max(0, days);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
