import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedAccount } from '../../src/embedded-account/account';
import type { RecordedCall } from '../../src/embedded-account/calls';
import { synthesise } from '../../src/trial/synthesise';
import { CREDENTIAL_REPORT_MS, limitSeconds } from './limit';
import { populate, type Population } from './population';
import { startSecondClient } from './second-client';

/** One audit to measure. */
export interface Trial {
  readonly principals: number;
  /** What the account allows of each action. */
  readonly throttle: number;
  /** `limits.iamCallsPerSecond`. */
  readonly setting: number;
  /** @default nobody else calls */
  readonly secondClientsRate?: number;
  /** Shortest and longest time of a report. @default [1000, 8000] */
  readonly jobMs?: readonly [number, number];
}

/** What it came to. */
export interface Measured {
  readonly seconds: number;
  readonly limit: number;
  /** IAM calls of the job beside those that tag, per audited principal. */
  readonly callsPerPrincipal: number;
  readonly refusedPercent: number;
  readonly refused: number;
  /** Absent where nobody else calls. */
  readonly lostPercent?: number;
  readonly lost?: string;
}

const SCHEDULE = 'iam-guardrails-permissions-boundary';
const LATENCY_MS = 40;
const TAGGING = ['TagUser', 'TagRole', 'UntagUser', 'UntagRole'];

/** @throws Error where the run fails, or where somebody is not audited: such a run measures nothing */
export async function measure(trial: Trial): Promise<Measured> {
  const { principals, throttle, setting, secondClientsRate, jobMs = [1000, 8000] } = trial;
  const templatePath = synthesise({ backend: 'local', limits: { iamCallsPerSecond: setting } });
  const account = await EmbeddedAccount.start({
    ...{ templatePath, latencyMs: LATENCY_MS, iamCallsPerSecond: throttle },
    accessAdvisor: { jobMs },
    credentialReportMs: CREDENTIAL_REPORT_MS,
    withAdmin: false,
  });
  try {
    const population = populate(account, principals);
    const client =
      secondClientsRate === undefined
        ? undefined
        : startSecondClient(account, population.roles[0] ?? '', secondClientsRate);
    const begun = performance.now();
    const execution = await account.runSchedule(SCHEDULE);
    const seconds = (performance.now() - begun) / 1000;
    const beside = await client?.stop();
    if (execution.status !== 'SUCCEEDED') {
      throw new Error(`the run ended as ${execution.status}: ${execution.error ?? ''} ${execution.cause ?? ''}`);
    }
    const calls = account.calls({ service: 'iam' }).filter(({ functionName }) => functionName !== undefined);
    checkAudited(calls, population);
    const refused = calls.filter(({ errorCode }) => errorCode === 'Throttling').length;
    return {
      seconds,
      limit: limitSeconds(account, population, setting),
      callsPerPrincipal: calls.filter(({ action }) => !TAGGING.includes(action)).length / principals,
      refused,
      refusedPercent: (100 * refused) / calls.length,
      ...(beside && { lostPercent: (100 * beside.lost) / beside.calls, lost: `${beside.lost} of ${beside.calls}` }),
    };
  } finally {
    await account.stop();
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
  }
}

/** Whoever is left out makes a run look quick. */
function checkAudited(calls: readonly RecordedCall[], { users, roles, groups }: Population): void {
  const answered = calls.filter(({ errorCode }) => errorCode === undefined);
  const reports = answered.filter(({ action }) => action === 'GenerateServiceLastAccessedDetails');
  const asked = new Set(reports.map(({ params }) => arnIn(params)));
  const missing = [...users, ...roles, ...groups].filter((arn) => !asked.has(arn));
  if (missing.length > 0) throw new Error(`${missing.length} were not audited: ${missing.slice(0, 3).join(', ')}`);
  const tagged = answered.filter(({ action }) => action === 'TagUser' || action === 'TagRole').length;
  const expected = users.length + roles.length;
  if (tagged < expected) throw new Error(`${tagged} of ${expected} were tagged`);
}

const arnIn = (params: unknown) =>
  typeof params === 'object' && params !== null && 'Arn' in params ? params.Arn : undefined;
