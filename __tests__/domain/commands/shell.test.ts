import { SCHEDULED } from '../../../src/guardrails/catalogue/names';
import { readFileSync } from 'node:fs';
import { RUNBOOK } from '../../../src/domain/notice/runbook';
import { countsOf, type Row } from '../../../src/guardrails/permissions-boundary/run-summary';
import { digestOf } from '../../../src/guardrails/permissions-boundary/report/digest';
import { failedRunNotice } from '../../../src/audit/report/failed-run';
import { announcementsOf } from '../../../src/guardrails/revoker/report/notify';
import { textOf } from '../../../src/notify/render/text';
import { parse } from '../../support/releasers';
import { OWN } from '../../support/boundaries';
import { templateFor } from '../../support/deployed';
import { generatedPrincipals, generatedRunNames, type GeneratedPrincipal } from '../../support/generated-principals';
import { aRow, NOW } from '../../support/permissions-boundary';
import { aCall, aCaller, aDecisionOn, ACCOUNT, aUser, DENY_ARN, noDeny, someRules } from '../../support/revoker';
import { SEED } from '../../support/seed';
import { commandsIn, runLines, type Ran } from '../../support/shells';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const HARMLESS = /^[A-Za-z0-9+=,.@_/:-]+$/;

const region = 'us-east-1';
const releaseFunction = 'iam-guardrails-release';
const machine = 'iam-guardrails-permissions-boundary';
const KEY = aCaller().accessKeyId ?? '';

/** What the revoker says of a user whom it revoked. */
function revokerSays({ id, arn, name }: GeneratedPrincipal): string {
  const user = aUser({ id, arn, name });
  const call = aCall({ caller: aCaller({ id, arn, name }) });
  const decision = { kind: 'revoke', reason: 'unauthorized', user, deny: noDeny, joined: [] } as const;
  const changes = [{ kind: 'managed-policy-attached', user, policyArn: DENY_ARN }] as const;
  const incident = { accountId: ACCOUNT, principalId: id, principalArn: arn, number: 1, openedAt: NOW, changes };
  const outcome = { kind: 'done', changes, refused: [] } as const;
  return announcementsOf(call, decision, outcome, { kind: 'opened', incident }, someRules())
    .map(({ notice }) => textOf(notice))
    .join('\n');
}

/** What the revoker says of a user whom somebody without the right made an admin. */
function accompliceSays({ name }: GeneratedPrincipal): string {
  const call = aCall({ eventName: 'AddUserToGroup', parameters: { userName: name, groupName: 'Administrators' } });
  return announcementsOf(call, aDecisionOn(call), { kind: 'nothing-to-do' }, { kind: 'none' }, someRules())
    .map(({ notice }) => textOf(notice))
    .join('\n');
}

/** What a digest says of ten of every kind that it prints a command for. */
function digestSays(runId: string, some: readonly GeneratedPrincipal[]): string {
  const bound = { kind: 'bound', reason: 'used-some' } as const;
  const kinds: readonly ((row: Row) => Row)[] = [
    (row) => ({ ...row, notKeptUp: true }),
    (row) => ({ ...row, boundaryTaken: 'arn:one' }),
    (row) => ({ ...row, decision: { ...bound, needsAgain: ['sns'] } }),
    (row) => ({ ...row, boundary: { kind: 'left', reason: 'flipped' } }),
    (row) => ({ ...row, boundary: { kind: 'done' } }),
  ];
  const rows = some.map((one) => aRow(one));
  return kinds
    .map((kind) => {
      const principals = rows.map(kind);
      const counts = countsOf(principals, NOW.toISOString());
      const plan = { mode: 'enforce', scope: 'everything', altered: [], collected: [], notPrincipal: [] } as const;
      const about = { version: 1, guardrail: 'permissions-boundary', accountId: ACCOUNT, runId } as const;
      const when = { purpose: 'change', startedAt: NOW.toISOString() } as const;
      const key = `accounts/${ACCOUNT}/permissions-boundary/runs/${runId}/summary`;
      const files = {
        bucket: 'iam-guardrails-evidence',
        jsonKey: `${key}.json`,
        csvKey: `${key}.csv`,
        reportKey: `accounts/${ACCOUNT}/permissions-boundary/runs/${runId}/report.html`,
      };
      const place = { region, ...files, releaseFunction, own: OWN, runbook: RUNBOOK };
      return textOf(digestOf({ ...about, ...when, rules: {}, counts, principals, plan }, place));
    })
    .join('\n');
}

