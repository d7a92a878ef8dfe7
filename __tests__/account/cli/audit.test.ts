import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateUserCommand } from '@aws-sdk/client-iam';
import * as z from 'zod';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { aRole, atOnce, EVIDENCE, rowOf, RUNS, withCredentialReport } from '../../support/audit';
import { anOperator, built, buildCommand, command } from '../../support/command';
import { aRogue, inAccount } from '../../support/deployed';
import { written } from '../../embedded-account/support/small-stack';
import { temporaryFolder } from '../../support/temporary-folder';

const ROOT = join(__dirname, '../../..');
beforeAll(buildCommand);

const READ_ONLY = [
  'iam:GetAccountAuthorizationDetails',
  'iam:GenerateCredentialReport',
  'iam:GetCredentialReport',
  'iam:GenerateServiceLastAccessedDetails',
  'iam:GetServiceLastAccessedDetails',
  'iam:GetAccountSummary',
  's3:ListAllMyBuckets',
  's3:GetBucketPolicy',
];
const LISTING = 's3:ListBuckets';
const STARTING = ['ssm:GetParameter', 'states:StartExecution', 'states:DescribeExecution'];

const ready = { accessAdvisor: { jobMs: [0, 0] as const } };
const settings = atOnce();

/** Runs a test in an account into which nothing was deployed. */
async function undeployed(test: (account: EmbeddedAccount) => Promise<void>): Promise<void> {
  const account = await EmbeddedAccount.start({ templatePath: written({}), ...ready });
  try {
    await test(account);
  } finally {
    await account.stop();
  }
}

/** A folder with a `cdktf.json`. */
function aProject(guardrails: object): string {
  const folder = temporaryFolder('project-');
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ context: { guardrails } }));
  return folder;
}

const summary = z.looseObject({
  purpose: z.string(),
  principals: z.array(
    z.looseObject({
      name: z.string(),
      coveragePercent: z.number().nullable(),
      decision: z.looseObject({ kind: z.string(), reason: z.string() }),
      tags: z.looseObject({ kind: z.string() }),
    }),
  ),
});

function reportIn(folder: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const [found] = files.filter((file) => file.endsWith('summary.json'));
  if (found === undefined) throw new Error(`there is no summary in ${files.join(', ')}`);
  return summary.parse(JSON.parse(readFileSync(join(folder, found), 'utf8')));
}

const actionsOf = (account: EmbeddedAccount, from: number) => [
  ...new Set(
    account
      .calls()
      .slice(from)
      .map(({ service, action }) => `${service}:${action}`),
  ),
];

describe('iam-guardrails audit', () => {
  it('has the deployment audit, waits, and says what came of it and where it lies', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        const operator = anOperator(account, STARTING);
        await withCredentialReport(account);
        const { exitCode, stdout, stderr } = await command(account, operator, ['audit']);
        await account.idle();
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        const [execution] = account.executions();
        expect(execution?.input).toEqual({ purpose: 'audit' });
        expect(rowOf(account, 'app', execution?.name).tags.kind).toBe('written');
        expect(stdout).toContain(`s3://${EVIDENCE}/${RUNS}/${execution?.name ?? ''}/summary.csv`);
        expect(stdout).toMatch(/^ +\d+ {2}audited$/m);
      },
      { settings, ...ready },
    ));

  it('starts a run of changes where that is the purpose', () =>
    inAccount(
      async (account) => {
        await withCredentialReport(account);
        const args = ['audit', '--purpose', 'change', '--guardrail', 'permissions-boundary'];
        expect(await command(account, anOperator(account, STARTING), args)).toMatchObject({ exitCode: 0 });
        expect(account.executions().map(({ input }) => input)).toEqual([{ purpose: 'change' }]);
      },
      { settings, ...ready },
    ));

  it('ends with 1 and the reason where the run fails', () =>
    inAccount(
      async (account) => {
        const operator = anOperator(account, STARTING);
        await withCredentialReport(account);
        account.failNext('iam', 'GetAccountAuthorizationDetails', 'ServiceFailure', { times: 50 });
        const { exitCode, stderr } = await command(account, operator, ['audit']);
        expect(exitCode).toBe(1);
        expect(stderr).toMatch(/^Status: +FAILED\nStarted: .*\nStopped: .*\nError: +ServiceFailureException$/m);
        expect(stderr).toMatch(
          /redrive-execution --execution-arn 'arn:aws:states:.*:command-[\w-]+' --region us-east-1/,
        );
      },
      { settings, ...ready },
    ));

  it('starts nothing for whom IAM does not let', () =>
    inAccount(
      async (account) => {
        const { exitCode, stderr } = await command(account, anOperator(account, ['ssm:GetParameter']), ['audit']);
        expect({ exitCode, executions: account.executions() }).toEqual({ exitCode: 1, executions: [] });
        expect(stderr).toContain('is not authorized to perform: states:StartExecution');
      },
      { settings, ...ready },
    ));

  it('says which deployment is not there', () =>
    inAccount(
      async (account) => {
        const { exitCode, stderr } = await command(account, anOperator(account, STARTING), [
          'audit',
          '--prefix',
          'other',
        ]);
        expect(exitCode).toBe(1);
        expect(stderr).toContain(
          'there is no deployment other in this account: parameter /other/deployment in us-east-1',
        );
      },
      { settings, ...ready },
    ));
});

