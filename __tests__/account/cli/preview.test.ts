import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { SCHEDULED } from '../../../src/guardrails/catalogue/names';
import { anOperator, buildCommand, command } from '../../support/command';
import { inAccount } from '../../support/deployed';
import { READING_REQUESTS, watched } from '../../support/outgoing';
import { SEED } from '../../support/seed';
import { someOf, STRIDE } from '../../support/thorough';
import { aCast, aProject, deployedRuns, lookingEverywhere, previewsIn } from '../../support/previewed';

beforeAll(buildCommand);

const REPORT = 'iam-guardrails-report';
const EVERYTHING = ['*'];
const OPTIONS = { settings: lookingEverywhere(), accessAdvisor: { jobMs: [0, 0] as const } };

const statements = z.object({
  Statement: z.array(z.looseObject({ Action: z.array(z.string()), Resource: z.unknown() })),
});

/** Somebody with one policy. */
function holding(account: EmbeddedAccount, name: string, policy: object) {
  return account.addUser({ name, inline: { own: JSON.stringify(policy) } });
}

describe('iam-guardrails preview', () => {
  it('decides of everybody what the first runs of the deployed jobs decide, and sends nothing that changes anything', () =>
    inAccount(async (account) => {
      await aCast(account);
      const [operator, project, outgoing] = [anOperator(account, EVERYTHING), aProject(lookingEverywhere()), watched()];
      const [before, calls] = [account.snapshot(), account.calls().length];
      const { exitCode, stdout } = await command(account, operator, ['preview'], project, outgoing.environment);
      expect(exitCode).toBe(0);
      expect(account.snapshot()).toEqual(before);

      const sent = outgoing.actions();
      expect(sent.filter((action) => !READING_REQUESTS.some((one) => one.test(action)))).toEqual([]);
      expect(sent.length).toBeGreaterThan(40);
      expect(outgoing.hosts()).toEqual(['127.0.0.1']);
      // What functions of the deployment do meanwhile leaves no request of this process.
      const ofPreview = account
        .calls()
        .slice(calls)
        .filter(({ functionName }) => functionName === undefined);
      expect(ofPreview).toHaveLength(outgoing.requests());

      const asked = account
        .calls({ action: 'GenerateServiceLastAccessedDetails' })
        .map(({ params }) => z.looseObject({ Arn: z.string() }).parse(params).Arn);
      expect(asked.length).toBeGreaterThan(5);
      expect(new Set(asked).size).toBe(asked.length);
      expect(account.calls({ action: 'GetAccountSummary' })).toHaveLength(1);

      expect(stdout).toMatch(/^Reading users, roles and groups\n/);
      for (const guardrail of SCHEDULED)
        expect(stdout).toMatch(new RegExp(`^Summary: .*/${guardrail}/runs/.*csv$`, 'm'));
      const [, report = ''] = /^Report: +(.+)$/m.exec(stdout) ?? [];
      expect(report).toMatch(/iam-guardrails-report\/report\.html$/);
      const page = readFileSync(resolve(project, report), 'utf8');
      expect(page.match(/<section id="/g)).toHaveLength(SCHEDULED.length);
      const deployed = await deployedRuns(account);
      for (const guardrail of SCHEDULED) expect(deployed[guardrail]?.length).toBeGreaterThan(5);
      expect(previewsIn(join(project, REPORT))).toEqual(deployed);
    }, OPTIONS));

  it('needs exactly the policy that it prints: without any action of it it ends badly, or says what is missing', () =>
    inAccount(async (account) => {
      await aCast(account);
      const project = aProject(lookingEverywhere());
      const printed = await command(account, anOperator(account, []), ['preview', '--policy'], project);
      const policy = statements.parse(JSON.parse(printed.stdout));
      const whole = await command(account, holding(account, 'whole', policy), ['preview'], project);
      expect(whole).toMatchObject({ exitCode: 0, stderr: expect.not.stringMatching(/denied|authorized/i) as string });

      const actions = policy.Statement.flatMap(({ Action }) => Action);
      expect(new Set(actions).size).toBe(actions.length);
      expect(actions.length).toBeGreaterThan(40);
      const quiet: string[] = [];
      // The command takes a second or two, so a run leaves out one action in so many, and each seed others.
      const apart = 6 * STRIDE;
      for (const [index, action] of actions.entries()) {
        if (index % apart !== SEED % apart) continue;
        const cut = policy.Statement.map((one) => ({ ...one, Action: one.Action.filter((other) => other !== action) }));
        const someone = holding(account, `cut-${index}`, {
          ...policy,
          Statement: cut.filter((one) => one.Action.length),
        });
        const ended = await command(account, someone, ['preview', '--out', `cut-${index}`], project);
        if (ended.exitCode === 0 && ended.stderr === whole.stderr) quiet.push(action);
      }
      expect(quiet).toEqual([]);
    }, OPTIONS));

  it('gives the reports of the others where one guardrail may not read what it needs, and says which and why', () =>
    inAccount(async (account) => {
      await aCast(account);
      const project = aProject(lookingEverywhere());
      const printed = await command(account, anOperator(account, []), ['preview', '--policy'], project);
      const Deny = { Effect: 'Deny', Action: ['iam:GetAccountSummary'], Resource: '*' };
      const { Statement } = statements.parse(JSON.parse(printed.stdout));
      const denied = holding(account, 'denied', { Version: '2012-10-17', Statement: [...Statement, Deny] });
      const { exitCode, stderr } = await command(account, denied, ['preview'], project);
      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/^unused-service-deny: there is no report, .*iam:GetAccountSummary/m);
      const files = readdirSync(join(project, REPORT), { recursive: true, encoding: 'utf8' });
      const summaries = files.filter((file) => file.endsWith('summary.json'));
      expect(summaries.map((file) => file.split('/')[2])).toEqual(['permissions-boundary']);
    }, OPTIONS));

  it.each(someOf(['GenerateServiceLastAccessedDetails', 'GetServiceLastAccessedDetails']))(
    'gives the report of unused credentials, and on its page why the others are missing, where %s is denied',
    (action) =>
      inAccount(async (account) => {
        await aCast(account);
        const project = aProject(lookingEverywhere());
        const Deny = { Effect: 'Deny', Action: [`iam:${action}`], Resource: '*' };
        const all = { Effect: 'Allow', Action: ['*'], Resource: '*' };
        const denied = holding(account, 'denied', { Version: '2012-10-17', Statement: [all, Deny] });
        const { exitCode, stderr } = await command(account, denied, ['preview'], project);
        expect(exitCode).toBe(1);
        const without = ['permissions-boundary', 'unused-service-deny'];
        const page = readFileSync(join(project, REPORT, 'report.html'), 'utf8');
        for (const guardrail of without) {
          expect(stderr).toMatch(new RegExp(`^${guardrail}: there is no report, .*iam:${action}`, 'm'));
          expect(page).toMatch(new RegExp(`<p>${guardrail}: there is no report, .*iam:${action}`));
        }
        for (const title of ['Permissions boundaries', 'Unused services'])
          expect(page).toContain(`>${title}: no report<`);
        const files = readdirSync(join(project, REPORT), { recursive: true, encoding: 'utf8' });
        const summaries = files.filter((file) => file.endsWith('summary.json'));
        expect(summaries.map((file) => file.split('/')[2])).toEqual(['credential-cleanup']);
        const { 'credential-cleanup': deployed } = await deployedRuns(account);
        expect(previewsIn(join(project, REPORT), ['credential-cleanup'])).toEqual({ 'credential-cleanup': deployed });
      }, OPTIONS),
  );

  it('waits where IAM refuses calls for their rate, and leaves nobody out', () =>
    inAccount(async (account) => {
      await aCast(account);
      account.failNext('iam', 'GetAccountAuthorizationDetails', 'Throttling', { times: 2 });
      account.failNext('iam', 'GenerateServiceLastAccessedDetails', 'Throttling', { times: 2 });
      const project = aProject(lookingEverywhere());
      expect(await command(account, anOperator(account, EVERYTHING), ['preview'], project)).toMatchObject({
        exitCode: 0,
      });
      expect(previewsIn(join(project, REPORT))).toEqual(await deployedRuns(account));
    }, OPTIONS));
});
