import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedAccount } from '../../src/embedded-account/account';
import type { RecordedCall } from '../../src/embedded-account/calls';
import { synthesise } from '../../src/trial/synthesise';
import { CREDENTIAL_REPORT_MS, limitSeconds } from '../audit/limit';
import { populate, type Population } from '../audit/population';

/** One run of an account whose boundaries are enforced. */
export interface Run {
  readonly seconds: number;
  /** Calls of IAM that the functions made, by action. */
  readonly calls: ReadonlyMap<string, number>;
  /** All of them, per principal. */
  readonly callsPerPrincipal: number;
  readonly refused: number;
}

/** The first change run of an account, and how long its audit takes at the least. */
export interface First {
  /** Audits everybody and bounds as many as the settings let it. */
  readonly first: Run;
  /**
   * Seconds below which no run can come that audits everybody and keeps to the rate.
   *
   * Each action has a queue of its own, and a run may work at all of them at once: bounding everybody takes a policy, a look
   * and a put of each at the most, which is no longer queue than that of the reports.
   */
  readonly limit: number;
}

/** Runs of one account, one after the other, where no limit of changes holds anything back. */
export interface Enforced extends First {
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

/** Limits that hold nobody back. */
const UNLIMITED = { changesPerRun: 10_000, maxChangePercent: 100 };
/** Changes of a run at the default. */
const DEFAULT_CHANGES = 50;

/** @throws Error where a run fails, or leaves somebody without a boundary: such a run measures nothing */
export function measureEnforced(principals: number): Promise<Enforced> {
  return onAccount(principals, UNLIMITED, async (account, population) => {
    const measured = await firstOf(account, population, principals);
    account.clock.advance(7 * DAY_MS);
    const unchanged = await runOf(account, principals);
    useSome(account, population);
    account.clock.advance(7 * DAY_MS);
    return { ...measured, unchanged, active: await runOf(account, principals) };
  });
}

/** A first run that changes as many as the settings let it where they say nothing of it. @throws Error as {@link measureEnforced} */
export function measureDefault(principals: number): Promise<First> {
  return onAccount(principals, {}, (account, population) => firstOf(account, population, DEFAULT_CHANGES));
}

async function onAccount<T>(
  principals: number,
  limits: object,
  measure: (account: EmbeddedAccount, population: Population) => Promise<T>,
): Promise<T> {
  const templatePath = synthesise({
    backend: 'local',
    permissionsBoundary: { mode: 'enforce' },
    limits: { iamCallsPerSecond: RATE, ...limits },
    // So that no service goes unused meanwhile, and no tag has to be written for it.
    audit: { unusedAfterDays: 400 },
  });
  const account = await EmbeddedAccount.start({
    ...{ templatePath, latencyMs: LATENCY_MS, iamCallsPerSecond: RATE },
    accessAdvisor: { jobMs: [1000, 8000] },
    credentialReportMs: CREDENTIAL_REPORT_MS,
  });
  try {
    return await measure(account, populate(account, principals, SETTLED_DAYS));
  } finally {
    await account.stop();
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
  }
}

/** @param bounded how many the run has to bound, or everybody where they are fewer */
async function firstOf(account: EmbeddedAccount, population: Population, bounded: number): Promise<First> {
  const { users, roles, groups } = population;
  const first = await runOf(account, users.length + roles.length + groups.length);
  checkBounded(account, population, bounded);
  return { first, limit: limitSeconds(account, population, RATE) };
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
function checkBounded(account: EmbeddedAccount, { users, roles }: Population, least: number): void {
  const snapshot = account.snapshot();
  const bounded = new Set([...snapshot.users, ...snapshot.roles].flatMap((one) => (one.boundary ? [one.arn] : [])));
  const missing = [...users, ...roles].filter((arn) => !bounded.has(arn));
  const most = Math.max(0, users.length + roles.length - least);
  if (missing.length > most) throw new Error(`${missing.length} have no boundary, such as ${missing[0] ?? ''}`);
}
