import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedAccount } from '../../src/embedded-account/account';
import type { RecordedCall } from '../../src/embedded-account/calls';
import { changesSomething } from '../../src/embedded-account/wire/changes';
import { synthesise } from '../../src/trial/synthesise';
import { CREDENTIAL_REPORT_MS, limitSeconds } from '../audit/limit';
import type { Population } from '../audit/population';

/** Runs that begin at the same moment, in an account of their own. */
export interface Trial {
  /** Settings beside the rate. */
  readonly settings: object;
  /** Schedules that are due. */
  readonly schedules: readonly string[];
  readonly populate: (account: EmbeddedAccount) => Population;
}

/** What it came to. */
export interface Measured {
  readonly seconds: number;
  /** Seconds below which nothing that keeps to the rate can come. */
  readonly limit: number;
  readonly callsPerPrincipal: number;
  /** Principals of whom Access Advisor was asked for a report, and most reports of any one. */
  readonly asked: number;
  readonly mostReports: number;
  readonly refused: number;
  /** Most calls of one action in any second. */
  readonly busiestSecond: number;
  /** Calls of IAM that change something. */
  readonly writes: number;
}

const LATENCY_MS = 40;
const ASKED = 'GenerateServiceLastAccessedDetails';

/**
 * Measures runs that are due at the same moment, and the same a number of days later.
 *
 * @returns one for each of the times
 * @throws Error where a run fails: it measures nothing
 */
export async function measure(
  { settings, schedules, populate }: Trial,
  rate: number,
  ...days: number[]
): Promise<Measured[]> {
  const templatePath = synthesise({
    backend: 'local',
    ...settings,
    limits: { iamCallsPerSecond: rate, ...limitsIn(settings) },
  });
  const account = await EmbeddedAccount.start({
    ...{ templatePath, latencyMs: LATENCY_MS, iamCallsPerSecond: rate, retryWaits: 'kept' },
    accessAdvisor: { jobMs: [1000, 8000] },
    credentialReportMs: CREDENTIAL_REPORT_MS,
  });
  try {
    const population = populate(account);
    const measured = [await measuredOnce(account, population, { schedules, rate })];
    for (const later of days) {
      account.clock.advance(later * 86_400_000);
      measured.push(await measuredOnce(account, population, { schedules, rate }));
    }
    return measured;
  } finally {
    await account.stop();
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
  }
}

async function measuredOnce(
  account: EmbeddedAccount,
  population: Population,
  { schedules, rate }: Pick<Trial, 'schedules'> & { readonly rate: number },
): Promise<Measured> {
  const { users, roles, groups } = population;
  const principals = users.length + roles.length + groups.length;
  const before = account.calls({ service: 'iam' }).length;
  const begun = performance.now();
  const runs = await Promise.all(schedules.map((name) => account.runSchedule(name)));
  const seconds = (performance.now() - begun) / 1000;
  for (const { arn, status, error, cause } of runs) {
    if (status !== 'SUCCEEDED') throw new Error(`${arn} ended as ${status}: ${error ?? ''} ${cause ?? ''}`);
  }
  const calls = account
    .calls({ service: 'iam' })
    .slice(before)
    .filter(({ functionName }) => functionName !== undefined);
  const reports = countedBy(
    calls.filter(({ action, errorCode }) => action === ASKED && errorCode === undefined),
    ({ params }) => arnIn(params),
  );
  const policies = calls.filter(({ action, errorCode }) => action === 'CreatePolicy' && errorCode === undefined).length;
  return {
    ...{
      seconds,
      limit: limitSeconds(account, population, rate, policies),
      callsPerPrincipal: calls.length / principals,
    },
    ...{ asked: reports.size, mostReports: Math.max(0, ...reports.values()) },
    refused: calls.filter(({ errorCode }) => errorCode === 'Throttling').length,
    busiestSecond: busiest(calls),
    writes: calls.filter(({ action }) => changesSomething(action) && !action.startsWith('Generate')).length,
  };
}

const arnIn = (params: unknown): string =>
  typeof params === 'object' && params !== null && 'Arn' in params ? String(params.Arn) : '';

function countedBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

/** Most calls of one action that were begun within any second. */
function busiest(calls: readonly RecordedCall[]): number {
  const times = new Map<string, number[]>();
  for (const { action, startedAt } of calls) times.set(action, [...(times.get(action) ?? []), startedAt]);
  const most = [...times.values()].map((unsorted) => {
    const sorted = unsorted.toSorted((one, other) => one - other);
    let first = 0;
    return Math.max(
      ...sorted.map((at, index) => {
        while ((sorted[first] ?? at) <= at - 1000) first += 1;
        return index - first + 1;
      }),
    );
  });
  return Math.max(0, ...most);
}

const limitsIn = (settings: object): object =>
  'limits' in settings && typeof settings.limits === 'object' ? { ...settings.limits } : {};
