import { DEFAULT_NEVER_DENY } from '../../src/guardrails/unused-service-deny/judge/never-denied';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSettings, readSettings } from '../../src/settings';
import { SettingsError } from '../../src/settings/error';
import {
  DEFAULT_ALWAYS_ALLOW,
  DEFAULT_BASE_ACTIONS,
} from '../../src/guardrails/permissions-boundary/judge/always-allowed';
import { refusalOf } from '../support/settings';
import { temporaryFolder } from '../support/temporary-folder';

const EXEMPT = { arn: 'arn:aws:iam::111122223333:user/ops/break-glass', id: 'AIDAEXAMPLE', reason: 'break-glass' };

describe('settings', () => {
  it('work without a single key', () => {
    expect(parseSettings({})).toEqual({
      allowedAccountIds: [],
      region: 'us-east-1',
      partition: 'aws',
      namePrefix: 'iam-guardrails',
      protectData: true,
      dashboard: true,
      defaultTags: {},
      lambdaRuntime: 'nodejs22.x',
      logRetentionDays: 365,
      notifications: { emails: [], topic: 'create' },
      runbookUrl: 'docs/runbook.md',
      securityHub: false,
      trail: {
        excludeSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
        logGroup: true,
        forceDestroy: false,
        retentionDays: 365,
      },
      revoker: {
        mode: 'enforce',
        adminGroups: ['Administrators'],
        exempt: [],
        selfService: [
          'ChangePassword',
          'CreateVirtualMFADevice',
          'EnableMFADevice',
          'ResyncMFADevice',
          'DeleteVirtualMFADevice',
        ],
        denySparesSelfService: false,
        failedCalls: 'revoke',
        viaServices: 'revoke',
        readOnlyCalls: false,
        denyPolicyName: 'DenyIAMAccess',
        maxConcurrency: 5,
      },
      audit: {
        schedule: 'cron(0 3 ? * SUN *)',
        unusedAfterDays: 90,
        graceDays: 14,
        concurrency: 5,
        reportWaitSeconds: 8,
        reportTimeoutSeconds: 120,
        toleratedFailurePercentage: 5,
        incremental: true,
        sharedHours: 12,
        overdueAfterDays: 8,
        resourcePolicies: { services: [], regions: [] },
        forceDestroy: false,
      },
      permissionsBoundary: {
        ...{ mode: 'observe', style: 'allowUsed', reopen: 'ask', adopt: [] },
        ...{ users: true, tags: true },
        changeSchedule: 'rate(90 days)',
        baseActions: [...DEFAULT_BASE_ACTIONS],
        alwaysKeep: ['iam:PassRole'],
        alwaysAllow: [...DEFAULT_ALWAYS_ALLOW],
      },
      unusedServiceDeny: {
        ...{ mode: 'observe', schedule: 'cron(0 9 * * ? *)', releasedDays: 30, newServices: 'allow' },
        neverDeny: [...DEFAULT_NEVER_DENY],
      },
      credentialCleanup: {
        ...{ schedule: 'cron(0 12 * * ? *)', warnDays: 7, releasedDays: 30 },
        ...{ keys: { report: 30, disable: 0, delete: 0 }, users: { report: 30, disable: 0, delete: 0 } },
        roles: { report: 30, disable: 0, delete: 0, regions: [] },
        ownerTag: 'owner',
        analyzer: 'existing',
      },
      exemptions: [],
      protectedPrincipals: [],
      controlAccountIds: [],
      limits: { revocationsPer10Minutes: 20, iamCallsPerSecond: 10, changesPerRun: 50, maxChangePercent: 20 },
    });
  });

  it.each([
    [
      'an unknown key',
      { revoker: { mod: 'observe' } },
      ['revoker.mod = "observe"', 'is not a setting', 'mode, adminGroups, exempt'],
    ],
    ['an unknown key at the top', { namPrefix: 'x' }, ['namPrefix = "x"', 'namePrefix', 'limits, environments']],
    ['a prefix of two letters', { namePrefix: 'ab' }, ['namePrefix = "ab"', 'single hyphens, 3 to 30']],
    ['a prefix CloudTrail refuses', { namePrefix: 'a--b' }, ['namePrefix = "a--b"', 'single hyphens, 3 to 30']],
    ['a prefix that leaves names too long', { namePrefix: 'b'.repeat(31) }, ['namePrefix = "bbb', '3 to 30']],
    ['a tag of AWS', { defaultTags: { 'AWS:x': 'y' } }, ['defaultTags.AWS:x = "y"', 'another key']],
    [
      'another backend',
      { backend: { gcs: {} } },
      ['backend = {"gcs":{}}', '{"s3": {"bucket": …, "key": …}} or "local"'],
    ],
    [
      'an admin group twice',
      { revoker: { adminGroups: ['Admins', 'Owners', { name: 'admins', id: 'AGPAX' }] } },
      [
        'revoker.adminGroups[2] = {"name":"admins"',
        'the same group as revoker.adminGroups[0], for group names are case-insensitive',
      ],
    ],
    [
      'an admin group of unknown keys',
      { revoker: { adminGroups: [{ nam: 'Admins' }] } },
      ['revoker.adminGroups[0] = {"nam":"Admins"}', 'or an object with the keys name, id'],
    ],
    [
      'an exemption in an account of somebody else',
      {
        allowedAccountIds: ['444455556666'],
        revoker: { exempt: [{ arn: 'arn:aws:iam::111122223333:user/x', id: 'AIDAX', reason: 'x' }] },
      },
      ['revoker.exempt[0].arn = ', '111122223333 is not one of allowedAccountIds', 'a user in 444455556666'],
    ],
    [
      'an admin role in an account of somebody else',
      { allowedAccountIds: ['444455556666'], revoker: { adminRoles: ['arn:aws:iam::111122223333:role/x'] } },
      ['revoker.adminRoles[0] = ', '111122223333 is not one of allowedAccountIds', 'a role in 444455556666'],
    ],
    ...[
      'arn:aws:iam::111122223333:role/*',
      'arn:aws:iam::111122223333:role/team-?/x',
      'arn:aws:iam::111122223333:user/x',
      'arn:aws:sts::111122223333:assumed-role/x/session',
      '/team/',
    ].map((role): [string, object, string[]] => [
      `the admin role ${role}`,
      { revoker: { adminRoles: [role] } },
      [
        `revoker.adminRoles[0] = ${JSON.stringify(role)} is not allowed`,
        ...['allowed: ', '"/aws-reserved/sso.amazonaws.com/"', 'the exact ARN of a role'],
      ],
    ]),
    [
      'a role to assume in an account of somebody else',
      { allowedAccountIds: ['444455556666'], assumeRoleArn: 'arn:aws:iam::111122223333:role/deployer' },
      ['assumeRoleArn = ', 'account 111122223333 is not one of allowedAccountIds; allowed: a role in 444455556666'],
    ],
    [
      'a boundary of the roles in an account of somebody else',
      { allowedAccountIds: ['444455556666'], rolePermissionsBoundaryArn: 'arn:aws:iam::111122223333:policy/edge' },
      [
        'rolePermissionsBoundaryArn = "arn:aws:iam::111122223333:policy/edge"',
        'account 111122223333 is not one of allowedAccountIds; allowed: a policy of AWS, or one in 444455556666',
      ],
    ],
    ['an unknown mode', { revoker: { mode: 'on' } }, ['revoker.mode = "on"', '"off", "observe", "enforce"']],
    [
      'a value of another type',
      { revoker: { readOnlyCalls: 'yes' } },
      ['revoker.readOnlyCalls = "yes"', 'true or false'],
    ],
    ['an object of another type', { revoker: 5 }, ['revoker = 5', 'an object with the keys mode']],
    ['a text of another shape', { allowedAccountIds: ['123'] }, ['allowedAccountIds[0] = "123"', '12 digits']],
    ['a number below the least', { revoker: { maxConcurrency: 1 } }, ['revoker.maxConcurrency = 1', 'from 2 to 1000']],
    [
      'a number above the most',
      { revoker: { maxConcurrency: 1001 } },
      ['revoker.maxConcurrency = 1001', 'from 2 to 1000'],
    ],
    ['a fraction', { trail: { retentionDays: 1.5 } }, ['trail.retentionDays = 1.5', 'a whole number']],
    ['a retention CloudWatch refuses', { logRetentionDays: 2 }, ['logRetentionDays = 2', '1, 3, 5, 7']],
    ['a missing key', { backend: { s3: { key: 'state' } } }, ['backend.s3.bucket is missing']],
    [
      'the state of the bootstrap',
      { backend: { s3: { bucket: 'state', key: 'iam-guardrails-bootstrap.tfstate' } } },
      ['backend.s3.key = "iam-guardrails-bootstrap.tfstate"', 'which is the state of the bootstrap'],
    ],
    [
      'a key that Terraform refuses',
      { backend: { s3: { bucket: 'state', key: '/state' } } },
      ['backend.s3.key = "/state"', 'without a slash at either end'],
    ],
    ['neither alternative', { backend: 'gcs' }, ['backend = "gcs"', '{"s3": {"bucket": …, "key": …}} or "local"']],
    ['another partition', { partition: 'aws-cn' }, ['partition = "aws-cn"', 'EventBridge in us-east-1']],
    [
      'another Region',
      { region: 'eu-west-1' },
      ['region = "eu-west-1"', "IAM's events reach EventBridge in that Region only"],
    ],
    [
      'no admin group',
      { revoker: { adminGroups: [] } },
      ['revoker.adminGroups = []', 'at least one group, or write "none"'],
    ],
    [
      'an admin group without its id',
      { revoker: { adminGroups: [{ name: 'Admins' }] } },
      ['revoker.adminGroups[0].id is missing', 'AGPA'],
    ],
    [
      'an exemption by pattern',
      { revoker: { exempt: [{ arn: 'arn:aws:iam::*:user/*', id: 'AIDAX', reason: 'x' }] } },
      ['revoker.exempt[0].arn = "arn:aws:iam::*:user/*"', 'exact ARN'],
    ],
    [
      'an exemption without a reason',
      { revoker: { exempt: [{ arn: 'arn:aws:iam::111122223333:user/x', id: 'AIDAX', reason: ' ' }] } },
      ['revoker.exempt[0].reason = " "', 'not empty'],
    ],
    [
      'a call that grants something',
      { revoker: { selfService: ['PutUserPolicy'] } },
      ['revoker.selfService[0] = "PutUserPolicy"', '"ChangePassword"'],
    ],
    [
      'an address that is none',
      { notifications: { emails: ['ops'] } },
      ['notifications.emails[0] = "ops"', 'an e-mail address'],
    ],
    [
      'a topic elsewhere',
      { notifications: { topic: 'arn:aws:sns:eu-west-1:111122223333:t' } },
      ['notifications.topic = ', '"create", "none", or the ARN of a standard SNS topic in us-east-1'],
    ],
    [
      'addresses without a topic',
      { notifications: { topic: 'none', emails: ['a@example.com'] } },
      ['notifications = ', 'topic "none" cannot send'],
    ],
    [
      'a bucket for no trail',
      { trail: { use: 'existing', bucket: 'logs-bucket' } },
      ['trail = ', 'bucket has no meaning'],
    ],
    ['a key alias', { kmsKeyArn: 'arn:aws:kms:us-east-1:111122223333:alias/x' }, ['kmsKeyArn = ', '(not an alias)']],
    ['a misspelt key', { revokr: {} }, ['revokr = {}', 'did you mean revoker?']],
    ['a misspelt key below', { audit: { schedul: 'x' } }, ['did you mean audit.schedule?']],
    [
      'a key at another place',
      { adminGroups: ['Admins'] },
      ['adminGroups = ["Admins"]', 'is not a setting; adminGroups belongs in revoker.adminGroups'],
    ],
    ['a misspelt value', { revoker: { mode: 'enforced' } }, ['did you mean "enforce"?']],
    ['a misspelt value beside a text', { notifications: { topic: 'nne' } }, ['did you mean "none"?']],
    [
      'an action in place of a call',
      { revoker: { selfService: ['iam:ChangePassword'] } },
      ['revoker.selfService[0] = "iam:ChangePassword"', 'write it without iam: "ChangePassword"'],
    ],
    ['an account id without quotes', { allowedAccountIds: [111122223333] }, ['write it in quotes: "111122223333"']],
    ['a number in quotes', { trail: { retentionDays: '90' } }, ['write it without quotes: 90']],
    ['a number in quotes, one of few', { logRetentionDays: '365' }, ['write it without quotes: 365']],
    ['true in quotes', { revoker: { readOnlyCalls: 'true' } }, ['write it without quotes: true']],
    [
      'no admin groups in a list',
      { revoker: { adminGroups: ['none'] } },
      ['revoker.adminGroups[0] = "none"', '"none" without the brackets'],
    ],
    [
      'no admin groups in a list, in capitals',
      { revoker: { adminGroups: ['None'] } },
      ['revoker.adminGroups[0] = "None"', '"none" without the brackets'],
    ],
    [
      'a deny that spares nothing',
      { revoker: { selfService: [], denySparesSelfService: true } },
      ['revoker.denySparesSelfService = true', 'allowed: false'],
    ],
    [
      'a trail of somebody else that destroy empties',
      { trail: { use: 'existing', forceDestroy: true } },
      ['trail.forceDestroy = true', 'use "existing" creates no bucket'],
    ],
    [
      'a bucket of somebody else whose objects expire',
      { trail: { bucket: 'logs-bucket', retentionDays: 90 } },
      ['trail.retentionDays = 90', 'bucket names one of yours'],
    ],
    [
      'an account twice',
      { allowedAccountIds: ['111122223333', '111122223333'] },
      ['allowedAccountIds[1] = "111122223333": the same as allowedAccountIds[0]'],
    ],
    [
      'an address that differs by case',
      { notifications: { emails: ['ops@example.com', 'Ops@example.com'] } },
      ['notifications.emails[1] = "Ops@example.com": the same as notifications.emails[0]'],
    ],
    [
      'a call twice',
      { revoker: { selfService: ['ChangePassword', 'ChangePassword'] } },
      ['revoker.selfService[1] = "ChangePassword": the same as revoker.selfService[0]'],
    ],
    ['a user exempt twice', { revoker: { exempt: [EXEMPT, EXEMPT] } }, ['the same as revoker.exempt[0]']],
    [
      'an action kept twice',
      { permissionsBoundary: { alwaysKeep: ['iam:PassRole', 'iam:passrole'] } },
      ['the same as permissionsBoundary.alwaysKeep[0]'],
    ],
    [
      'an action let through twice',
      { permissionsBoundary: { alwaysAllow: ['kms:Decrypt', 'kms:decrypt'] } },
      ['permissionsBoundary.alwaysAllow[1] = "kms:decrypt": the same as permissionsBoundary.alwaysAllow[0]'],
    ],
    ['overlays that are no object', { environments: ['prod'] }, ['environments = ["prod"]', 'one overlay per name']],
    ['no object at all', [], ['guardrails = []', 'an object with the keys allowedAccountIds']],
  ])('with %s are refused by key, value and what is allowed', (_, raw, expected) => {
    const refusal = refusalOf(raw);
    for (const words of expected) expect(refusal).toContain(words);
  });

  it.each([
    [
      'the value of a tag',
      { defaultTags: { team: 'a ${b}' } },
      ['defaultTags.team = "a ${b}"', 'Terraform would read ${'],
    ],
    ['the key of a tag', { defaultTags: { '%{if}': 'x' } }, ['defaultTags.%{if}, the key itself', 'read %{']],
    [
      'the reason of an exemption',
      { revoker: { exempt: [{ arn: 'arn:aws:iam::111122223333:user/x', id: 'AIDAX', reason: '${path.cwd}' }] } },
      ['revoker.exempt[0].reason = "${path.cwd}"'],
    ],
    [
      'the owner of an exemption',
      { revoker: { exempt: [{ ...EXEMPT, owner: '%{ for x in y }' }] } },
      ['revoker.exempt[0].owner = "%{ for x in y }"'],
    ],
    [
      'the ARN of an exemption',
      { revoker: { exempt: [{ ...EXEMPT, arn: 'arn:aws:iam::111122223333:user/${x}/y' }] } },
      ['revoker.exempt[0].arn = '],
    ],
    ['a state key', { backend: { s3: { bucket: 'state', key: '${a}' } } }, ['backend.s3.key = "${a}"']],
    [
      'the key of the state bucket',
      { backend: { s3: { bucket: 'state', key: 'a', kmsKeyId: '${a}' } } },
      ['backend.s3.kmsKeyId = "${a}"'],
    ],
    ['a role', { assumeRoleArn: 'arn:aws:iam::111122223333:role/${a}' }, ['assumeRoleArn = ']],
    ['a boundary', { rolePermissionsBoundaryArn: 'arn:aws:iam::aws:policy/${a}' }, ['rolePermissionsBoundaryArn = ']],
    [
      'an overlay',
      { environments: { prod: { defaultTags: { a: '${b}' } } } },
      ['environments.prod: defaultTags.a = "${b}"'],
    ],
  ])('with an expression in %s are refused', (_, raw, expected) => {
    const refusal = refusalOf(raw);
    for (const words of [...expected, 'allowed: a text without']) expect(refusal).toContain(words);
  });

  it('may hold the signs that expressions are made of', () => {
    const exempt = [{ arn: 'arn:aws:iam::111122223333:user/x', id: 'AIDAX', reason: '$5 {a} 100% { b }' }];
    expect(parseSettings({ revoker: { exempt } }).revoker.exempt).toMatchObject(exempt);
  });

  it('may tag with a key that only resembles those of AWS', () => {
    expect(parseSettings({ defaultTags: { awsome: 'x' } }).defaultTags).toEqual({ awsome: 'x' });
  });

  it.each(['abc', `a${'b'.repeat(29)}`, 'a-b-c'])('take the prefix %s', (namePrefix) => {
    expect(parseSettings({ namePrefix }).namePrefix).toBe(namePrefix);
  });

  it('take an exemption in an allowed account', () => {
    const raw = { allowedAccountIds: ['444455556666', '111122223333'], revoker: { exempt: [EXEMPT] } };
    expect(parseSettings(raw).revoker.exempt).toEqual([EXEMPT]);
  });

  it.each([
    ['a key that is like no other', { zzz: 1 }],
    ['a value that is like no other', { revoker: { mode: 'on' } }],
    ['a number that would be no schedule in quotes either', { audit: { schedule: 7 } }],
    ['a text that is no number', { trail: { retentionDays: 'long' } }],
  ])('offer nothing instead of %s', (_, raw) => {
    expect(refusalOf(raw)).not.toMatch(/did you mean|belongs|quotes/);
  });

  it('name every problem at once, one per line', () => {
    expect(refusalOf({ region: 'x', revoker: { mode: 'y' } }).split('\n')).toHaveLength(3);
  });

  it('may carry comments at every depth', () => {
    const commented = { '//': 'why', revoker: { '//mode': 'off', exempt: [{ '// since': 2020, ...EXEMPT }] } };
    expect(parseSettings(commented).revoker).toMatchObject({ mode: 'enforce', exempt: [EXEMPT] });
  });

  it('refuse a comment mark that is not at the beginning of a key', () => {
    expect(refusalOf({ 'revoker//': {} })).toContain('revoker//');
  });
});

