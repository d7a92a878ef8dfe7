import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planPolicy } from '../../src/cli/plan-policy';
import { previewPolicy } from '../../src/cli/preview/policy';
import { run } from '../../src/cli/run';
import { READING } from '../../src/domain/policy/resource-services';
import { SCHEDULED } from '../../src/guardrails/catalogue/names';
import { aPlan } from '../review/support/plan';
import { someSettings } from '../support/settings';
import { temporaryFolder } from '../support/temporary-folder';

/** Runs the command where the SDK finds no credentials anywhere. @returns what it prints, and how it ends */
async function runWithoutCredentials(...args: readonly string[]) {
  const printed: unknown[] = [];
  const before = process.env;
  process.env = {
    ...Object.fromEntries(Object.entries(before).filter(([key]) => !key.startsWith('AWS_'))),
    ...{ AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
  };
  const print = (...line: readonly unknown[]) => void printed.push(...line);
  const spies = (['error', 'log'] as const).map((name) => jest.spyOn(console, name).mockImplementation(print));
  try {
    return { code: await run(args), printed: printed.join('\n') };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.env = before;
  }
}

describe('without credentials', () => {
  it.each([
    ['the profile that is given', ['--profile', 'nobody'], 'the profile nobody has none'],
    ['that none is given', [], 'no profile is given'],
  ])('the command names %s, and says how to give them', async (_, args, words) => {
    const { code, printed } = await runWithoutCredentials('audit', '--prefix', 'p1', ...args);
    expect(code).toBe(1);
    expect(printed).toMatch(/^no AWS credentials were found: /);
    expect(printed).toContain(words);
    expect(printed).toMatch(/; set AWS_PROFILE or --profile$/);
  });
});

it('help says what a run of purpose change does, and where nothing changes', async () => {
  const { code, printed } = await runWithoutCredentials('--help');
  expect(code).toBe(0);
  expect(printed.replace(/\s+/g, ' ')).toContain(
    'in mode enforce it puts boundaries now (audit) --observe a preview of the one guardrail instead',
  );
});

it('the policy of a preview names every right by which the settings have resource policies read', () => {
  const services = Object.keys(READING);
  const policy = (audit: object) => JSON.stringify(previewPolicy(someSettings({ audit }), SCHEDULED));
  const rights = Object.values(READING).flatMap(({ list, read }) => [list, read]);
  const asked = policy({ resourcePolicies: { services, regions: ['us-east-1'] } });
  expect(rights.filter((right) => !asked.includes(`"${right}"`))).toEqual([]);
  expect(rights.filter((right) => policy({}).includes(`"${right}"`))).toEqual([]);
});

it('the policy of a preview is about the one account that the settings allow, and else about any', () => {
  const of = (settings: object) => JSON.stringify(previewPolicy(someSettings(settings), ['credential-cleanup']));
  expect(of({})).toContain('arn:aws:access-analyzer:us-east-1:*:analyzer/*');
  expect(of({ allowedAccountIds: ['111122223333'] })).toContain('arn:aws:access-analyzer:us-east-1:111122223333:');
  expect(of({})).not.toContain('GetServiceLastAccessedDetails');
});

describe('the policy of a role that plans', () => {
  const statements = (settings: object) => planPolicy(someSettings(settings)).Statement;
  const s3 = { bucket: 'states', key: 'a.tfstate' };

  it('reads of objects the state alone, and its key where it has one', () => {
    expect(statements({ backend: { s3 } })).toContainEqual({
      ...{ Sid: 'ReadState', Effect: 'Allow', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::states/a.tfstate'] },
    });
    const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/1234';
    const decrypt = (kmsKeyId: string) =>
      statements({ backend: { s3: { ...s3, kmsKeyId } } }).find(({ Sid }) => Sid === 'DecryptState')?.Resource;
    expect(decrypt(keyArn)).toEqual([keyArn]);
    expect(decrypt('alias/states')).toBe('*');
    expect(statements({ backend: 'local' }).map(({ Sid }) => Sid)).toEqual(['ReadDeployment']);
  });

  it('may do nothing but read, and not assume the role that deploys', () => {
    const all = statements({ backend: { s3 }, assumeRoleArn: 'arn:aws:iam::111122223333:role/deployer' });
    const actions = all.flatMap(({ Action = [] }) => Action);
    expect(actions.filter((one) => !/:(Get|List|Describe|Validate)/.test(one))).toEqual([]);
    expect(actions.length).toBeGreaterThan(50);
  });
});

it('version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string };
  expect(await runWithoutCredentials('--version')).toEqual({ code: 0, printed: version });
});

describe('a review of a plan', () => {
  const fileOf = (plan: string) => {
    const file = join(temporaryFolder('review-'), 'plan.json');
    writeFileSync(file, plan);
    return file;
  };
  const weaker = aPlan([], { settings: [{ 'revoker.mode': 'enforce' }, { 'revoker.mode': 'off' }] });

  it.each([
    ['weakens, as everybody reads it', weaker, [], 0, /^This plan weakens a guardrail\./],
    ['weakens, for a gate', weaker, ['--fail-if-weaker'], 3, /^This plan weakens a guardrail\./],
    ['weakens, as a comment', weaker, ['--format', 'markdown'], 0, /^### This plan weakens a guardrail\.\n\n```text\n/],
    ['weakens, for a policy', weaker, ['--format', 'json'], 0, /^\{\n {2}"version": 1,\n {2}"weakens": true,/],
    ['changes nothing, for a gate', aPlan([]), ['--fail-if-weaker'], 0, /^Nothing changes\.$/],
    ['is none', '{}', ['--fail-if-weaker'], 1, /^this is not what terraform show -json says of a plan/],
  ])('that %s', async (_, plan, options, code, printed) => {
    const found = await runWithoutCredentials('review', fileOf(plan), ...options);
    expect(found).toEqual({ code, printed: expect.stringMatching(printed) as unknown });
  });

  it('that is not there says so', async () => {
    expect(await runWithoutCredentials('review', '/nowhere/plan.json')).toEqual({
      ...{ code: 1, printed: expect.stringMatching(/^\/nowhere\/plan\.json cannot be read: .*ENOENT/) as unknown },
    });
  });
});