describe('iam-guardrails audit --observe', () => {
  it('finds before anything is deployed what the deployment would find, and writes nothing in the account', () =>
    undeployed(async (account) => {
      aRole(account, 'app');
      aRole(account, 'idle', { used: [] });
      const operator = anOperator(account, READ_ONLY);
      await withCredentialReport(account);
      const project = aProject({ backend: 'local', ...settings });
      const [before, calls] = [account.snapshot(), account.calls().length];
      const { exitCode, stdout, stderr } = await command(account, operator, ['audit', '--observe'], project);
      expect({ exitCode, stderr }).toEqual({
        exitCode: 0,
        stderr: expect.stringContaining(
          'Open incidents, changes made by a deployment and releases are not known',
        ) as string,
      });
      expect(account.snapshot()).toEqual(before);
      expect(actionsOf(account, calls).filter((action) => ![...READ_ONLY, LISTING].includes(action))).toEqual([
        'ssm:GetParameter',
      ]);
      const { principals } = reportIn(join(project, 'iam-guardrails-report'));
      const app = principals.find(({ name }) => name === 'app');
      expect(app).toMatchObject({
        coveragePercent: 33,
        decision: { kind: 'bound', reason: 'used-some', services: ['s3'] },
        tags: { kind: 'left' },
      });
      expect(stdout).toMatch(/^role app +3 +1 +33 % {2}boundary of 1 service \(s3\)$/m);
      expect(stdout).toMatch(/^role idle +3 +0 +0 %/m);
      const [, report = ''] = /^Report: +(.+report\.html)$/m.exec(stdout) ?? [];
      const page = readFileSync(report, 'utf8');
      expect(page).toContain(`<title>IAM guardrails of account ${account.accountId}</title>`);
      expect(page).toContain('iam-guardrails-release');
      expect(page).toContain(`role/idle`);
    }));

  it('leaves those with an open incident alone where a deployment is found and the caller may read its ledger', () =>
    inAccount(
      async (account) => {
        await aRogue(account).iam.send(new CreateUserCommand({ UserName: 'made' }));
        await account.idle();
        const mayRead = [...READ_ONLY, 'ssm:GetParameter', 'dynamodb:Query'];
        await withCredentialReport(account);
        aRole(account, 'app');
        const out = temporaryFolder('report-');
        const args = ['audit', '--observe', '--out', out, '--purpose', 'change'];
        const audit = (...more: readonly string[]) =>
          command(
            account,
            anOperator(account, [...mayRead, ...more]),
            args,
            aProject({ backend: 'local', ...settings }),
          );
        const pageIn = () => readFileSync(join(out, 'report.html'), 'utf8');
        const { stderr: unscanned } = await audit();
        expect(unscanned).toMatch(/^Past incidents are not known: .*dynamodb:Scan.*$/m);
        expect(pageIn()).toContain('Past incidents are not known');
        expect(pageIn()).toContain('Called iam:CreateUser, and was denied IAM');

        const { exitCode, stdout, stderr } = await audit('dynamodb:Scan');
        expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
        expect(pageIn()).not.toContain('Past incidents are not known');
        expect(pageIn()).toMatch(/role="tab"[^>]*>Incidents /);
        const { purpose, principals } = reportIn(out);
        expect(purpose).toBe('change');
        expect(stdout).toMatch(/^ +1 {2}boundaries that a run of changes would put first$/m);
        expect(principals.find(({ name }) => name === 'rogue')?.decision.reason).toBe('open-incident');
      },
      { settings, ...ready },
    ));

  it('asks about nobody again whose report still holds', () =>
    undeployed(async (account) => {
      const { arn } = aRole(account, 'app');
      const operator = anOperator(account, READ_ONLY);
      await withCredentialReport(account);
      const project = aProject({ backend: 'local', ...settings });
      const asked = () => {
        const calls = account.calls({ action: 'GenerateServiceLastAccessedDetails' });
        return calls.filter(({ params }) => z.looseObject({ Arn: z.string() }).parse(params).Arn === arn).length;
      };
      const audit = () => command(account, operator, ['audit', '--observe'], project);
      expect(await audit()).toMatchObject({ exitCode: 0 });
      expect(asked()).toBe(1);
      expect(await audit()).toMatchObject({ exitCode: 0 });
      expect(asked()).toBe(1);
    }));

  it('stops at an account that the settings do not allow', () =>
    undeployed(async (account) => {
      const project = aProject({ backend: 'local', allowedAccountIds: ['999999999999'] });
      const args = ['audit', '--observe'];
      const { exitCode, stderr } = await command(account, anOperator(account, READ_ONLY), args, project);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('account 111122223333 is not one of allowedAccountIds; allowed: 999999999999');
      expect(account.calls({ action: 'GenerateServiceLastAccessedDetails' })).toEqual([]);
    }));

  it('finds less where the caller may read less, and says what is not known', () =>
    undeployed(async (account) => {
      aRole(account, 'app');
      const operator = anOperator(account, READ_ONLY.slice(0, 5));
      await withCredentialReport(account);
      const project = aProject({ backend: 'local', ...settings });
      const { exitCode, stderr } = await command(account, operator, ['audit', '--observe'], project);
      expect(exitCode).toBe(0);
      expect(stderr).toContain('What a run of changes would do first is not known: ');
      const { principals } = reportIn(join(project, 'iam-guardrails-report'));
      expect(principals.find(({ name }) => name === 'app')?.decision).toMatchObject({ kind: 'bound' });
    }));

  it('takes the credentials of a profile', () =>
    undeployed(async (account) => {
      const { credentials } = anOperator(account, READ_ONLY);
      await withCredentialReport(account);
      const project = aProject({ backend: 'local', ...settings });
      const lines = [
        `aws_access_key_id=${credentials.accessKeyId}`,
        `aws_secret_access_key=${credentials.secretAccessKey}`,
      ];
      mkdirSync(join(project, '.aws'));
      writeFileSync(join(project, '.aws/credentials'), ['[ops]', ...lines].join('\n'));
      const args = ['audit', '--observe', '--profile'];
      expect(await command(account, 'profile', [...args, 'ops'], project)).toMatchObject({ exitCode: 0 });
      const { exitCode, stderr } = await command(account, 'profile', [...args, 'nobody'], project);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('Could not load credentials');
    }));

  it('needs the settings', () =>
    undeployed(async (account) => {
      const { exitCode, stderr } = await command(account, anOperator(account, READ_ONLY), ['audit', '--observe']);
      expect(exitCode).toBe(1);
      expect(stderr).toContain('cdktf.json is missing');
    }));
});

