import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { matching } from '../support/template';
import { temporaryFolder } from '../support/temporary-folder';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(300_000);

const PROJECT = join(__dirname, '../..');
const PARTS = ['main.ts', 'cdktf.json', 'package.json', 'tsconfig.json', 'src', 'handlers'];

/** All files below a folder, by their path in it. */
function filesIn(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, Buffer] => [file.slice(folder.length + 1), readFileSync(file)]);
  return new Map(files.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A copy of what synthesis reads, as a fresh checkout after `npm ci`. */
function checkoutIn(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  folders.push(folder);
  for (const part of PARTS) cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  return folder;
}

/** What a synthesis says. */
interface Said {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Synthesises a checkout as `npm run synth` does.
 *
 * @throws Error with what it says on stderr, where it fails
 */
function synth(checkout: string, env: Readonly<Record<string, string>>): Said {
  symlinkSync(join(PROJECT, 'node_modules'), join(checkout, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'main.ts'], {
    cwd: checkout,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], GOGC: process.env['GOGC'], ...env },
  });
  if (status !== 0) throw new Error(stderr);
  return { stdout, stderr };
}

interface Circumstances {
  readonly folder: string;
  readonly zone: string;
  readonly touched: Date;
  readonly cache: 'on' | 'off';
}

function synthesised({ folder, zone, touched, cache }: Circumstances): {
  readonly files: Map<string, Buffer>;
  readonly said: Said;
} {
  const checkout = checkoutIn(folder);
  for (const file of filesIn(checkout).keys()) utimesSync(join(checkout, file), touched, touched);
  const said = synth(checkout, { TZ: zone, GUARDRAILS_CACHE: cache });
  return { files: filesIn(join(checkout, 'cdktf.out')), said };
}

const zipsIn = (files: Map<string, Buffer>) =>
  [...files].filter(([name]) => name.startsWith('stacks/') && name.endsWith('.zip'));

describe('two checkouts of the same commit', () => {
  const cached = { zone: 'UTC', touched: new Date('2020-02-02T02:02:02Z'), cache: 'on' } as const;
  // Leaves every bundle in the cache.
  synthesised({ folder: 'earlier-', ...cached });
  const { files: here, said } = synthesised({ folder: 'synth-', ...cached });
  const { files: there } = synthesised({
    folder: 'a path with spaces ',
    zone: 'Pacific/Auckland',
    touched: new Date('2026-06-06T06:06:06Z'),
    cache: 'off',
  });

  it('synthesise a stack and its bundles', () => {
    expect([...here.keys()]).toEqual(expect.arrayContaining(['manifest.json', 'stacks/iam-guardrails/cdk.tf.json']));
    expect(zipsIn(here)).toHaveLength(18);
  });

  it('warn that the state stays on this machine: the settings that the project comes with name no place for it', () => {
    expect(said.stderr).toMatch(/^Warning: The Terraform state stays on this machine\. .*"backend": \{"s3"/m);
  });

  it('synthesise the same bytes in another folder, at another time, in another time zone, with bundles built anew and not kept from an earlier synth', () => {
    expect([...there.keys()]).toEqual([...here.keys()]);
    const differing = [...here].filter(([name, bytes]) => !there.get(name)?.equals(bytes)).map(([name]) => name);
    expect(differing).toEqual([]);
  });

  it('name no folder of the machine', () => {
    const naming = [...there].filter(([, bytes]) => bytes.includes('a path with spaces')).map(([name]) => name);
    expect(naming).toEqual([]);
  });

  it.each(zipsIn(here))('bundle no CDKTF into %s', (_, bytes) => {
    const code = Buffer.from(unzipSync(bytes)['index.js'] ?? []);
    expect(code.length).toBeGreaterThan(1000);
    expect(code.includes('cdktf')).toBe(false);
  });

  it('carry the rules in the bundles that judge and deny', () => {
    const carrying = zipsIn(here).filter(([, bytes]) => 'rules.json' in unzipSync(bytes));
    expect(carrying.map(([name]) => name.split('/')[3])).toEqual([
      matching(/^credential-cleanup_audit_batch/),
      matching(/^credential-cleanup_audit_inventory/),
      matching(/^credential-cleanup_audit_plan/),
      matching(/^credential-cleanup_audit_summary/),
      matching(/^credential-cleanup_audit_watch/),
      matching(/^permissions-boundary_audit_batch/),
      matching(/^permissions-boundary_audit_inventory/),
      matching(/^permissions-boundary_audit_plan/),
      matching(/^permissions-boundary_audit_summary/),
      matching(/^permissions-boundary_audit_watch/),
      matching(/^revoker_fallback/),
      matching(/^revoker_function/),
      matching(/^unused-service-deny_audit_batch/),
      matching(/^unused-service-deny_audit_inventory/),
      matching(/^unused-service-deny_audit_plan/),
      matching(/^unused-service-deny_audit_summary/),
      matching(/^unused-service-deny_audit_watch/),
    ]);
  });

  it('have the revoker begin with less than 400 KB, and without the clients that a deny does not need', () => {
    const [revoker] = zipsIn(here).filter(([name]) => name.includes('/revoker_function_'));
    const files = unzipSync(revoker?.[1] ?? Buffer.alloc(0));
    const texts = loadedAtFirst(files);
    const size = texts.join('').length;
    expect(size).toBeGreaterThan(200_000);
    expect(size).toBeLessThan(400_000);
    const all = Object.values(files).map((bytes) => Buffer.from(bytes).toString());
    for (const client of ['CloudTrailServiceException', 'SNSServiceException', 'LambdaServiceException']) {
      expect([client, texts.join('').includes(client), all.join('').includes(client)]).toEqual([client, false, true]);
    }
  });
});

describe('a synthesis', () => {
  it('says which environment it is of', () => {
    const checkout = checkoutIn('environments-');
    const environments = { prod: {}, dev: {} };
    writeFileSync(join(checkout, 'cdktf.json'), JSON.stringify({ context: { guardrails: { environments } } }));
    expect(synth(checkout, { GUARDRAILS_ENV: 'dev' }).stdout.split('\n')).toContain('Environment: dev');
  });
});

describe('a mistake in the settings', () => {
  it('ends the synthesis with the problem and nothing else', () => {
    expect(() => {
      synth(checkoutIn('mistaken-'), { GUARDRAILS_ENV: 'nowhere' });
    }).toThrow(/GUARDRAILS_ENV: "nowhere" is not one of the keys of environments/);
  });
});

/** Texts of a bundle's files that a process has loaded when the handler is there. */
function loadedAtFirst(files: Readonly<Record<string, Uint8Array>>): readonly string[] {
  const folder = temporaryFolder('loaded-');
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const script = `require('./index.js'); process.stdout.write(JSON.stringify(Object.keys(require.cache)))`;
  const { stdout } = spawnSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' });
  return (JSON.parse(stdout) as string[]).map((file) => readFileSync(file, 'utf8'));
}
