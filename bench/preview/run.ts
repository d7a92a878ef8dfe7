import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EmbeddedAccount } from '../../src/embedded-account/account';
import { synthesise } from '../../src/trial/synthesise';
import { CREDENTIAL_REPORT_MS, limitSeconds } from '../audit/limit';
import { populate, type Population } from '../audit/population';

/** What a preview came to. */
export interface Measured {
  /** Until its first line. */
  readonly firstLineSeconds: number;
  readonly seconds: number;
  /** Below which no audit can come. */
  readonly limit: number;
  /** Most memory of the process of the command alone; of 1,000,000 bytes. */
  readonly megabytes: number;
  readonly refused: number;
}

const CALLS_PER_SECOND = 20;
const LATENCY_MS = 40;

const ROOT = join(__dirname, '../..');
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** Previews an account of so many principals. @throws Error where the preview fails, or leaves somebody out: it measures nothing */
export async function measure(principals: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-preview-'));
  const guardrails = { backend: 'local', limits: { iamCallsPerSecond: CALLS_PER_SECOND } };
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ context: { guardrails } }));
  const templatePath = synthesise(guardrails);
  const account = await EmbeddedAccount.start({
    ...{ templatePath, latencyMs: LATENCY_MS, iamCallsPerSecond: CALLS_PER_SECOND, withAdmin: false },
    credentialReportMs: CREDENTIAL_REPORT_MS,
  });
  try {
    const population = populate(account, principals);
    const previewed = await preview(account, folder);
    checkAsked(account, population);
    return {
      ...{ ...previewed, limit: limitSeconds(account, population, CALLS_PER_SECOND) },
      refused: account.calls({ service: 'iam' }).filter(({ errorCode }) => errorCode === 'Throttling').length,
    };
  } finally {
    await account.stop();
    rmSync(dirname(dirname(dirname(templatePath))), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the built command in a process of its own, and has that say how much memory it took at most. */
async function preview(account: EmbeddedAccount, folder: string) {
  const [memory, command, hook] = [join(folder, 'memory'), join(folder, 'command.js'), join(folder, 'memory.cjs')];
  await ended(spawn(process.execPath, ['--import', 'tsx', 'src/cli/build.ts', command], { cwd: ROOT }));
  const note = `require('node:fs').writeFileSync(${JSON.stringify(memory)}, String(process.resourceUsage().maxRSS))`;
  writeFileSync(hook, `process.on('exit', () => ${note});`);
  const { credentials } = account.addUser({ name: 'operator', inline: { own: JSON.stringify(EVERYTHING) } });
  const begun = performance.now();
  const since = () => (performance.now() - begun) / 1_000;
  const child = spawn(process.execPath, ['--require', hook, command, 'preview', '--out', 'report'], {
    cwd: folder,
    env: {
      AWS_ENDPOINT_URL: account.endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    },
  });
  let firstLineSeconds = Infinity;
  child.stdout.once('data', () => (firstLineSeconds = since()));
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  await ended(child);
  // In units of 1,024 bytes (Node.js, process.resourceUsage).
  const megabytes = (Number(readFileSync(memory, 'utf8')) * 1_024) / 1e6;
  return { firstLineSeconds, seconds: since(), megabytes };
}

/** Whoever is left out makes a preview look quick. */
function checkAsked(account: EmbeddedAccount, { users, roles, groups }: Population): void {
  const reports = account.calls({ service: 'iam', action: 'GenerateServiceLastAccessedDetails' });
  const asked = new Set(reports.flatMap(({ params }) => arnIn(params)));
  const missing = [...users, ...roles, ...groups].filter((arn) => !asked.has(arn));
  if (missing.length > 0) throw new Error(`${missing.length} were not asked about: ${missing.slice(0, 3).join(', ')}`);
}

const arnIn = (params: unknown): unknown =>
  typeof params === 'object' && params !== null && 'Arn' in params ? params.Arn : undefined;

async function ended(child: ChildProcess): Promise<void> {
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with ${String(code)}`);
}