function failedRunSays(runId: string): string {
  const executionArn = `arn:aws:states:${region}:${ACCOUNT}:execution:${machine}:${runId}`;
  const when = { startedAt: NOW, stoppedAt: NOW, redriveCount: 0 };
  const of = { accountId: ACCOUNT, region, executionArn, runId, status: 'FAILED' } as const;
  return textOf(failedRunNotice({ ...of, ...when }, 'permissions-boundary', RUNBOOK));
}

/** Arguments of an invocation of the release. */
const releasing = (payload: unknown) => [
  ...['lambda', 'invoke', '--region', region, '--function-name', releaseFunction],
  ...['--cli-binary-format', 'raw-in-base64-out', '--payload', JSON.stringify(payload), 'release.json'],
];
const namedIn = ({ arn, id }: GeneratedPrincipal) => (HARMLESS.test(arn) ? arn : id);

const principals = generatedPrincipals(2_000, ACCOUNT, SEED);
const users = principals.filter(({ kind }) => kind === 'user');
const runs = generatedRunNames(200, SEED);
/** Ten fit into a list of a digest. */
const tens = runs.map((run, index) => [run, principals.slice(index * 10, index * 10 + 10)] as const);

/** Every command that is printed, and the arguments that it must have. */
function printed() {
  const commands = new Set(
    [
      ...users.map(revokerSays),
      ...users.map(accompliceSays),
      ...tens.map(([run, some]) => digestSays(run, some)),
      ...runs.map(failedRunSays),
    ].flatMap(commandsIn),
  );
  const expected = [
    ...users.map((one) => releasing({ principal: namedIn(one) })),
    // Nor is this for a name that looks like one: the runbook says how to do it.
    ...users.flatMap(({ name }) =>
      /^\w/.test(name)
        ? [['iam', 'update-access-key', '--user-name', name, '--access-key-id', KEY, '--status', 'Inactive']]
        : [],
    ),
    ...users.map(({ name }) => {
      const shown = /^\w/.test(name) ? name : '…';
      return ['iam', 'remove-user-from-group', '--group-name', 'Administrators', '--user-name', shown];
    }),
    ...principals.map((one) => releasing({ principal: namedIn(one), guardrail: 'permissions-boundary' })),
    ...runs
      .filter((run) => HARMLESS.test(run))
      .flatMap((run) => {
        const at = `s3://iam-guardrails-evidence/accounts/${ACCOUNT}/permissions-boundary/runs/${run}`;
        const arn = `arn:aws:states:${region}:${ACCOUNT}:execution:${machine}:${run}`;
        return [
          // A release is not worded for what looks like an option.
          ...(/^\w/.test(run) ? [releasing({ run })] : []),
          ['stepfunctions', 'redrive-execution', '--execution-arn', arn, '--region', region],
          ...['summary.csv', 'summary.json', 'report.html'].map((file) => ['s3', 'cp', `${at}/${file}`, '.']),
        ];
      }),
  ];
  return { commands: [...commands], expected: [...new Set(expected.map((args) => JSON.stringify(args)))].sort() };
}

/** Each line runs the AWS CLI; one that invokes a function then shows the file that the answer is in. */
const programsOf = (lines: readonly string[]) =>
  lines.flatMap((line, index) => [[index, 'aws'], ...(line.startsWith('aws lambda invoke ') ? [[index, 'cat']] : [])]);
const argumentsOf = (program: string, calls: Ran['calls']) =>
  calls.flatMap((call) => (call.program === program ? [JSON.stringify(call.args)] : []));

