import { App, Testing } from 'cdktf';
import { unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { WATCH } from '../../../../src/audit/contract';
import { FAILURES } from '../../../../src/domain/run/failed-run';
import { SEARCHES } from '../../../../src/guardrails/permissions-boundary/contract';
import { rulesOf } from '../../../../src/guardrails/permissions-boundary/rules';
import { parseDefinition } from '../../../../src/embedded-account/states/definition';
import { MainStack } from '../../../../src/stacks/main';
import { NO_CLEANUP } from '../../../support/deployed';
import { someSettings } from '../../../support/settings';
import { matching, onlyOne, resources, statementsOf, templateOf, type Template } from '../../../support/template';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(120_000);

const GUARDRAIL = 'iam-guardrails-permissions-boundary';
const ACCOUNT = '${data.aws_caller_identity.caller.account_id}';
const MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:${GUARDRAIL}`;

/** Synthesises the stack with some settings, and keeps where it was written. */
function roomWith(overrides: object = {}): { readonly template: Template; readonly outdir: string } {
  const app = new App({ outdir: Testing.app().outdir, stackTraces: false });
  return {
    template: templateOf(
      new MainStack(
        app,
        'iam-guardrails',
        someSettings({ unusedServiceDeny: { mode: 'off' }, credentialCleanup: NO_CLEANUP, ...overrides }),
      ),
    ),
    outdir: app.outdir,
  };
}

const { template, outdir } = roomWith();
const { template: enforcing, outdir: enforcingDir } = roomWith({ permissionsBoundary: { mode: 'enforce' } });
const { template: unbounding } = roomWith({ permissionsBoundary: { mode: 'off' } });
/** Functions of the guardrail, without its name. */
const jobsIn = (from: Template) =>
  resources(from, 'aws_lambda_function')
    .map((fn) => String(fn['function_name']))
    .filter((name) => name.startsWith(`${GUARDRAIL}-`))
    .map((name) => name.slice(GUARDRAIL.length + 1))
    .sort();
const named = (type: string, name: string, from = template) =>
  resources(from, type).find((one) => Object.values(one).includes(name));
const roleOf = (name: string, from = template) => {
  const policies = Object.values(from.resource['aws_iam_role_policy'] ?? {});
  const [role] = Object.entries(from.resource['aws_iam_role'] ?? {}).find(([, one]) => one['name'] === name) ?? [];
  return statementsOf(policies.find((one) => String(one['role']).includes(`.${role ?? 'nobody'}.`))?.['policy']);
};

const ROLE_PATH = `arn:aws:iam::${ACCOUNT}:role/iam-guardrails/`;

describe('the guardrail', () => {
  it.each([
    ['inventory', 900, 1024],
    ['batch', 900, 512],
    ['plan', 900, 1024],
    ['change', 900, 512],
    ['summary', 300, 1024],
    ['watch', 60, 256],
  ])('gives its %s %d seconds and %d megabytes, and every variable it reads', (job, timeout, memory_size) => {
    expect(named('aws_lambda_function', `${GUARDRAIL}-${job}`, enforcing)).toMatchObject({
      timeout,
      memory_size,
      environment: {
        variables: {
          ACCOUNT_ID: ACCOUNT,
          EVIDENCE_BUCKET: matching(/^\$\{aws_s3_bucket\.evidence_/),
          TOPIC_ARN: matching(/^\$\{aws_sns_topic\./),
          LEDGER_TABLE: matching(/^\$\{aws_dynamodb_table\./),
          METRIC_NAMESPACE: 'iam-guardrails',
          ADMIN_GROUP_IDS: matching(/^\{"Administrators":"\$\{data\.aws_iam_group\..*\.group_id\}"\}$/),
        },
      },
    });
  });

  it('has a function that plans where it plans, and one that changes where it changes', () => {
    const always = ['batch', 'inventory', 'summary', 'watch'];
    expect(jobsIn(unbounding)).toEqual(always);
    expect(jobsIn(template)).toEqual([...always, 'plan'].sort());
    expect(jobsIn(enforcing)).toEqual([...always, 'change', 'plan'].sort());
  });

  it('carries the same rules in every bundle, as its handlers read them', () => {
    const role = 'arn:aws:iam::111122223333:role/deployer';
    const overrides = {
      audit: { unusedAfterDays: 30 },
      assumeRoleArn: role,
      protectedPrincipals: [{ arn: 'arn:aws:iam::111122223333:user/break-glass', reason: 'break-glass' }],
    };
    const { outdir: folder } = roomWith(overrides);
    const rules = ['inventory', 'batch', 'plan', 'summary', 'watch'].map((job) => {
      const files = unzipSync(readFileSync(join(folder, 'bundles', `${GUARDRAIL}-${job}.zip`)));
      return rulesOf(Buffer.from(files['rules.json'] ?? []).toString());
    });
    expect(new Set(rules.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(rules[0]).toMatchObject({
      mode: 'observe',
      tags: true,
      unusedAfterDays: 30,
      trackingDays: 30,
      protectedArns: ['arn:aws:iam::111122223333:user/break-glass'],
      boundaryPolicies: { path: '/iam-guardrails/', namePrefix: 'iam-guardrails-boundary-' },
      audit: { concurrency: 5, iamCallsPerSecond: 10 },
    });
  });

  it.each([
    ['observes', template, outdir],
    ['enforces', enforcing, enforcingDir],
  ])('knows every role of a stack that %s as its own, and lets no other write evidence', (_, from, folder) => {
    const files = unzipSync(readFileSync(join(folder, 'bundles', `${GUARDRAIL}-inventory.zip`)));
    const { ownRoles } = rulesOf(Buffer.from(files['rules.json'] ?? []).toString());
    expect([...ownRoles.names].sort()).toEqual(
      resources(from, 'aws_iam_role')
        .map(({ name }) => name)
        .sort(),
    );
    for (const { path } of resources(from, 'aws_iam_role')) expect(path).toBe(ownRoles.path);

    const [guarding] = resources(from, 'aws_s3_bucket_policy')
      .flatMap(({ policy }) => statementsOf(policy))
      .filter(({ Sid }) => Sid === 'WritersOnly');
    const writers = [GUARDRAIL, ...jobsIn(from).map((job) => `${GUARDRAIL}-${job}`)].map(
      (name) => `${ROLE_PATH}${name}`,
    );
    expect([guarding?.Condition?.['ArnNotEquals']?.['aws:PrincipalArn']].flat().sort()).toEqual(writers.sort());
  });

  it('may tag neither its own roles nor whom the settings protect', () => {
    const arn = 'arn:aws:iam::111122223333:user/break-glass';
    const exempt = { arn: 'arn:aws:iam::111122223333:user/ci', id: 'AIDACI', reason: 'deploys' };
    const assumeRoleArn = 'arn:aws:iam::111122223333:role/deployer';
    const { template: protecting } = roomWith({
      assumeRoleArn,
      protectedPrincipals: [{ arn, reason: 'break-glass' }],
      revoker: { exempt: [exempt] },
    });
    const denied = roleOf(`${GUARDRAIL}-batch`, protecting).filter(({ Sid }) => Sid === 'SpareUntouchable');
    expect(denied).toHaveLength(1);
    const denies = [denied[0]?.Resource ?? []].flat();
    expect(denies).toEqual([`${ROLE_PATH}*`, arn, exempt.arn, assumeRoleArn]);
    expect(resources(template, 'aws_iam_role').map(({ path }) => path)).toEqual(
      expect.arrayContaining([ROLE_PATH.slice(ROLE_PATH.indexOf(':role') + ':role'.length)]),
    );
  });

  it('reads the object with exemptions that the settings name', () => {
    const { template: reading } = roomWith({ audit: { exemptionsObject: 's3://lists/a/exempt.txt' } });
    expect(roleOf(`${GUARDRAIL}-inventory`, reading)).toContainEqual(
      expect.objectContaining({ Sid: 'ReadExemptions', Resource: ['arn:aws:s3:::lists/a/exempt.txt'] }),
    );
  });

  it('is left out where there is neither boundary nor tag', () => {
    const { template: without } = roomWith({ permissionsBoundary: { mode: 'off', tags: false } });
    // The patterns of rules that tell of tampering name every service that a part may be of.
    const { aws_cloudwatch_event_rule: rules, ...others } = without.resource;
    expect(JSON.stringify([Object.keys(rules ?? {}), others])).not.toMatch(
      /permissions-boundary|evidence|scheduler|states/,
    );
    expect(Object.keys(without.output)).not.toContain('audit_command');
  });

  it.each([{ mode: 'off' }, { tags: false }])('is there with %j alone', (permissionsBoundary) => {
    expect(resources(roomWith({ permissionsBoundary }).template, 'aws_sfn_state_machine')).toHaveLength(1);
  });

  it('tags nobody where tags are off', () => {
    const { template: untagging } = roomWith({ permissionsBoundary: { tags: false } });
    for (const job of jobsIn(untagging))
      expect(JSON.stringify(roleOf(`${GUARDRAIL}-${job}`, untagging))).not.toContain('iam:Tag');
  });

  it('says where the evidence is, and how an audit is started', () => {
    expect(template.output['evidence_bucket']?.value).toMatch(/aws_s3_bucket\.evidence_/);
    expect(template.output['audit_state_machine_arn']?.value).toMatch(/aws_sfn_state_machine\./);
    expect(template.output['audit_command']?.value).toMatch(
      /^aws stepfunctions start-execution .* --state-machine-arn \$\{aws_sfn_state_machine\..*\.arn\} --input '\{"purpose":"audit"\}'$/,
    );
  });
});

describe('the state machine', () => {
  const machine = onlyOne(template, 'aws_sfn_state_machine');
  const objects = `arn:aws:s3:::iam-guardrails-evidence-${ACCOUNT}/accounts/${ACCOUNT}/permissions-boundary/runs/*`;

  it.each([
    ['off', unbounding, ['Inventory', 'Audit', 'Summary']],
    ['observe', template, ['Inventory', 'Audit', 'Plan', 'Summary']],
    ['enforce', enforcing, ['Inventory', 'Audit', 'Plan', 'Route', 'Change', 'Summary']],
  ])('in mode %s goes through its states', (_, from, names) => {
    const { definition } = onlyOne(from, 'aws_sfn_state_machine');
    expect([...parseDefinition(String(definition)).states.keys()]).toEqual(names);
  });

  it('calls the functions of the guardrail, and keeps its results in the evidence bucket', () => {
    const { states } = parseDefinition(String(machine['definition']));
    const called = [...states.values()].map((state) =>
      'Arguments' in state ? state.Arguments.FunctionName : state.Type,
    );
    expect(called).toEqual([
      matching(/^\$\{aws_lambda_function\.permissions-boundary_audit_inventory_.*\.arn\}$/),
      'Map',
      matching(/^\$\{aws_lambda_function\.permissions-boundary_audit_plan_.*\.arn\}$/),
      matching(/^\$\{aws_lambda_function\.permissions-boundary_audit_summary_.*\.arn\}$/),
    ]);
    expect(machine['definition']).toMatch(/"Bucket":"\$\{aws_s3_bucket\.evidence_[^"]*\}","Prefix"/);
    expect(machine['definition']).not.toContain('%{');
  });

  it('may read manifests, write results and redrive its own map', () => {
    const may = roleOf(GUARDRAIL);
    const resourceOf = (sid: string) => may.find(({ Sid }) => Sid === sid)?.Resource;
    expect(resourceOf('ReadItems')).toEqual([`${objects}/manifest.json`]);
    expect(resourceOf('WriteResults')).toEqual([`${objects}/results/*`]);
    expect(resourceOf('StartChildren')).toEqual([MACHINE]);
    expect(resourceOf('RedriveChildren')).toEqual([`${MACHINE.replace(':stateMachine:', ':execution:')}/audit:*`]);
    expect(resourceOf('Call')).toHaveLength(4);
    expect(machine['name']).toBe(GUARDRAIL);
  });

  it('may read what is to be changed, write what became of it and redrive that map, too, where it changes', () => {
    const may = roleOf(GUARDRAIL, enforcing);
    const resourceOf = (sid: string) => may.find(({ Sid }) => Sid === sid)?.Resource;
    const execution = MACHINE.replace(':stateMachine:', ':execution:');
    expect(resourceOf('ReadItems')).toEqual([`${objects}/manifest.json`, `${objects}/changes.json`]);
    expect(resourceOf('WriteResults')).toEqual([`${objects}/results/*`, `${objects}/change-results/*`]);
    expect(resourceOf('RedriveChildren')).toEqual([`${execution}/audit:*`, `${execution}/change:*`]);
    expect(resourceOf('Call')).toHaveLength(5);
  });

  it('is started every day as well where it changes', () => {
    const upkeep = `${GUARDRAIL}-upkeep`;
    expect(named('aws_scheduler_schedule', upkeep, enforcing)).toMatchObject({
      schedule_expression: 'cron(17 4 * * ? *)',
      target: { arn: matching(/^\$\{aws_sfn_state_machine\./), input: '{"purpose":"upkeep"}' },
    });
    expect(named('aws_scheduler_schedule', upkeep)).toBeUndefined();
  });

  it.each([
    [GUARDRAIL, 'cron(0 3 ? * SUN *)', '{"purpose":"audit"}'],
    [`${GUARDRAIL}-change`, 'rate(90 days)', '{"purpose":"change"}'],
  ])('is started by the schedule %s', (name, schedule_expression, input) => {
    expect(named('aws_scheduler_schedule', name)).toMatchObject({
      schedule_expression,
      target: { arn: matching(/^\$\{aws_sfn_state_machine\./), input },
    });
  });

  it('is started when the settings say', () => {
    const { template: other } = roomWith({
      audit: { schedule: 'rate(1 day)' },
      permissionsBoundary: { changeSchedule: 'cron(0 4 1 * ? *)' },
    });
    expect(named('aws_scheduler_schedule', GUARDRAIL, other)?.['schedule_expression']).toBe('rate(1 day)');
    expect(named('aws_scheduler_schedule', `${GUARDRAIL}-change`, other)?.['schedule_expression']).toBe(
      'cron(0 4 1 * ? *)',
    );
  });
});

describe('what watches the runs', () => {
  const rule = named('aws_cloudwatch_event_rule', `${GUARDRAIL}-watch`);

  it('hears of every run that did not succeed, and of no child of the map', () => {
    expect(JSON.parse(String(rule?.['event_pattern']))).toEqual({
      source: ['aws.states'],
      'detail-type': ['Step Functions Execution Status Change'],
      detail: { status: [...FAILURES], stateMachineArn: [MACHINE] },
    });
  });

  it('counts the days once a day', () => {
    const daily = named('aws_cloudwatch_event_rule', `${GUARDRAIL}-watch-daily`);
    expect(daily?.['schedule_expression']).toBe('rate(1440 minutes)');
    expect(resources(template, 'aws_cloudwatch_event_target').filter(({ input }) => input === WATCH)).toHaveLength(1);
  });

  it('takes messages of its two rules only', () => {
    const [allow] = statementsOf(
      resources(template, 'aws_sqs_queue_policy').find(({ queue_url: url }) =>
        /_watching_trigger_queue_[0-9A-F]+\.url/.test(String(url)),
      )?.['policy'],
    );
    expect(allow?.Condition?.['ArnEquals']?.['aws:SourceArn']).toEqual([
      `arn:aws:events:us-east-1:${ACCOUNT}:rule/${GUARDRAIL}-watch`,
      `arn:aws:events:us-east-1:${ACCOUNT}:rule/${GUARDRAIL}-watch-daily`,
    ]);
  });

  it('alarms when a run fails, takes too long or is aborted', () => {
    const counted = (metric_name: string) => ({
      metric: {
        ...{ namespace: 'AWS/States', metric_name, period: 300, stat: 'Sum' },
        dimensions: { StateMachineArn: matching(/^\$\{aws_sfn_state_machine\./) },
      },
      return_data: false,
    });
    expect(named('aws_cloudwatch_metric_alarm', `${GUARDRAIL}-failing`)).toMatchObject({
      metric_query: [
        { expression: 'SUM(METRICS())', return_data: true },
        counted('ExecutionsFailed'),
        counted('ExecutionsTimedOut'),
        counted('ExecutionsAborted'),
      ],
      comparison_operator: 'GreaterThanThreshold',
      threshold: 0,
      treat_missing_data: 'notBreaching',
    });
  });

  it('alarms when no run succeeded for the days of the settings, or nothing counts them for two', () => {
    const { template: patient } = roomWith({ audit: { overdueAfterDays: 20 } });
    expect(named('aws_cloudwatch_metric_alarm', `${GUARDRAIL}-overdue`, patient)).toMatchObject({
      namespace: 'iam-guardrails',
      metric_name: 'DaysSinceSuccess',
      dimensions: { Guardrail: 'permissions-boundary' },
      statistic: 'Minimum',
      comparison_operator: 'GreaterThanThreshold',
      threshold: 20,
      period: 86_400,
      evaluation_periods: 2,
      treat_missing_data: 'breaching',
    });
  });

  it('is watched itself', () => {
    const alarms = resources(template, 'aws_cloudwatch_metric_alarm').map(({ alarm_name: name }) => String(name));
    expect(alarms.filter((name) => name.startsWith(GUARDRAIL)).sort()).toEqual([
      `${GUARDRAIL}-failing`,
      `${GUARDRAIL}-overdue`,
      `${GUARDRAIL}-watch-dead-letters`,
      `${GUARDRAIL}-watch-failing`,
    ]);
  });
});

describe('the saved searches', () => {
  const searches = z
    .array(z.object({ name: z.string(), query_string: z.string(), log_group_names: z.array(z.string()) }))
    .parse(resources(template, 'aws_cloudwatch_query_definition'));

  it('are there, over the logs of the functions of a run', () => {
    expect(searches.map(({ name }) => name).sort()).toEqual(
      Object.keys(SEARCHES)
        .map((name) => `iam-guardrails/permissions-boundary/${name}`)
        .sort(),
    );
    for (const { log_group_names: groups } of searches) {
      expect(groups).toEqual(
        ['inventory', 'batch', 'plan', 'summary'].map((job) =>
          matching(new RegExp(`^\\$\\{aws_cloudwatch_log_group\\.permissions-boundary_audit_${job}_`)),
        ),
      );
    }
  });

  it('hold nothing that Terraform reads as an expression', () => {
    for (const { query_string: query } of searches) expect(query).not.toMatch(/[$%]\{/);
  });
});
