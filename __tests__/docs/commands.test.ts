import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownCommand, type Ours } from '../../src/domain/commands/command';
import { DEPLOY_COMMAND } from '../../src/domain/commands/guard';
import { getUserCommand } from '../../src/domain/commands/groups';
import { releaseTemplate } from '../../src/domain/commands/release';
import { copyCommand, startCommand } from '../../src/domain/commands/runs';

const ROOT = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const below = (folder: string, ending: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file}`);

/** Beginning of a command of the AWS CLI. */
const COMMAND = /\baws (?:[a-z0-9]+) (?:[a-z]+(?:-[a-z]+)+|cp|invoke|tail)\b/;

const region = 'us-east-1';
const ours = (text: string): Ours => ({ ours: text });
const blank = ours('…');
const name = (job: string) => `iam-guardrails-${job}`;
const logs = (job: string, since: string) => ['logs tail', ours(`/aws/lambda/${name(job)}`), since] as const;
const errors = (job: string, since: string) => `${tail(...logs(job, since))} --filter-pattern ERROR`;
const tail = (what: string, group: Ours, since: string) => ownCommand(`${what} ${group.ours}`, { since });
const query = (text: string) => ours(`'${text}'`);
const place = { region, releaseFunction: name('release') };

/** Every command of the documents, worded by the module that words those of mails. */
const documented = [
  releaseTemplate({ principal: ours('AIDA…') }, place),
  releaseTemplate({ principal: ours('AROA…') }, place),
  releaseTemplate({ accept: ours('AIDA…') }, place),
  releaseTemplate({ all: true }, place),
  startCommand(blank, { purpose: 'audit' }, region),
  startCommand(ours('"$arn"'), { purpose: 'audit' }, region),
  ownCommand('stepfunctions redrive-execution', { 'execution-arn': blank, region }),
  copyCommand('BUCKET', 'accounts/ACCOUNT/permissions-boundary/runs/RUN/summary.csv')?.replace(/[A-Z]+/g, '…') ?? '',
  ownCommand(
    's3 cp',
    { recursive: true },
    ours('s3://iam-guardrails-evidence-…/accounts/…/permissions-boundary/runs/…/'),
    blank,
  ),
  getUserCommand(),
  ownCommand('iam update-access-key', { 'user-name': blank, 'access-key-id': blank, status: 'Inactive' }),
  ownCommand('iam delete-role-permissions-boundary', { 'role-name': blank }),
  ownCommand('iam detach-user-policy', {
    'user-name': blank,
    'policy-arn': ours('arn:aws:iam::…:policy/DenyIAMAccess'),
  }),
  ownCommand('iam delete-user-policy', { 'user-name': blank, 'policy-name': 'DenyIAM' }),
  ownCommand('iam delete-user-permissions-boundary', { 'user-name': blank }),
  ownCommand('iam list-policies', {
    ...{ scope: 'Local', 'path-prefix': '/iam-guardrails/', 'policy-usage-filter': 'PermissionsBoundary' },
    query: query('Policies[].[PolicyName,PermissionsBoundaryUsageCount]'),
  }),
  ownCommand('iam list-entities-for-policy', { 'policy-arn': blank, 'policy-usage-filter': 'PermissionsBoundary' }),
  ownCommand('iam delete-policy', { 'policy-arn': blank }),
  ownCommand('iam untag-role', {
    'role-name': blank,
    'tag-keys': ours(
      'Permissions_Coverage_Percent Permissions_Granted Permissions_Used Permissions_Unused Permissions_Services_1',
    ),
  }),
  errors('revoker', '15m'),
  errors('permissions-boundary-batch', '1d'),
  errors('permissions-boundary-watch', '1d'),
  tail(...logs('revoker', '5m')),
  ownCommand('events list-rules', { 'name-prefix': name('revoker'), query: query('Rules[].[Name,State]') }),
  ownCommand('events list-rules', {
    'name-prefix': name('revoker'),
    query: query('Rules[].[Name,State,EventPattern]'),
  }),
  ownCommand('events list-targets-by-rule', { rule: name('revoker') }),
  ownCommand('cloudwatch describe-alarms', {
    'alarm-name-prefix': 'iam-guardrails-',
    query: { ours: "'MetricAlarms[].[AlarmName,ActionsEnabled,AlarmActions]'" },
  }),
  ownCommand('cloudtrail get-trail-status', { name: 'iam-guardrails', query: 'IsLogging' }),
  ownCommand('cloudtrail get-event-selectors', { 'trail-name': 'iam-guardrails' }),
  ...['State', 'UUID'].map((field) =>
    ownCommand('lambda list-event-source-mappings', {
      'function-name': name('revoker'),
      query: query(`EventSourceMappings[].${field}`),
    }),
  ),
  ownCommand('lambda get-function-concurrency', { 'function-name': name('revoker') }),
  ownCommand('lambda update-event-source-mapping', { uuid: blank, 'no-enabled': true }),
  ownCommand('sqs get-queue-url', { 'queue-name': name('revoker-dead-letters'), query: 'QueueUrl', output: 'text' }),
  ownCommand('sqs receive-message', { 'queue-url': ours('"$queue"'), 'attribute-names': 'All' }),
  ownCommand('sqs get-queue-attributes', {
    ...{ 'queue-url': ours('"$queue"'), 'attribute-names': 'QueueArn' },
    ...{ query: 'Attributes.QueueArn', output: 'text' },
  }),
  ownCommand('sqs start-message-move-task', {
    'source-arn': ours('"$arn"'),
    'destination-arn': ours('"${arn%-dead-letters}"'),
  }),
  tail(...logs('notify-…', '15m')),
  ownCommand('sqs get-queue-url', {
    ...{ 'queue-name': ours(name('notify-…-dead-letters')), query: 'QueueUrl', output: 'text' },
  }),
  ownCommand('sqs receive-message', { 'queue-url': ours('"$queue"'), 'message-attribute-names': 'error' }),
  ownCommand('ssm put-parameter', {
    ...{ name: '/guardrails/slack', type: 'SecureString', value: ours('"$value"'), region },
  }),
  ownCommand('secretsmanager create-secret', {
    ...{ name: 'guardrails/slack', 'secret-string': ours('"$value"'), region },
  }),
  ownCommand('cloudwatch set-alarm-state', {
    ...{ 'alarm-name': name('release-failing'), 'state-value': 'ALARM', 'state-reason': 'test', region },
  }),
  ownCommand('stepfunctions list-state-machines', {
    query: ours(`"stateMachines[?name=='iam-guardrails-permissions-boundary'].stateMachineArn"`),
    output: 'text',
  }),
  ownCommand('stepfunctions list-executions', {
    ...{ 'state-machine-arn': ours('"$arn"'), 'max-items': '5', output: 'table' },
    query: query('executions[].[name,status,startDate,executionArn]'),
  }),
  ownCommand('stepfunctions describe-execution', { 'execution-arn': blank, query: query('[status,error,cause]') }),
  ownCommand('scheduler list-schedules', {
    'name-prefix': name('permissions-boundary'),
    query: query('Schedules[].[Name,State]'),
  }),
];

const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'help'],
  ...below('docs', '.md'),
  ...below('src', '.md'),
];

/** The commands of a document: as far as the code that they stand in, a pipe, a comment or the end of a substitution. */
function commandsOf(text: string): readonly string[] {
  return text
    .replace(/ *\\\n */g, ' ')
    .split('\n')
    .flatMap((line) => {
      const starts = [...line.matchAll(new RegExp(COMMAND, 'g'))].map(({ index }) => index);
      return starts.map((start, nth) => line.slice(start, starts[nth + 1]));
    })
    .map((rest) => rest.split(/`| \| | && (?!cat release\.json)|\s{3,}|(?<=text)\)/)[0]?.trim() ?? '');
}