describe('an environment', () => {
  const raw = {
    defaultTags: { team: 'platform', stage: 'none' },
    revoker: { adminGroups: ['Administrators', 'Owners'], failedCalls: 'notify' },
    environments: {
      '//': 'overlays',
      prod: { defaultTags: { stage: 'prod' }, revoker: { adminGroups: ['Admins'] } },
      dev: { revoker: { mode: 'observe' } },
    },
  };

  it('is laid over the settings: objects merge deep, lists are replaced', () => {
    const { defaultTags, revoker } = parseSettings(raw, 'prod');
    expect(defaultTags).toEqual({ team: 'platform', stage: 'prod' });
    expect(revoker).toMatchObject({ adminGroups: ['Admins'], failedCalls: 'notify', mode: 'enforce' });
  });

  it('changes nothing when it is not chosen', () => {
    expect(parseSettings(raw)).toMatchObject({ defaultTags: { stage: 'none' }, revoker: { mode: 'enforce' } });
  });

  it('that does not exist is refused with those that do', () => {
    expect(refusalOf(raw, 'stage')).toContain(
      'GUARDRAILS_ENV: "stage" is not one of the keys of environments; there are: prod, dev',
    );
  });

  it('is refused where there are none', () => {
    expect(refusalOf({}, 'prod')).toContain('there are none');
  });

  it.each([[[]], [null], ['x']])('that is %j is refused by its name, chosen or not', (prod) => {
    for (const environment of [undefined, 'prod', 'dev']) {
      const refusal = refusalOf({ environments: { prod, dev: {} } }, environment);
      expect(refusal).toContain(`environments.prod = ${JSON.stringify(prod)} is not allowed; allowed: an object`);
    }
  });

  it('has no environments of its own', () => {
    expect(refusalOf({ environments: { prod: { environments: {} } } })).toContain(
      'environments.prod = {"environments":{}}: an overlay has no environments of its own',
    );
  });

  it('is checked even when another one is chosen', () => {
    const broken = { environments: { prod: { revoker: { mode: 'on' } }, dev: {} } };
    expect(refusalOf(broken, 'dev')).toContain('environments.prod: revoker.mode = "on"');
  });
});