describe('the built command', () => {
  it('is the same wherever it is built, and names no folder of that machine', () => {
    const other = join(temporaryFolder('a folder with spaces '), 'other.js');
    const { status } = spawnSync('npm', ['run', 'build', '--', other], { cwd: ROOT });
    expect(status).toBe(0);
    const text = readFileSync(built, 'utf8');
    expect(readFileSync(other, 'utf8') === text).toBe(true);
    expect(text).not.toContain(ROOT);
  });

  it('holds no Terraform, no embedded account and no name of a program of somebody else', () => {
    const text = readFileSync(built, 'utf8');
    expect(['cdktf-provider', 'dynalite', 'npx guardrails'].filter((word) => text.includes(word))).toEqual([]);
  });

  it.each([
    [['audit', '--guardrail', 'revoker'], '--guardrail revoker is not allowed; allowed: permissions-boundary'],
    [['audit', '--enforce'], '--enforce is no option; allowed: --guardrail, --observe'],
    [[], 'no command is given; allowed: audit, preview, snapshot, replay, restore, review, help'],
  ])('ends with 2 for %j', (args, words) => {
    const { status, stderr } = spawnSync(process.execPath, [built, ...args], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain(words);
  });

  it('helps', () => {
    const { status, stdout } = spawnSync(process.execPath, [built, 'audit', '--help'], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('--observe');
  });
});
