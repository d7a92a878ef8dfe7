import { Testing, App } from 'cdktf';
import { LOOK, TELL } from '../../src/guardrails/revoker/contract';
import { EVENT_PATTERN } from '../../src/guardrails/revoker/judged-calls';
import { parseSettings } from '../../src/settings';
import { MainStack } from '../../src/stacks/main';
import { NO_CLEANUP } from '../support/deployed';
import { someSettings } from '../support/settings';
import { addresses, matching, onlyOne, resources, statementsOf, templateOf, type Template } from '../support/template';

// Stacks are synthesised and bundled: seconds each on a busy machine.
jest.setTimeout(300_000);

/** Synthesises the stack with some settings; everything else as by default. */
const mainWith = (overrides: object = {}): Template =>
  templateOf(
    new MainStack(
      new App({ outdir: Testing.app().outdir, stackTraces: false }),
      'iam-guardrails',
      someSettings(overrides),
    ),
  );

const template = mainWith();
/** The stack without the guardrail that audits. */
const UNAUDITED = {
  permissionsBoundary: { mode: 'off', tags: false },
  unusedServiceDeny: { mode: 'off' },
  credentialCleanup: NO_CLEANUP,
};

/** The rule that lets events in, beside the one that lets the guard look. */
const eventRule = (from: Template): Record<string, unknown> => {
  const [found, ...more] = resources(from, 'aws_cloudwatch_event_rule').filter(
    ({ name }) => name === 'iam-guardrails-revoker',
  );
  if (found === undefined || more.length > 0) throw new Error(`there are ${more.length} more rules of that name`);
  return found;
};
const rule = eventRule(template);
const functionNamed = (from: Template, name: string) =>
  resources(from, 'aws_lambda_function').find((fn) => fn['function_name'] === name);

