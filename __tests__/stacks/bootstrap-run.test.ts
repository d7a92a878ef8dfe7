import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

// Processes of their own: seconds each on a busy machine.
jest.setTimeout(120_000);

const PROJECT = join(__dirname, '../..');
const TSX = pathToFileURL(require.resolve('tsx')).href;
const AS_NPM_RUNS_IT = ['--import', TSX, join(PROJECT, 'src/stacks/bootstrap/run.ts')];
const RUN = process.env['GUARDRAILS_STACKS_OF_RUN'];
/** The same code as one script (bundle-once.cjs): a start of it takes half as long. */
const AS_ONE_SCRIPT = RUN === undefined ? AS_NPM_RUNS_IT : [join(RUN, 'bootstrap.cjs')];
const BACKEND = { s3: { bucket: 'acme-state', key: 'iam-guardrails.tfstate' } };

/** A terraform that writes down what it is asked, and answers as the real one does. */
const fake = (plan: string) => `#!/bin/sh
shift
echo "$*" >> "$TERRAFORM_CALLS"
case "$1" in
  init) case "$*" in *-reconfigure*) grep -q '"s3"' cdktf.out/stacks/*/cdk.tf.json && exit 1 ;; esac ;;
  plan) ${plan} ;;
  apply) echo '{}' > terraform.iam-guardrails-bootstrap.tfstate ;;
esac
exit 0
`;

const NO_CREDENTIALS = 'echo "Error: No valid credential sources found" >&2; exit 1';
const REFUSED = 'echo "Error: BucketAlreadyExists" >&2; exit 1';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'bootstrap-')));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  /** What terraform does when it plans; nothing: there is no terraform. */
  readonly plan?: string;
  /** What the person types; the end of the input follows. */
  readonly typed?: string;
  readonly settings?: object;
  readonly args?: readonly string[];
  readonly script?: readonly string[];
}

/** Runs the script in a folder of its own. */
async function bootstrap(run: Run) {
  const { plan, typed = '', settings = { backend: BACKEND }, args = [], script = AS_ONE_SCRIPT } = run;
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ context: { guardrails: settings } }));
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  if (plan !== undefined) {
    writeFileSync(join(bin, 'terraform'), fake(plan));
    chmodSync(join(bin, 'terraform'), 0o755);
  }
  const calls = join(folder, 'calls');
  writeFileSync(calls, '');
  const child = spawn(process.execPath, [...script, ...args], {
    cwd: folder,
    env: {
      PATH: plan === undefined ? bin : `${bin}:${dirname('/bin/sh')}:/usr/bin`,
      ...{ TERRAFORM_CALLS: calls, NODE_PATH: join(PROJECT, 'node_modules') },
    },
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  child.stdout.resume();
  child.stdin.end(typed);
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, errors: errors.join(''), calls: readFileSync(calls, 'utf8') };
}

describe('npm run bootstrap', () => {
  it.each([
    ['without terraform', {}, /^terraform is not on the PATH: install Terraform 1\.10 or newer/],
    [
      'without credentials',
      { plan: NO_CREDENTIALS },
      /^Terraform found no AWS credentials, or none that are still valid/m,
    ],
    ['where terraform refuses the plan', { plan: REFUSED }, /^terraform plan failed, and its output above says why/m],
    [
      'where the answer is no',
      { plan: 'exit 2', typed: 'no\n' },
      /^Nothing was changed, because the answer was not yes/,
    ],
    ['where the answer is y', { plan: 'exit 2', typed: 'y\n' }, /^Nothing was changed, because the answer was not yes/],
    ['where nobody answers', { plan: 'exit 2' }, /^Nothing was changed, because nobody answered/],
    [
      'with a backend that has no bucket',
      { settings: { backend: 'local' } },
      /backend = "local": there is no bucket to make/,
    ],
    ['without a backend', { settings: {}, script: AS_NPM_RUNS_IT }, /backend is missing: there is no bucket to make/],
  ] as const)('%s ends in one sentence, with code 1 and nothing made', async (_, run: Run, expected) => {
    const { code, errors, calls } = await bootstrap(run);
    expect(errors).toMatch(expected);
    expect(errors).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
    expect(calls).not.toContain('apply');
  });

  it.each([
    ['where the answer is yes', { plan: 'exit 2', typed: 'yes\n', script: AS_NPM_RUNS_IT }],
    ['without a question where it is approved', { plan: 'exit 2', args: ['-auto-approve', '-lock-timeout=5s'] }],
  ] as const)('%s applies the plan, and moves the state into the bucket', async (_, run: Run) => {
    const { code, errors, calls } = await bootstrap(run);
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(calls.split('\n').slice(1)).toEqual([
      'init -input=false -reconfigure',
      expect.stringMatching(/^plan -input=false -detailed-exitcode -out=plan/),
      'apply -input=false plan',
      'init -input=false -migrate-state -force-copy',
      '',
    ]);
  });
});