describe('readSettings', () => {
  const folderWith = (content: unknown): string => {
    const folder = temporaryFolder('settings-');
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify(content));
    return folder;
  };

  const refusalOfFolder = (folder: string): string => {
    try {
      readSettings(folder);
    } catch (error) {
      if (error instanceof SettingsError) return String(error);
      throw error;
    }
    throw new Error('the settings were accepted');
  };

  it('reads context.guardrails of the cdktf.json in the folder', () => {
    const folder = folderWith({ context: { guardrails: { namePrefix: 'acme' } } });
    expect(readSettings(folder).namePrefix).toBe('acme');
  });

  it('takes the defaults where they are {}, and no environment where its name is empty', () => {
    expect(readSettings(folderWith({ context: { guardrails: {} } }), '').namePrefix).toBe('iam-guardrails');
  });

  it.each([
    ['holds a list', [], 'the file is [], not an object'],
    ['has no context', { contxt: {} }, 'context is missing; the file has: contxt; did you mean context?'],
    ['has a context of another type', { context: 5 }, 'context = 5 is not allowed; allowed: an object'],
    [
      'misspells them',
      { context: { guardrail: { namePrefix: 'acme' } } },
      'context.guardrails is missing; context has: guardrail; did you mean guardrails?',
    ],
    ...['revoker', 'permissionsBoundary', 'environments', 'exemptions'].flatMap((key): [string, object, string][] => [
      [
        `has ${key} beside them`,
        { context: { guardrails: {}, [key]: {} } },
        `context.${key} stands beside context.guardrails; it belongs inside`,
      ],
      [
        `has ${key} in place of them`,
        { context: { [key]: {} } },
        `context.${key} belongs inside context.guardrails, which is missing`,
      ],
      [
        `has ${key} at its root`,
        { [key]: {}, context: { guardrails: {} } },
        `${key} stands at the root of the file; it belongs inside context.guardrails`,
      ],
    ]),
    ['has them beside the context', { guardrails: {}, context: {} }, 'guardrails stands beside context; it belongs'],
    ['holds null for them', { context: { guardrails: null } }, 'context.guardrails = null is not allowed'],
    ['holds a list for them', { context: { guardrails: [] } }, 'context.guardrails = [] is not allowed'],
  ])('refuses a file that %s, by the key alone', (_, content, expected) => {
    const refusal = refusalOfFolder(folderWith(content));
    expect(refusal.split('\n')).toEqual(['SettingsError: cdktf.json:', expect.stringContaining(expected)]);
  });

  it('offers nothing for what is like no key of theirs', () => {
    const refusal = refusalOfFolder(folderWith({ context: { other: 1 } }));
    expect(refusal).toMatch(/context\.guardrails is missing; context has: other$/);
  });

  it('says at which line and column the file is no JSON, and the likely cause', () => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'cdktf.json'), '{\n  "context": {\n    // ours\n    "guardrails": {}\n  }\n}\n');
    expect(refusalOfFolder(folder)).toBe(
      'SettingsError: cdktf.json:\n  not JSON: line 3, column 5: a comment, which JSON does not have; write a key that begins with //',
    );
  });

  it.each([
    ['{ "mode": "off", "mode": "enforce" } }', 'context.guardrails.revoker.mode is there twice; allowed: once'],
    ['{} }, "guardrails": {}', 'context.guardrails is there twice; allowed: once'],
    ['{} } }, "context": { "guardrails": {}', 'context is there twice; allowed: once'],
  ])('refuses a file with a key that is there twice: %s', (rest, problem) => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'cdktf.json'), `{ "context": { "guardrails": { "revoker": ${rest} } }`);
    expect(refusalOfFolder(folder)).toContain(problem);
  });

  it('leaves alone what is there twice and is none of the settings', () => {
    const folder = folderWith({});
    writeFileSync(
      join(folder, 'cdktf.json'),
      '{ "app": 1, "app": 2, "context": { "x": 1, "x": 2, "guardrails": {} } }',
    );
    expect(readSettings(folder).namePrefix).toBe('iam-guardrails');
  });

  it('says which file is missing', () => {
    const folder = temporaryFolder('settings-');
    expect(refusalOfFolder(folder)).toBe(`SettingsError: cdktf.json:\n  ${join(folder, 'cdktf.json')} is missing`);
  });

  it('takes the environment it is told', () => {
    const guardrails = { environments: { prod: { namePrefix: 'acme-prod' } } };
    expect(readSettings(folderWith({ context: { guardrails } }), 'prod').namePrefix).toBe('acme-prod');
  });
});