describe('the stack', () => {
  it('accepts the AWS provider from 5.100 to 6.x, and Terraform that can lock with a file', () => {
    expect(template.terraform).toMatchObject({
      required_version: '>= 1.10.0',
      required_providers: { aws: { version: '>= 5.100.0, < 7.0.0' } },
    });
  });

  it('has its functions', () => {
    expect(
      resources(template, 'aws_lambda_function')
        .map((fn) => fn['function_name'])
        .sort(),
    ).toEqual([
      ...['batch', 'inventory', 'plan', 'summary', 'watch'].map((job) => `iam-guardrails-credential-cleanup-${job}`),
      'iam-guardrails-permissions-boundary-batch',
      'iam-guardrails-permissions-boundary-inventory',
      'iam-guardrails-permissions-boundary-plan',
      'iam-guardrails-permissions-boundary-summary',
      'iam-guardrails-permissions-boundary-watch',
      'iam-guardrails-release',
      'iam-guardrails-revoker',
      'iam-guardrails-revoker-fallback',
      ...['batch', 'inventory', 'plan', 'summary', 'watch'].map((job) => `iam-guardrails-unused-service-deny-${job}`),
    ]);
  });

  it('keeps every log group for the retention of the settings', () => {
    const groups = resources(mainWith({ logRetentionDays: 30 }), 'aws_cloudwatch_log_group');
    expect(groups).toHaveLength(19);
    for (const group of groups) expect(group['retention_in_days']).toBe(30);
  });

  it('names every resource with the prefix of the settings', () => {
    expect(JSON.stringify(mainWith({ namePrefix: 'acme' }).resource)).not.toContain('iam-guardrails-');
  });

  it('keeps every name as short as AWS wants it, with the longest prefix', () => {
    const limits = [
      ['aws_iam_role', 'name', 64],
      ['aws_lambda_function', 'function_name', 64],
      ['aws_cloudwatch_event_rule', 'name', 64],
      ['aws_scheduler_schedule', 'name', 64],
      ['aws_sfn_state_machine', 'name', 80],
      ['aws_sqs_queue', 'name', 80],
      ['aws_s3_bucket', 'bucket', 63],
    ] as const;
    const longest = mainWith({ namePrefix: 'p'.repeat(30) });
    for (const [type, attribute, limit] of limits) {
      const names = resources(longest, type).map((body) =>
        String(body[attribute]).replace(/\$\{data\.aws_caller_identity[^}]*\}/, '111122223333'),
      );
      expect(names.length).toBeGreaterThan(0);
      expect(names.filter((name) => name.length > limit)).toEqual([]);
    }
  });

  it('says where the settings are weaker than their defaults', () => {
    expect(template.output['weakened']?.value).toEqual([]);
    expect(mainWith({ revoker: { mode: 'observe' } }).output['weakened']?.value).toEqual([
      'revoker.mode is observe: nobody is revoked',
    ]);
  });

  it('protects the ledger and both buckets against every plan that would delete or replace them', () => {
    const holding = (from: Template) => [...resources(from, 'aws_dynamodb_table'), ...resources(from, 'aws_s3_bucket')];
    expect(holding(template)).toHaveLength(3);
    for (const one of holding(template)) expect(one['lifecycle']).toEqual({ prevent_destroy: true });
    const open = holding(mainWith({ protectData: false }));
    expect(open).toHaveLength(3);
    for (const one of open) expect(one).not.toHaveProperty('lifecycle');
  });

  it('puts the settings into an output, so that a plan shows what otherwise changes a hash', () => {
    expect(template.output['settings']?.value).toMatchObject({
      'revoker.mode': 'enforce',
      'permissionsBoundary.mode': 'observe',
      'audit.graceDays': '14',
      'revoker.adminGroups': ['Administrators'],
      exemptions: [],
    });
  });

  it.each([
    ['without environments', undefined, 'terraform.iam-guardrails.tfstate'],
    ['in an environment', 'dev', 'terraform.iam-guardrails.dev.tfstate'],
  ])('keeps its state on this machine %s in a file of its own', (_, environment, file) => {
    const raw = { backend: 'local', ...(environment !== undefined && { environments: { [environment]: {} } }) };
    const stack = new MainStack(
      new App({ outdir: Testing.app().outdir, stackTraces: false }),
      'iam-guardrails',
      parseSettings(raw, environment),
    );
    expect(templateOf(stack).terraform['backend']).toEqual({ local: { path: `../../../${file}` } });
  });

  it('says how somebody is released', () => {
    expect(template.output['release_command']?.value).toMatch(
      /^aws lambda invoke .*--cli-binary-format raw-in-base64-out --payload '\{"principal":.*\}' release\.json && cat release\.json$/,
    );
  });

  it('protects tables alone by deletion_protection_enabled, which log groups have with one of the two providers only', () => {
    const protectedTypes = Object.entries(template.resource).flatMap(([type, named]) =>
      Object.values(named).some((body) => 'deletion_protection_enabled' in body) ? [type] : [],
    );
    expect(protectedTypes).toEqual(['aws_dynamodb_table']);
  });

  it.each(['region', 'is_enabled', 'skip_destroy', 'publish_to', 'warm_throughput'])(
    'sets no %s, which one of the two providers lacks or which conflicts',
    (attribute) => {
      const set = Object.values(template.resource)
        .flatMap((named) => Object.values(named))
        .filter((body) => attribute in body);
      expect(set).toEqual([]);
    },
  );
});

/** Where every IAM event and every look goes. */
const queueOfRevoker = (from: Template): unknown =>
  resources(from, 'aws_lambda_event_source_mapping').find(({ function_name: name }) =>
    String(name).includes('.revoker_function_'),
  )?.['event_source_arn'];