describe('commands of the AWS CLI', () => {
  it('are worded in one module, which checks what they hold, and nowhere else in the code', () => {
    const code = [...below('src', '.ts'), ...below('handlers', '.ts'), 'main.ts', ...below('bench', '.ts')];
    const worded = code.filter((file) => COMMAND.test(read(file)) || read(file).includes('aws ${'));
    expect(worded).toEqual(['src/domain/commands/command.ts']);
    expect(
      code.filter((file) =>
        /['"`](?:lambda invoke|cloudtrail start-logging|events enable-rule|cloudwatch enable-alarm-actions|logs filter-log-events|(?:stepfunctions|s3|iam|sns) [a-z-]+)['"` ]/.test(
          read(file),
        ),
      ),
    ).toEqual(code.filter((file) => /^src\/domain\/commands\//.test(file)));
  });

  it('are found in documents, continued lines and substitutions as well', () => {
    expect(commandsOf('x=$(aws sqs get-queue-url --output text)\n`aws iam get-user --a \\\n  b` | c')).toEqual([
      'aws sqs get-queue-url --output text',
      'aws iam get-user --a b',
    ]);
  });

  it.each(documents)('stand in %s as that module words them', (document) => {
    expect(commandsOf(read(document)).filter((command) => !documented.includes(command))).toEqual([]);
  });

  it('are all of them documented that are said to be', () => {
    const found = new Set(documents.flatMap((document) => commandsOf(read(document))));
    expect(documented.filter((command) => !found.has(command))).toEqual([]);
  });
});

describe('the command that deploys', () => {
  it('is of the version that is installed', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Readonly<Record<string, string>> };
    expect(DEPLOY_COMMAND).toBe(`npx cdktf-cli@${dependencies['cdktf']} deploy`);
  });

  it('stands in README and runbook as mails word it', () => {
    const texts = ['README.md', 'docs/runbook.md'].map(read);
    expect(texts.filter((text) => !text.includes(DEPLOY_COMMAND))).toEqual([]);
    expect(
      [...texts, ...below('src', '.ts').map(read)].filter((text) => /npx cdktf (?:deploy|diff)/.test(text)),
    ).toEqual([]);
  });
});
