import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedAccount } from '../../src/embedded-account/account';
import { synthesise } from '../../src/trial/synthesise';
import { CREDENTIAL_REPORT_MS } from './limit';
import { populate } from './population';

/** An audit a week after the first one. */
export interface Repeat {
  readonly principals: number;
  /** Share of the users and roles that have done something meanwhile, from 0 to 1. */
  readonly active: number;
}

/** What it came to. */
export interface Repeated {
  readonly firstSeconds: number;
  readonly seconds: number;
  /** IAM calls of the second run beside those that tag, per principal. */
  readonly callsPerPrincipal: number;
  readonly reports: number;
}

const SCHEDULE = 'iam-guardrails-permissions-boundary';
const LATENCY_MS = 40;
const RATE = 20;
const DAY_MS = 86_400_000;
const TAGGING = ['TagUser', 'TagRole', 'UntagUser', 'UntagRole'];
/** Before a use has had so many days to show, its report is asked for again whatever happens. */
const SETTLED_DAYS = 3;

/** @throws Error where a run fails */
export async function measureAgain({ principals, active }: Repeat): Promise<Repeated> {
  // So that no service goes unused meanwhile, and no tag has to be written for it.
  const audit = { unusedAfterDays: 400 };
  const templatePath = synthesise({ backend: 'local', limits: { iamCallsPerSecond: RATE }, audit });
  const account = await EmbeddedAccount.start({
    ...{ templatePath, latencyMs: LATENCY_MS, iamCallsPerSecond: RATE },
    accessAdvisor: { jobMs: [1000, 8000] },
    credentialReportMs: CREDENTIAL_REPORT_MS,
    withAdmin: false,
  });
  try {
    const { users, roles } = populate(account, principals, SETTLED_DAYS);
    const firstSeconds = await secondsOfRun(account);
    const people = [...users, ...roles];
    const at = new Date(account.clock.now().getTime() + DAY_MS);
    people
      .filter((_, index) => Math.floor((index + 1) * active) > Math.floor(index * active))
      .forEach((arn) => {
        account.use({ arn, action: 's3:Anything', at });
      });
    account.clock.advance(7 * DAY_MS);
    const before = account.calls({ service: 'iam' }).length;
    const seconds = await secondsOfRun(account);
    const calls = account.calls({ service: 'iam' }).slice(before);
    const ofJob = calls.filter(({ action, functionName }) => functionName !== undefined && !TAGGING.includes(action));
    return {
      ...{ firstSeconds, seconds, callsPerPrincipal: ofJob.length / principals },
      reports: ofJob.filter(({ action }) => action === 'GenerateServiceLastAccessedDetails').length,
    };
  } finally {
    await account.stop();
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
  }
}

async function secondsOfRun(account: EmbeddedAccount): Promise<number> {
  const begun = performance.now();
  const { status, error, cause } = await account.runSchedule(SCHEDULE);
  if (status !== 'SUCCEEDED') throw new Error(`a run ended as ${status}: ${error ?? ''} ${cause ?? ''}`);
  return (performance.now() - begun) / 1000;
}