describe('the rule', () => {
  it('is made after everything else, and its target after that', () => {
    const last = addresses(template).filter((address) =>
      /^aws_(cloudwatch_event_(rule|target)|scheduler_schedule)\./.test(address),
    );
    const others = addresses(template).filter((address) => !last.includes(address));
    expect(rule['depends_on']).toEqual(others.sort());
    for (const type of ['aws_cloudwatch_event_target', 'aws_scheduler_schedule'])
      for (const entrance of resources(template, type)) expect(entrance['depends_on']).toEqual(others);
  });

  it('is watched by another that has the function look every five minutes, through the same queue', () => {
    const look = resources(template, 'aws_cloudwatch_event_rule').find(
      ({ name }) => name === 'iam-guardrails-revoker-look',
    );
    expect(look).toMatchObject({ schedule_expression: 'rate(5 minutes)' });
    const target = resources(template, 'aws_cloudwatch_event_target').find(({ input }) => input === LOOK);
    expect(target?.['arn']).toMatch(/aws_sqs_queue\.revoker_/);
    expect(target?.['arn']).toEqual(queueOfRevoker(template));
  });

  it('has the function tell every minute of the calls that no notice named, through the same queue', () => {
    const tell = resources(template, 'aws_cloudwatch_event_rule').find(
      ({ name }) => name === 'iam-guardrails-revoker-tell',
    );
    expect(tell).toMatchObject({ schedule_expression: 'rate(1 minute)' });
    const target = resources(template, 'aws_cloudwatch_event_target').find(({ input }) => input === TELL);
    expect(target?.['arn']).toEqual(queueOfRevoker(template));
  });

  it('does not let the other schedule hide that the looks stopped', () => {
    const alarm = resources(template, 'aws_cloudwatch_metric_alarm').find(
      ({ alarm_name: name }) => name === 'iam-guardrails-revoker-look-missing',
    );
    expect(alarm).toMatchObject({
      namespace: 'AWS/Events',
      metric_name: 'Invocations',
      dimensions: { RuleName: 'iam-guardrails-revoker-look' },
      treat_missing_data: 'breaching',
      period: 900,
    });
  });

  it('goes before the way back, when somebody is still denied and the deny cannot go', () => {
    const release = addresses(template).filter((address) => /^aws_lambda_function\.release/.test(address));
    expect(release).toHaveLength(1);
    for (const policy of resources(template, 'aws_iam_policy')) {
      expect(policy['depends_on']).toEqual(expect.arrayContaining(release));
    }
  });

  it('listens for what the handler parses', () => {
    expect(JSON.parse(String(rule['event_pattern']))).toEqual(EVENT_PATTERN);
  });

  it('listens for reads where the settings ask for it', () => {
    expect(eventRule(mainWith({ revoker: { readOnlyCalls: true } }))['state']).toBe(
      'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS',
    );
  });

  it('is allowed into the queue by the ARN it will have', () => {
    const policy = resources(template, 'aws_sqs_queue_policy').find(({ queue_url: url }) =>
      /\.revoker_trigger_queue_[0-9A-F]+\.url/.test(String(url)),
    );
    const [allow] = statementsOf(policy?.['policy']);
    expect(allow?.Condition?.['ArnEquals']?.['aws:SourceArn']).toEqual([
      'arn:aws:events:us-east-1:${data.aws_caller_identity.caller.account_id}:rule/iam-guardrails-revoker',
      'arn:aws:events:us-east-1:${data.aws_caller_identity.caller.account_id}:rule/iam-guardrails-revoker-look',
      'arn:aws:events:us-east-1:${data.aws_caller_identity.caller.account_id}:rule/iam-guardrails-revoker-tell',
    ]);
    expect(rule['name']).toBe('iam-guardrails-revoker');
  });
});

