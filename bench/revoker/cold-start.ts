import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, type Unzipped } from 'fflate';
import { z } from 'zod';
import { packaged } from '../../src/constructs/packaged';
import { handlerCode } from '../../src/foundation/handler-code';

/** What a cold start takes: the fastest of several, each in a process of its own, for others were disturbed by the machine. */
export interface ColdStart {
  /** From an empty process of Node to a handler that takes events. */
  readonly loadMs: number;
  /** From the first event to the first request to IAM. */
  readonly firstCallMs: number;
}

/** The bundle as it is deployed, and what it would be in one file, without warming. */
export interface ColdStarts {
  readonly runs: number;
  readonly before: ColdStart;
  readonly now: ColdStart;
}

const RUNS = 25;

const template = z.object({
  resource: z.object({
    aws_lambda_function: z.record(z.string(), z.object({ function_name: z.string(), filename: z.string() })),
  }),
});

/**
 * Starts a function's bundle in fresh processes, in turns with the same code in one file.
 *
 * @param templatePath of the synthesised stack; bundles lie beside it
 * @param handler source of the function, below `handlers`
 */
export function coldStartsOf(templatePath: string, functionName: string, handler: string): ColdStarts {
  const deployed = filesOf(templatePath, functionName);
  const rules = Buffer.from(deployed['rules.json'] ?? []).toString();
  const inOneFile = unzipSync(packaged(handlerCode(handler, { 'rules.json': rules }), 'node22'));
  const folder = mkdtempSync(join(tmpdir(), 'bench-cold-'));
  try {
    const [before, now] = [unpacked(join(folder, 'before-'), inOneFile), unpacked(join(folder, 'now-'), deployed)];
    const starts: { readonly before: ColdStart; readonly now: ColdStart }[] = [];
    // In turns, so that a machine that is slower for a while is so for both.
    for (let run = 0; run < RUNS; run += 1) {
      starts.push({
        before: started(before, {}),
        now: started(now, { AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand' }),
      });
    }
    return { runs: RUNS, before: fastest(starts.map((one) => one.before)), now: fastest(starts.map((one) => one.now)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesOf(templatePath: string, functionName: string): Unzipped {
  const { resource } = template.parse(JSON.parse(readFileSync(templatePath, 'utf8')));
  const found = Object.values(resource.aws_lambda_function).find((one) => one.function_name === functionName);
  if (found === undefined) throw new Error(`there is no function ${functionName}`);
  return unzipSync(readFileSync(join(templatePath, '..', found.filename)));
}

function unpacked(prefix: string, files: Unzipped): string {
  const folder = mkdtempSync(prefix);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const start = z.object({ loadMs: z.number(), firstCallMs: z.number() });

/** Starts a bundle and gives it an event. */
function started(folder: string, more: NodeJS.ProcessEnv): ColdStart {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(__dirname, 'first-call.cjs'), join(folder, 'index.js'), JSON.stringify(EVENT)],
    { env: { ...ENVIRONMENT, ...more }, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${folder} does not ask IAM: ${stderr}`);
  return start.parse(JSON.parse(stdout));
}

const ENVIRONMENT: NodeJS.ProcessEnv = {
  // Nobody listens there: what counts is over before anything is answered.
  ...{ AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_REGION: 'us-east-1' },
  ...{ AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
  ...{ ADMIN_GROUP_IDS: '{"Administrators":"AGPAADMINS"}', LEDGER_TABLE: 'ledger' },
  ...{ TOPIC_ARN: '', FALLBACK_FUNCTION: 'fallback' },
  DENY_POLICY_ARN: 'arn:aws:iam::111122223333:policy/DenyIAMAccess',
  BOUNDARY_POLICY_ARN: 'arn:aws:iam::111122223333:policy/boundary',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

const CALL = {
  account: '111122223333',
  detail: {
    ...{ eventID: '11111111-2222-4333-8444-555555555555', eventName: 'CreateAccessKey' },
    ...{ eventTime: '2026-06-01T12:00:00Z', sourceIPAddress: '203.0.113.7', userAgent: 'aws-cli/2.17' },
    userIdentity: {
      ...{ type: 'IAMUser', principalId: 'AIDAROGUE', arn: 'arn:aws:iam::111122223333:user/rogue' },
      ...{ userName: 'rogue', accessKeyId: 'AKIAROGUE' },
    },
    requestParameters: { userName: 'bob' },
  },
};
const EVENT = {
  Records: [{ messageId: '1', body: JSON.stringify(CALL), attributes: { ApproximateReceiveCount: '1' } }],
};

const fastest = (starts: readonly ColdStart[]): ColdStart => ({
  loadMs: Math.min(...starts.map(({ loadMs }) => loadMs)),
  firstCallMs: Math.min(...starts.map(({ firstCallMs }) => firstCallMs)),
});
