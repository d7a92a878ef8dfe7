import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedAccount } from '../../src/embedded-account/account';
import type { RecordedCall } from '../../src/embedded-account/calls';
import { synthesise } from '../../src/trial/synthesise';
import { CREDENTIAL_REPORT_MS } from '../audit/limit';
import { populate, type Population } from '../audit/population';
import { changeLimitSeconds } from './limit';

/** One run of an account whose boundaries are enforced. */
export interface Run {
  readonly seconds: number;
  /** Calls of IAM that the functions made, by action. */
  readonly calls: ReadonlyMap<string, number>;
  /** All of them, per principal. */
  readonly callsPerPrincipal: number;
  readonly refused: number;
}

/** Runs of one account, one after the other. */
export interface Enforced {
  /** Audits everybody and bounds everybody. */
  readonly first: Run;
  readonly limit: number;
  /** A week later, when nothing has changed. */
  readonly unchanged: Run;
  /** Another week later, when 30 % of the users and roles have done something. */
  readonly active: Run;
}

const CHANGE = 'iam-guardrails-permissions-boundary-change';
const LATENCY_MS = 40;
const RATE = 20;
const DAY_MS = 86_400_000;
const ACTIVE = 0.3;
/** Before a use has had so many days to show, its report is asked for again whatever happens. */
const SETTLED_DAYS = 3;

/** @throws Error where a run fails, or leaves somebody without a boundary: such a run measures nothing */
export async function measureEnforced(principals: number): Promise<Enforced> {
  const templatePath = synthesise({
    backend: 'local',
    permissionsBoundary: { mode: 'enforce' },
    limits: { iamCallsPerSecond: RATE, changesPerRun: 10_000, maxChangePercent: 100 },
    // So that no service goes unused meanwhile, and no tag has to be written for it.
    audit: { unusedAfterDays: 400 },
  });
  const account = await EmbeddedAccount.start({
    ...{ templatePath, latencyMs: LATENCY_MS, iamCallsPerSecond: RATE },
    accessAdvisor: { jobMs: [1000, 8000] },
    credentialReportMs: CREDENTIAL_REPORT_MS,
  });
  try {
    const population = populate(account, principals, SETTLED_DAYS);
    const first = await runOf(account, principals);
    checkBounded(account, population);
    const limit = changeLimitSeconds(account, population, RATE);
    account.clock.advance(7 * DAY_MS);
    const unchanged = await runOf(account, principals);
    useSome(account, population);
    account.clock.advance(7 * DAY_MS);
    return { first, limit, unchanged, active: await runOf(account, principals) };
  } finally {
    await account.stop();
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
  }
}

async function runOf(account: EmbeddedAccount, principals: number): Promise<Run> {
  const before = account.calls({ service: 'iam' }).length;
  const begun = performance.now();
  const { status, error, cause } = await account.runSchedule(CHANGE);
  if (status !== 'SUCCEEDED') throw new Error(`a run ended as ${status}: ${error ?? ''} ${cause ?? ''}`);
  const seconds = (performance.now() - begun) / 1000;
  const calls = account
    .calls({ service: 'iam' })
    .slice(before)
    .filter(({ functionName }) => functionName !== undefined);
  return {
    ...{ seconds, calls: counted(calls), callsPerPrincipal: calls.length / principals },
    refused: calls.filter(({ errorCode }) => errorCode === 'Throttling').length,
  };
}

/** The most frequent first. */
function counted(calls: readonly RecordedCall[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { action } of calls) counts.set(action, (counts.get(action) ?? 0) + 1);
  return new Map([...counts].sort(([, one], [, other]) => other - one));
}

/** Spread evenly over the users and the roles. */
function useSome(account: EmbeddedAccount, { users, roles }: Population): void {
  const at = new Date(account.clock.now().getTime() + DAY_MS);
  [...users, ...roles]
    .filter((_, index) => Math.floor((index + 1) * ACTIVE) > Math.floor(index * ACTIVE))
    .forEach((arn) => {
      account.use({ arn, action: 's3:Anything', at });
    });
}

/** Whoever is left out makes a run look quick. */
function checkBounded(account: EmbeddedAccount, { users, roles }: Population): void {
  const snapshot = account.snapshot();
  const bounded = new Set([...snapshot.users, ...snapshot.roles].flatMap((one) => (one.boundary ? [one.arn] : [])));
  const missing = [...users, ...roles].filter((arn) => !bounded.has(arn));
  if (missing.length > 0) throw new Error(`${missing.length} have no boundary, such as ${missing[0] ?? ''}`);
}