describe('the preconditions of the rule', () => {
  const conditionsWith = (revoker: object) => JSON.stringify(eventRule(mainWith({ revoker }))['lifecycle']);

  it('ask every admin group for members', () => {
    const conditions = conditionsWith({ adminGroups: ['Administrators', 'Owners'] });
    expect(conditions).toMatch(/length\(data\.aws_iam_group\.no_IAM_group_Administrators__\w+\.users\) > 0/);
    expect(conditions).toMatch(/length\(data\.aws_iam_group\.no_IAM_group_Owners__\w+\.users\) > 0/);
  });

  it('ask a pinned group for its id', () => {
    expect(conditionsWith({ adminGroups: [{ name: 'Owners', id: 'AGPAOWNERS' }] })).toMatch(
      /group_id == \\"AGPAOWNERS\\"/,
    );
    expect(conditionsWith({ adminGroups: ['Owners'] })).not.toContain('group_id ==');
  });

  it('ask a deploying user to be an admin or exempt', () => {
    const exempt = [{ arn: 'arn:aws:iam::111122223333:user/ci', id: 'AIDACI', reason: 'deploys' }];
    expect(conditionsWith({ exempt })).toMatch(
      /contains\(concat\(data\.aws_iam_group\.\w+\.users\[\*\]\.user_id, \[\\"AIDACI\\"\]\)/,
    );
  });

  it('ask for no group in an account without IAM admins', () => {
    const without = mainWith({ revoker: { adminGroups: 'none' } });
    expect(without.data).not.toHaveProperty('aws_iam_group');
    expect(JSON.stringify(eventRule(without)['lifecycle'])).toContain('concat([])');
  });

  it("keep the caller's identity out of every attribute: plans must not differ per person", () => {
    const bodies = JSON.stringify([template.resource, template.output, template.provider], (key, value: unknown) =>
      key === 'lifecycle' ? undefined : value,
    );
    expect(bodies).toContain('data.aws_caller_identity.caller.account_id');
    expect(bodies).not.toMatch(/data\.aws_caller_identity\.caller\.(arn|user_id|id)\b/);
  });
});

describe('the precondition of boundaries', () => {
  const arn = 'arn:aws:iam::111122223333:role/ci/deployer';
  const conditionsWith = (overrides: object = {}) =>
    JSON.stringify(
      resources(mainWith({ permissionsBoundary: { mode: 'enforce' }, ...overrides }), 'aws_scheduler_schedule').map(
        ({ lifecycle }) => lifecycle ?? null,
      ),
    );

  it('is that nobody bounds who deploys: an admin, or somebody the settings spare for good', () => {
    const exempts = (name: string, more: object = {}) => ({
      ...{ match: { arn: `arn:aws:iam::111122223333:user/${name}` }, from: ['permissions-boundary'] },
      ...{ owner: 'platform', reason: 'deploys', ...more },
    });
    const exemptions = [exempts('kept'), exempts('some-*'), exempts('ending', { expires: '2999-01-01' })];
    const conditions = conditionsWith({ protectedPrincipals: [{ arn, reason: 'deploys' }], exemptions });
    expect(conditions).toContain(`contains([\\"${arn}\\",\\"arn:aws:iam::111122223333:user/kept\\"], `);
    expect(conditions).toContain('contains([\\"deployer\\"], ');
    expect(conditions).toMatch(/concat\(data\.aws_iam_group\.\w+\.users\[\*\]\.user_id, \[\]\)/);
    expect(conditions).not.toMatch(/some-|ending/);
  });

  it.each([
    ['where Terraform assumes a role, which is protected', { assumeRoleArn: arn }],
    ['where nobody is bounded', { permissionsBoundary: { mode: 'observe' } }],
  ])('is not asked for %s', (_, overrides) => {
    expect(conditionsWith(overrides)).not.toContain('precondition');
  });

  it.each([
    ['and asks for the admin groups where somebody is bounded', 'enforce', true],
    ['and for none where nobody is, for it may be missing', 'observe', false],
  ])('stands where the revoker is off, %s', (_, mode, isAsked) => {
    const off = mainWith({ permissionsBoundary: { mode }, revoker: { mode: 'off' } });
    expect('aws_iam_group' in off.data).toBe(isAsked);
  });
});

describe('the revoker', () => {
  it('is given every variable its handler reads', () => {
    expect(functionNamed(template, 'iam-guardrails-revoker')?.['environment']).toEqual({
      variables: {
        DENY_POLICY_ARN: matching(/^\$\{aws_iam_policy\.revoker_deny/),
        BOUNDARY_POLICY_ARN: matching(/^\$\{aws_iam_policy\.revoker_boundary/),
        ADMIN_GROUP_IDS: matching(/^\{"Administrators":"\$\{data\.aws_iam_group\..*\.group_id\}"\}$/),
        LEDGER_TABLE: matching(/aws_dynamodb_table/),
        TOPIC_ARN: matching(/aws_sns_topic/),
        FALLBACK_FUNCTION: matching(/aws_lambda_function\.revoker_fallback/),
      },
    });
  });

  it('keeps its rules in the bundle: another mode is another code, and the same environment', () => {
    const [enforcing, observing] = [template, mainWith({ revoker: { mode: 'observe' } })].map((of) =>
      functionNamed(of, 'iam-guardrails-revoker'),
    );
    expect(observing?.['source_code_hash']).not.toBe(enforcing?.['source_code_hash']);
    expect(observing?.['environment']).toEqual(enforcing?.['environment']);
  });

  it('makes a deny policy with the name of the settings, which its role may attach', () => {
    const named = mainWith({ revoker: { denyPolicyName: 'NoMoreIAM' } });
    const policies = resources(named, 'aws_iam_policy');
    expect(policies.map(({ name }) => name).sort()).toEqual(['NoMoreIAM', 'iam-guardrails-deny-iam-boundary']);
    const attach = resources(named, 'aws_iam_role_policy')
      .flatMap(({ policy }) => statementsOf(policy))
      .filter(({ Action = [] }) => [Action].flat().includes('iam:AttachUserPolicy'));
    // The release of denied services may attach none but the project's own.
    const exact = attach.flatMap(({ Condition }) => Condition?.['ArnEquals']?.['iam:PolicyARN'] ?? []);
    expect(exact).toEqual(['arn:aws:iam::${data.aws_caller_identity.caller.account_id}:policy/NoMoreIAM']);
  });

  it("writes IAM's own variables so that Terraform leaves them alone", () => {
    const spared = mainWith({ revoker: { denySparesSelfService: true } });
    const deny = resources(spared, 'aws_iam_policy').find(({ name }) => name === 'DenyIAMAccess');
    expect(deny?.['policy']).toContain('user/$${aws:username}');
  });

  it('leaves nothing behind when it is off, but what releases and what records', () => {
    const off = mainWith({ revoker: { mode: 'off' }, ...UNAUDITED });
    expect(JSON.stringify(off.resource)).not.toContain('iam-guardrails/revoker');
    expect(resources(off, 'aws_lambda_function').map((fn) => fn['function_name'])).toEqual(['iam-guardrails-release']);
    expect(Object.keys(off.resource)).toEqual(expect.arrayContaining(['aws_dynamodb_table', 'aws_cloudtrail']));
    expect(Object.keys(off.resource)).not.toContain('aws_cloudwatch_event_rule');
  });
});

describe('the trail', () => {
  it('leaves out reads, and services with very many events', () => {
    const [trail] = resources(template, 'aws_cloudtrail');
    expect(trail?.['advanced_event_selector']).toMatchObject([
      {
        field_selector: [
          { field: 'eventCategory', equals: ['Management'] },
          { field: 'readOnly', equals: ['false'] },
          { field: 'eventSource', not_equals: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] },
        ],
      },
    ]);
  });

  it('logs reads where the revoker judges them', () => {
    const [trail] = resources(mainWith({ revoker: { readOnlyCalls: true } }), 'aws_cloudtrail');
    expect(JSON.stringify(trail?.['advanced_event_selector'])).not.toContain('readOnly');
  });
});

describe('an existing trail', () => {
  it('is left alone: neither trail, bucket nor log group is made', () => {
    const existing = mainWith({ trail: { use: 'existing' }, ...UNAUDITED });
    expect(Object.keys(existing.resource).filter((type) => /cloudtrail|s3/.test(type))).toEqual([]);
    expect(resources(existing, 'aws_cloudwatch_log_group').map(({ name }) => name)).not.toContain(
      '/iam-guardrails/trail',
    );
  });
});

describe('without a topic', () => {
  const silent = mainWith({ notifications: { topic: 'none' } });

  it('functions are told so by an empty variable', () => {
    expect(functionNamed(silent, 'iam-guardrails-revoker')).toMatchObject({
      environment: { variables: { TOPIC_ARN: '' } },
    });
    expect(functionNamed(silent, 'iam-guardrails-release')).toMatchObject({
      environment: { variables: { TOPIC_ARN: '' } },
    });
  });

  it('no role may publish, and no alarm has an action', () => {
    expect(JSON.stringify(silent.resource)).not.toContain('sns:Publish');
    for (const alarm of resources(silent, 'aws_cloudwatch_metric_alarm'))
      expect(alarm).not.toHaveProperty('alarm_actions');
  });
});

describe('an existing topic under a key of its own', () => {
  const topicKmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/topic';
  const topic = 'arn:aws:sns:us-east-1:111122223333:alerts';

  it('is published to by roles that may use its key, every one of them and no other', () => {
    const roles = resources(
      mainWith({ notifications: { topic, topicKmsKeyArn }, permissionsBoundary: { mode: 'enforce' } }),
      'aws_iam_role_policy',
    ).map(({ policy }) => statementsOf(policy));
    const publishing = roles.filter((statements) => statements.some(({ Sid }) => Sid === 'Tell'));
    expect(publishing.length).toBeGreaterThanOrEqual(5);
    for (const statements of roles) {
      const using = statements.filter(({ Resource = [] }) => Resource.includes(topicKmsKeyArn));
      expect(using.map(({ Action }) => Action)).toEqual(
        publishing.includes(statements) ? [['kms:Decrypt', 'kms:GenerateDataKey*']] : [],
      );
    }
  });
});

describe('the runtime of the functions', () => {
  const runtimesOf = (from: Template) => new Set(resources(from, 'aws_lambda_function').map(({ runtime }) => runtime));
  const providerOf = ({ terraform }: Template) => terraform['required_providers'];

  it('is nodejs22.x, which the provider knows from 5.100 on', () => {
    expect([...runtimesOf(template)]).toEqual(['nodejs22.x']);
    expect(providerOf(template)).toMatchObject({ aws: { version: '>= 5.100.0, < 7.0.0' } });
  });

  it('may be nodejs24.x, which asks for a provider that knows it', () => {
    const newer = mainWith({ lambdaRuntime: 'nodejs24.x', permissionsBoundary: { mode: 'enforce' } });
    expect([...runtimesOf(newer)]).toEqual(['nodejs24.x']);
    expect(providerOf(newer)).toMatchObject({ aws: { version: '>= 6.21.0, < 7.0.0' } });
  });
});

describe('settings of the whole deployment', () => {
  it('reach the provider', () => {
    const assumeRoleArn = 'arn:aws:iam::111122223333:role/deployer';
    const { provider } = mainWith({
      allowedAccountIds: ['111122223333'],
      assumeRoleArn,
      defaultTags: { team: 'platform' },
    });
    expect(provider['aws']).toEqual([
      {
        region: 'us-east-1',
        allowed_account_ids: ['111122223333'],
        assume_role: [{ role_arn: assumeRoleArn }],
        default_tags: [{ tags: { team: 'platform' } }],
      },
    ]);
  });

  it('leave the provider alone where they are not set', () => {
    expect(template.provider['aws']).toEqual([{ region: 'us-east-1' }]);
  });

  it('put the boundary on every role', () => {
    const bounded = mainWith({ rolePermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/edge' });
    const roles = resources(bounded, 'aws_iam_role');
    expect(roles).toHaveLength(25);
    for (const role of roles) expect(role['permissions_boundary']).toBe('arn:aws:iam::111122223333:policy/edge');
  });

  it('let no plan pass whose account is not that of the boundary, for IAM takes no other', () => {
    const roleOf = (rolePermissionsBoundaryArn?: string) =>
      resources(mainWith({ rolePermissionsBoundaryArn }), 'aws_iam_role').find(
        ({ name }) => name === 'iam-guardrails-release',
      );
    expect(roleOf('arn:aws:iam::111122223333:policy/edge')?.['lifecycle']).toEqual({
      precondition: [
        {
          condition: '${data.aws_caller_identity.caller.account_id == "111122223333"}',
          error_message:
            'rolePermissionsBoundaryArn = "arn:aws:iam::111122223333:policy/edge" is a policy of account 111122223333, and ' +
            'this deployment is to account ${data.aws_caller_identity.caller.account_id}. Allowed: a managed policy of that ' +
            'account, or one of AWS (arn:aws:iam::aws:policy/…).',
        },
      ],
    });
    for (const arn of [undefined, 'arn:aws:iam::aws:policy/PowerUserAccess'])
      expect(roleOf(arn)).not.toHaveProperty('lifecycle');
  });

  it('encrypt with the key whatever holds data, and let every function use it', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:111122223333:key/k';
    const encrypted = mainWith({ kmsKeyArn });
    const keyed = Object.entries(encrypted.resource)
      .filter(([, named]) => Object.values(named).every((body) => JSON.stringify(body).includes(kmsKeyArn)))
      .map(([type]) => type);
    expect(keyed).toEqual(
      expect.arrayContaining([
        'aws_cloudtrail',
        'aws_cloudwatch_log_group',
        'aws_dynamodb_table',
        'aws_lambda_function',
        'aws_s3_bucket_server_side_encryption_configuration',
        'aws_scheduler_schedule',
        'aws_sns_topic',
        'aws_sqs_queue',
      ]),
    );
    const users = resources(encrypted, 'aws_iam_role_policy').filter(({ policy }) =>
      String(policy).includes('kms:Decrypt'),
    );
    expect(users).toHaveLength(24);
  });
});

describe('the state', () => {
  it('lies in S3, encrypted and locked with a file', () => {
    const kmsKeyId = 'arn:aws:kms:eu-central-1:111122223333:key/k';
    const s3 = { bucket: 'acme-state', key: 'iam-guardrails.tfstate', region: 'eu-central-1', kmsKeyId };
    expect(mainWith({ backend: { s3 } }).terraform['backend']).toEqual({
      s3: {
        bucket: 'acme-state',
        key: 'iam-guardrails.tfstate',
        region: 'eu-central-1',
        encrypt: true,
        use_lockfile: true,
        kms_key_id: kmsKeyId,
      },
    });
  });

  it('lies in the project, by a path that is the same on every machine', () => {
    expect(template.terraform['backend']).toEqual({ local: { path: '../../../terraform.iam-guardrails.tfstate' } });
  });
});

it('mails come from the deployment and its account', () => {
  expect(onlyOne(template, 'aws_sns_topic')['display_name']).toMatch(
    /^iam-guardrails \$\{data\.aws_caller_identity\..*account_id\}$/,
  );
});

it('no role may do anything everywhere, but what AWS knows no narrower resource for', () => {
  const everywhere = resources(template, 'aws_iam_role_policy')
    .flatMap(({ policy }) => statementsOf(policy))
    .filter(({ Resource = '*' }) => [Resource].flat().includes('*'));
  const actions = new Set(everywhere.flatMap(({ Action = [] }) => Action));
  expect([...actions].sort()).toEqual([
    'access-analyzer:ListAnalyzers',
    'cloudtrail:LookupEvents',
    'iam:GenerateCredentialReport',
    'iam:GetAccountAuthorizationDetails',
    'iam:GetAccountSummary',
    'iam:GetCredentialReport',
    'iam:GetServiceLastAccessedDetails',
    'iam:ListGroups',
    'iam:ListPolicies',
    'iam:ListUsers',
    's3:ListAllMyBuckets',
  ]);
});

describe('the stack with channels', () => {
  const CHANNELS = {
    notifications: {
      emails: ['on-call@example.com'],
      channels: [
        { name: 'c'.repeat(20), type: 'slack', secret: { ssm: '/guardrails/slack' } },
        { name: 'chat', type: 'amazonQ' },
      ],
      routes: { incident: ['email', 'c'.repeat(20)], digest: ['chat'] },
    },
  };
  const told = mainWith({ ...CHANNELS, namePrefix: 'p'.repeat(30) });

  it('names everything as short as AWS wants it, with the longest prefix and the longest name of a channel', () => {
    const names = (type: string, attribute: string) => resources(told, type).map((body) => String(body[attribute]));
    expect(names('aws_lambda_function', 'function_name').filter((name) => name.length > 64)).toEqual([]);
    expect(names('aws_iam_role', 'name').filter((name) => name.length > 64)).toEqual([]);
    expect(names('aws_sqs_queue', 'name').filter((name) => name.length > 80)).toEqual([]);
    expect(names('aws_lambda_function', 'function_name')).toContain(`${'p'.repeat(30)}-notify-${'c'.repeat(20)}`);
  });

  it('sends by mail what its routes leave there, and everything that has no class', () => {
    const mails = resources(told, 'aws_sns_topic_subscription').filter(({ protocol }) => protocol === 'email');
    expect(mails.map(({ filter_policy: filter }) => JSON.parse(String(filter)) as unknown)).toEqual([
      { class: [{ exists: false }, 'incident', 'action-needed', 'heartbeat'] },
    ]);
  });

  it('lets no function change the roles of the channels', () => {
    const path = `role/${'p'.repeat(30)}/`;
    const sparing = resources(told, 'aws_iam_role_policy').filter(({ policy }) => String(policy).includes(`${path}*`));
    expect(sparing.length).toBeGreaterThan(0);
    const channels = resources(told, 'aws_iam_role').filter(({ name }) => String(name).includes('-notify-'));
    expect(new Set(channels.map((role) => `role${String(role['path'])}`))).toEqual(new Set([path]));
  });

  it('says which topic Amazon Q is to be connected to', () => {
    expect(told.output['chat_topic_arns']?.value).toMatchObject({ chat: matching(/-chat-chat$/) });
    expect(template.output).not.toHaveProperty('chat_topic_arns');
  });

  it('has nothing of them where the settings name none', () => {
    expect(JSON.stringify(template)).not.toMatch(/notify|channels|filter_policy/);
  });
});