describe(`commands that are printed for what IAM lets people be called (GUARDRAILS_SEED=${SEED})`, () => {
  const { commands, expected } = printed();

  it('are about users and roles whose paths hold everything that IAM lets them', () => {
    const held = new Set(principals.flatMap(({ arn }) => Array.from(arn)));
    expect([...held].filter((one) => one >= '!' && one <= '~').length).toBe(94);
    expect(principals.filter(({ arn }) => !HARMLESS.test(arn)).length).toBeGreaterThan(1_000);
    expect(principals.filter(({ arn }) => HARMLESS.test(arn)).length).toBeGreaterThan(100);
  });

  it.each(['sh', 'bash'] as const)(
    'run nothing in %s but the AWS CLI, once each, with the arguments that were meant, and show what a release answered',
    (shell) => {
      const { calls, printed: said, exitCode, files } = runLines(shell, commands, 'function');
      expect({ said, exitCode, files }).toEqual({ said: '', exitCode: 0, files: [] });
      expect(calls.map(({ line, program }) => [line, program])).toEqual(programsOf(commands));
      expect(argumentsOf('aws', calls).sort()).toEqual(expected);
      expect(new Set(argumentsOf('cat', calls))).toEqual(new Set(['["release.json"]']));
    },
  );

  it('find the program on the PATH, which is given what the shell was seen to pass', () => {
    const some = commands.filter((_, index) => index % 25 === 0);
    expect(runLines('sh', some, 'program')).toEqual(runLines('sh', some, 'function'));
  });

  it('name a principal or a run that the release takes', () => {
    const payloads = commands.flatMap((line) => /--payload '([^']*)'/.exec(line)?.[1] ?? []);
    const named = payloads.map((payload) => parse(JSON.parse(payload)));
    expect(named.length).toBeGreaterThan(principals.length);
    const values = new Set(named.map((request) => (request.kind === 'principal' ? request.value : undefined)));
    expect(principals.filter((one) => !values.has(namedIn(one)))).toEqual([]);
  });

  it('are no longer than a line of a mail may be (RFC 5322, 2.1.1), which is not broken then', () => {
    expect(commands.filter((line) => line.length > 996)).toEqual([]);
  });

  it('are not asked for in vain: the release takes the ARN of every one, and the name of every run', () => {
    expect(principals.map(({ arn }) => parse({ principal: arn }))).toEqual(
      principals.map(({ arn, kind }) => {
        const guardrail = kind === 'user' ? 'revoker' : 'permissions-boundary';
        return { kind: 'principal', guardrail, by: 'arn', value: arn };
      }),
    );
    const names = runs.filter((run) => run !== '.' && run !== '..');
    expect(names.map((run) => parse({ run }))).toEqual(
      names.map((runId) => ({ kind: 'run', runId, guardrails: [...SCHEDULED] })),
    );
  });
});

describe('commands that the stack prints', () => {
  /** Terraform puts names of the deployment in the place of its expressions. */
  const resolved = (text: string) => text.replace(/\$\{[^}]+\}/g, 'arn:aws:of:this:deployment');
  const texts = () => {
    const found: string[] = [];
    JSON.stringify(JSON.parse(readFileSync(templateFor(), 'utf8')), (_, value: unknown) => {
      if (typeof value === 'string' && /\baws [a-z]/.test(value)) found.push(value);
      return value;
    });
    return [...new Set(found)];
  };

  it('run nothing but the AWS CLI, placeholders and all', () => {
    const commands = texts().flatMap((text) => commandsIn(resolved(text)));
    expect(commands.length).toBeGreaterThanOrEqual(3);
    const { calls, printed: said, exitCode, files } = runLines('sh', commands, 'program');
    expect({ said, exitCode, files }).toEqual({ said: '', exitCode: 0, files: [] });
    expect(calls.map(({ line, program }) => [line, program])).toEqual(programsOf(commands));
    expect(
      calls.flatMap(({ program, args }) => (program === 'aws' ? [args.slice(0, 2).join(' ')] : [])).sort(),
    ).toEqual(['iam add-user-to-group', 'iam get-group', 'lambda invoke', 'stepfunctions start-execution']);
  });
});
