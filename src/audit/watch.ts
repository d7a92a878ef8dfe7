import * as z from 'zod/mini';
import type { EvidenceStore } from '../aws/evidence-store';
import { FAILURES, KEYS, WATCH } from './contract';
import { read } from './reading';

/** A run that did not succeed. */
export interface FailedRun {
  readonly accountId: string;
  readonly region: string;
  readonly executionArn: string;
  /** Name of the execution. */
  readonly runId: string;
  readonly status: (typeof FAILURES)[number];
  readonly startedAt: Date;
  readonly stoppedAt: Date;
  /** Absent where Step Functions names none, as of a run that was aborted. */
  readonly error?: string;
  readonly cause?: string;
  /** How often the run was redriven before; each failure is told. */
  readonly redriveCount: number;
}

/** What comes through the queue of the watch. */
export type WatchMessage =
  { readonly kind: 'failed-run'; readonly run: FailedRun } | { readonly kind: 'days-since-success' };

/** The event as Step Functions sends it; times are milliseconds since 1970. */
const statusChange = z.object({
  account: z.string(),
  region: z.string(),
  detail: z.object({
    executionArn: z.string(),
    name: z.string(),
    status: z.enum(FAILURES),
    startDate: z.number(),
    stopDate: z.number(),
    error: z.nullish(z.string()),
    cause: z.nullish(z.string()),
    redriveCount: z.nullish(z.number()),
  }),
});

/**
 * Reads a message: an event of a run that failed, or the one that comes every day.
 *
 * @param body JSON
 * @throws PayloadError naming the field that is missing or wrong
 */
export function watchMessageOf(body: string): WatchMessage {
  if (body === WATCH) return { kind: 'days-since-success' };
  const { account, region, detail } = read(statusChange, jsonOf(body), 'event of an execution');
  const { executionArn, name, status, startDate, stopDate, error, cause, redriveCount } = detail;
  return {
    kind: 'failed-run',
    run: {
      ...{ accountId: account, region, executionArn, runId: name, status },
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

function daysSince(at: string, now: Date): number {
  return Math.max(0, (now.getTime() - Date.parse(at)) / DAY_MS);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
