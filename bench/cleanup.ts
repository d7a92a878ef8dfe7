import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { EmbeddedAccount } from '../src/embedded-account/account';
import { synthesise } from '../src/trial/synthesise';
import { CREDENTIAL_REPORT_MS } from './audit/limit';
import { exitWith } from './exit-code';

/**
 * What a report on the unused users, access keys and roles of a large account costs, on the embedded account.
 *
 * Ends with 1 where a bound is broken. `--quick` looks at 50 users only, whose share of what a run does for an account is too
 * large for the bound of calls. The memory of the functions is held by `__tests__/account/credential-cleanup/large.test.ts`.
 */
const MOST_CALLS_PER_USER = 0.05;

const SCHEDULE = 'iam-guardrails-credential-cleanup-change';
const DAY_MS = 86_400_000;

// The SDK would print that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<boolean> {
  const isQuick = process.argv.includes('--quick');
  const users = isQuick ? 50 : 5_000;
  console.log('40 ms per call, 20 calls per second of each IAM action\n');
  const { seconds, calls } = await measure(users);
  const perUser = calls.length / users;
  const counts = new Map<string, number>();
  for (const action of calls) counts.set(action, (counts.get(action) ?? 0) + 1);
  console.log(`${users} users, observed: ${seconds.toFixed(1)} s, ${perUser.toFixed(3)} calls of IAM per user`);
  console.log([...counts].map(([action, count]) => `  ${count} ${action}`).join('\n'));
  const holds = isQuick || perUser < MOST_CALLS_PER_USER;
  console.log(holds ? '\nholds' : `\nBROKEN: more than ${MOST_CALLS_PER_USER} calls per user`);
  return holds;
}

/** @throws Error where the run fails: it measures nothing */
async function measure(users: number): Promise<{ readonly seconds: number; readonly calls: readonly string[] }> {
  const templatePath = synthesise({
    ...{ backend: 'local', permissionsBoundary: { mode: 'off' }, unusedServiceDeny: { mode: 'off' } },
    limits: { iamCallsPerSecond: 20 },
  });
  const account = await EmbeddedAccount.start({
    ...{ templatePath, latencyMs: 40, iamCallsPerSecond: 20, credentialReportMs: CREDENTIAL_REPORT_MS },
  });
  try {
    populate(account, users);
    const begun = performance.now();
    const { status, cause } = await account.runSchedule(SCHEDULE);
    const seconds = (performance.now() - begun) / 1000;
    if (status !== 'SUCCEEDED') throw new Error(`the run ended as ${status}: ${cause ?? ''}`);
    const calls = account.calls({ service: 'iam' }).filter(({ functionName }) => functionName !== undefined);
    return { seconds, calls: calls.map(({ action }) => action) };
  } finally {
    await account.stop();
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
  }
}

/** So many users with an access key each, half of which nobody has used for long. */
function populate(account: EmbeddedAccount, users: number): void {
  const daysAgo = (days: number) => new Date(account.clock.now().getTime() - days * DAY_MS);
  for (let index = 0; index < users; index += 1) {
    const { arn, credentials } = account.addUser({ name: `someone-${index}`, createdAt: daysAgo(300) });
    const at = daysAgo(index % 2 === 0 ? 200 : 1);
    account.use({ arn, action: 's3:GetObject', at, credential: credentials.accessKeyId });
  }
}

exitWith(main());
