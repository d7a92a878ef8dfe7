import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { EVIDENCE } from './audit';
import { temporaryFolder } from './temporary-folder';

export const MEGABYTE = 2 ** 20;

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
require('./index.js').handler(JSON.parse(require('node:fs').readFileSync(0, 'utf8'))).then((answer) => {
  console.log(JSON.stringify({ answer, bytes: most() }));
}, (error) => { console.error(error); process.exitCode = 1; });`;

const result = z.object({ answer: z.looseObject({}), bytes: z.number() });

/** A function of a stack, and the account in which it is to act as root, and not as itself. */
export interface RootFunction {
  readonly account: EmbeddedAccount;
  readonly templatePath: string;
  readonly name: string;
}

/** Invokes the bundle of a function in a process of its own. @returns its answer, and the most memory of the process */
export async function inOwnProcess({ account, templatePath, name }: RootFunction, event: unknown) {
  const { accessKeyId, secretAccessKey, sessionToken } = account.root;
  const output = await run(unpacked(name, templatePath), event, {
    ...{ PATH: process.env['PATH'], AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: account.endpoint },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    AWS_SESSION_TOKEN: sessionToken,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...{ ACCOUNT_ID: account.accountId, EVIDENCE_BUCKET: EVIDENCE },
    ...{ LEDGER_TABLE: 'iam-guardrails-ledger', ADMIN_GROUP_IDS: '{}' },
  });
  return result.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}

/** Unpacks the bundle of a function. @returns its folder */
function unpacked(name: string, templatePath: string): string {
  const bundles = join(dirname(templatePath), '../../bundles');
  const folder = temporaryFolder('bundle-');
  const zip = readdirSync(bundles).find((file) => file === `${name}.zip`);
  if (zip === undefined) throw new Error(`there is no bundle of ${name}`);
  for (const [file, bytes] of Object.entries(unzipSync(readFileSync(join(bundles, zip))))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, file), bytes);
  }
  return folder;
}

function run(folder: string, event: unknown, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('node', ['-e', SCRIPT], { cwd: folder, env });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(errors.slice(-1_000)));
    });
    child.stdin.end(JSON.stringify(event));
  });
}
