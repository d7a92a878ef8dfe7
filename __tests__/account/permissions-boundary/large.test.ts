import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import { atOnce, aRole, EVIDENCE, INVENTORY, READY, withCredentialReport, withOpenBucket } from '../../support/audit';
import { inAccount, templateFor } from '../../support/deployed';
import { temporaryFolder } from '../../support/temporary-folder';

const PRINCIPALS = 10_000;
const MEGABYTE = 2 ** 20;
const settings = atOnce();

/**
 * Runs a bundle once in a process of its own, and says what it answered and how much memory it took at most.
 *
 * On Linux `maxRSS` counts what the process was before it became Node as well: a copy of Jest.
 */
const SCRIPT = `
const { existsSync, readFileSync } = require('node:fs');
const most = () => {
  const status = '/proc/self/status';
  const [, kilobytes] = (existsSync(status) && /VmHWM:\\s+(\\d+) kB/.exec(readFileSync(status, 'utf8'))) || [];
  return kilobytes === undefined ? process.resourceUsage().maxRSS * 1024 : Number(kilobytes) * 1024;
};
require('./index.js').handler(JSON.parse(process.argv[1])).then((answer) => {
  console.log(JSON.stringify({ answer, bytes: most() }));
}, (error) => { console.error(error); process.exitCode = 1; });`;

/** Unpacks the bundle of a function. @returns its folder */
function unpacked(name: string): string {
  const bundles = join(dirname(templateFor(settings)), '../../bundles');
  const folder = temporaryFolder('bundle-');
  const zip = readdirSync(bundles).find((file) => file === `${name}.zip`);
  if (zip === undefined) throw new Error(`there is no bundle of ${name}`);
  for (const [file, bytes] of Object.entries(unzipSync(readFileSync(join(bundles, zip))))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), bytes);
  }
  return folder;
}

function run(folder: string, event: object, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('node', ['-e', SCRIPT, JSON.stringify(event)], { cwd: folder, env });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(errors.slice(-1_000)));
    });
  });
}

const result = z.object({ answer: z.object({ principals: z.number() }), bytes: z.number() });

describe('the inventory', () => {
  it('lists 10,000 principals in a process of less than 256 MB', () =>
    inAccount(
      async (account) => {
        for (let index = 0; index < PRINCIPALS; index += 1) aRole(account, `role-${index}`, { used: [] });
        await withCredentialReport(account);
        const event = { runId: 'large', startedAt: new Date().toISOString(), purpose: 'audit' };
        const { accessKeyId, secretAccessKey, sessionToken } = account.root;
        const output = await run(unpacked(INVENTORY), event, {
          ...{ PATH: process.env['PATH'], AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: account.endpoint },
          ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
          AWS_SESSION_TOKEN: sessionToken,
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
          ...{ ACCOUNT_ID: account.accountId, EVIDENCE_BUCKET: EVIDENCE },
          ...{ LEDGER_TABLE: 'iam-guardrails-ledger', ADMIN_GROUP_IDS: '{}' },
        });
        const { answer, bytes } = result.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
        expect(answer.principals).toBeGreaterThanOrEqual(PRINCIPALS);
        expect(bytes).toBeLessThan(256 * MEGABYTE);
      },
      // The process acts as root, and not as the function.
      { ...READY, templatePath: withOpenBucket(templateFor(settings)) },
    ));
});
