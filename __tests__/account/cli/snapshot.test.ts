import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { anOperator, buildCommand, command } from '../../support/command';
import { inAccount } from '../../support/deployed';
import { READING_REQUESTS, watched } from '../../support/outgoing';
import { aCast, aProject, deployedRuns, lookingEverywhere, previewsIn, type Said } from '../../support/previewed';

beforeAll(buildCommand);

const OPTIONS = { settings: lookingEverywhere(), accessAdvisor: { jobMs: [0, 0] as const } };

/** What is said of everybody but for names, ids and accounts, in an order of its own. */
const withoutNames = (said: Readonly<Record<string, Said>>) =>
  Object.fromEntries(
    Object.entries(said).map(([guardrail, rows]) => [
      guardrail,
      rows
        .map(({ kind, decision, boundary, outcome, granted, used, usedServices }) => {
          const { reason, kind: decided, services } = Object(decision) as Record<string, unknown>;
          return JSON.stringify({
            kind,
            decided,
            reason,
            services,
            boundary: kindOf(boundary),
            outcome: kindOf(outcome),
            granted,
            used,
            usedServices,
          });
        })
        .sort(),
    ]),
  );

const kindOf = (value: unknown) => (Object(value) as Record<string, unknown>)['kind'];

describe('iam-guardrails snapshot', () => {
  it('holds what a preview decides by as the deployed jobs do, and calls nobody for it', () =>
    inAccount(async (account) => {
      await aCast(account);
      const [operator, project, taking, deciding] = [
        anOperator(account, ['*']),
        aProject(lookingEverywhere()),
        watched(),
        watched(),
      ];
      const taken = await command(
        account,
        operator,
        ['snapshot', '--out', 'account.json'],
        project,
        taking.environment,
      );
      expect(taken).toMatchObject({ exitCode: 0, stderr: '' });
      const sent = taking.actions();
      expect(sent.filter((action) => !READING_REQUESTS.some((one) => one.test(action)))).toEqual([]);

      const args = ['preview', '--snapshot', 'account.json'];
      const { exitCode } = await command(account, 'profile', args, project, deciding.environment);
      expect(exitCode).toBe(0);
      expect([deciding.requests(), deciding.hosts()]).toEqual([0, []]);
      const offline = previewsIn(join(project, 'iam-guardrails-report'));
      const deployed = await deployedRuns(account);
      expect(offline).toEqual(deployed);

      const anonymous = ['snapshot', '--anonymise', '--out', 'anonymous.json'];
      expect(await command(account, operator, anonymous, project)).toMatchObject({ exitCode: 0 });
      const text = readFileSync(join(project, 'anonymous.json'), 'utf8');
      const names = [
        'ada',
        'seldom',
        'for-lambda',
        'some-secret',
        account.accountId,
        account.credentialsOf('late').accessKeyId,
      ];
      expect(names.filter((name) => new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
      const [again, out] = [
        ['preview', '--snapshot', 'anonymous.json', '--out', 'anonymous'],
        join(project, 'anonymous'),
      ];
      expect(await command(account, 'profile', again, project)).toMatchObject({ exitCode: 0 });
      expect(withoutNames(previewsIn(out))).toEqual(withoutNames(deployed));
    }, OPTIONS));

  it('is refused in another version, with another key or another value, by the name of the key', () =>
    inAccount(async (account) => {
      const project = aProject(lookingEverywhere());
      await command(account, anOperator(account, ['*']), ['snapshot', '--out', 'account.json'], project);
      const snapshot = JSON.parse(readFileSync(join(project, 'account.json'), 'utf8')) as object;
      const refusalOf = async (changed: object) => {
        writeFileSync(join(project, 'changed.json'), JSON.stringify({ ...snapshot, ...changed }));
        const { exitCode, stderr } = await command(
          account,
          'profile',
          ['preview', '--snapshot', 'changed.json'],
          project,
        );
        return { exitCode, stderr };
      };
      expect(await refusalOf({ version: 2 })).toEqual({
        exitCode: 1,
        stderr: expect.stringMatching(/version is 2: .*expected 1/) as string,
      });
      expect((await refusalOf({ colour: 'blue' })).stderr).toMatch(/Unrecognized key: "colour"/);
      expect((await refusalOf({ accountId: 'mine' })).stderr).toMatch(/accountId is "mine": /);
    }, OPTIONS));
});
