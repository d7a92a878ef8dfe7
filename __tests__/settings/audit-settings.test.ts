import { parseSettings } from '../../src/settings';
import { DEFAULT_BASE_ACTIONS } from '../../src/guardrails/permissions-boundary/judge/always-allowed';
import { refusalOf } from '../support/settings';
import { EXEMPTIBLE } from '../../src/domain/exemption/exemption';

const ROLE = 'arn:aws:iam::111122223333:role/deployer';
const spared = { owner: 'ops', reason: 'breaks at night' };
const QUOTED = EXEMPTIBLE.map((one) => `"${one}"`).join(', ');
const anExemption = (overrides: object) => ({ exemptions: [{ match: { name: 'ci-*' }, ...spared, ...overrides }] });

describe('settings of the scheduled guardrails', () => {
  it.each([
    [
      'of which Access Advisor remembers too little',
      { audit: { unusedAfterDays: 401 } },
      'audit.unusedAfterDays = 401',
    ],
    ['of which Access Advisor remembers too little', { audit: { trackingDays: 401 } }, 'audit.trackingDays = 401'],
    ['of which Access Advisor remembers too little', { audit: { graceDays: 401 } }, 'audit.graceDays = 401'],
  ])('with days %s are refused by key, value and what is allowed', (_, raw, expected) => {
    expect(refusalOf(raw)).toMatch(expected);
    expect(refusalOf(raw)).toMatch(/allowed: a whole number from [01] to 400 \(Access Advisor is sure to remember/);
  });

  it.each([
    ['audit.unusedAfterDays = 0', { audit: { unusedAfterDays: 0 } }, 'from 1 to 400'],
    ['audit.trackingDays = 0', { audit: { trackingDays: 0 } }, 'from 1 to 400'],
    ['audit.graceDays = -1', { audit: { graceDays: -1 } }, 'from 0 to 400'],
    ['audit.concurrency = 0', { audit: { concurrency: 0 } }, 'from 1 to 40'],
    ['audit.concurrency = 41', { audit: { concurrency: 41 } }, 'from 1 to 40'],
    ['audit.reportWaitSeconds = 61', { audit: { reportWaitSeconds: 61 } }, 'from 0 to 60'],
    ['audit.reportTimeoutSeconds = 601', { audit: { reportTimeoutSeconds: 601 } }, 'from 1 to 600'],
    ['audit.toleratedFailurePercentage = 101', { audit: { toleratedFailurePercentage: 101 } }, 'from 0 to 100'],
    ['audit.refreshDays = 0', { audit: { refreshDays: 0 } }, 'from 1 to 365'],
    ['audit.refreshDays = 366', { audit: { refreshDays: 366 } }, 'from 1 to 365'],
    ['audit.sharedHours = -1', { audit: { sharedHours: -1 } }, 'from 0 to 24'],
    ['audit.sharedHours = 25', { audit: { sharedHours: 25 } }, 'from 0 to 24'],
    ['audit.incremental = "yes"', { audit: { incremental: 'yes' } }, 'true or false'],
    ['audit.overdueAfterDays = 0', { audit: { overdueAfterDays: 0 } }, 'from 1 to 400'],
    ...(
      [
        ['services[0] = "lambda"', { services: ['lambda'], regions: ['us-east-1'] }, '"kms", "sqs", "sns"'],
        [
          'services[1] = "kms"',
          { services: ['kms', 'kms'], regions: ['us-east-1'] },
          'the same as audit.resourcePolicies.services[0]; allowed: each once',
        ],
        ['regions[0] = "everywhere"', { services: ['kms'], regions: ['everywhere'] }, 'the name of a Region'],
        [
          'regions[1] = "us-east-1"',
          { services: ['kms'], regions: ['us-east-1', 'us-east-1'] },
          'the same as audit.resourcePolicies.regions[0]; allowed: each once',
        ],
        ['regions is missing: name at least one Region', { services: ['kms'] }, 'both with at least one, or neither'],
        [
          'regions = []: name at least one Region',
          { services: ['kms'], regions: [] },
          'both with at least one, or neither',
        ],
        [
          'services is missing: name at least one service',
          { regions: ['us-east-1'] },
          'both with at least one, or neither',
        ],
      ] as const
    ).map(([key, resourcePolicies, allowed]): [string, object, string] => [
      `audit.resourcePolicies.${key}`,
      { audit: { resourcePolicies } },
      allowed,
    ]),
    ['limits.iamCallsPerSecond = 0', { limits: { iamCallsPerSecond: 0 } }, 'from 1 to 100'],
    ['limits.iamCallsPerSecond = 101', { limits: { iamCallsPerSecond: 101 } }, 'from 1 to 100'],
    ['audit.schedul = "x"', { audit: { schedul: 'x' } }, 'schedule, unusedAfterDays'],
    ['permissionsBoundary.tags = "yes"', { permissionsBoundary: { tags: 'yes' } }, 'true or false'],
    ['permissionsBoundary.mode = "on"', { permissionsBoundary: { mode: 'on' } }, '"off", "observe", "enforce"'],
    ['permissionsBoundary.style = "deny"', { permissionsBoundary: { style: 'deny' } }, '"allowUsed", "denyUnused"'],
    ['permissionsBoundary.reopen = true', { permissionsBoundary: { reopen: true } }, '"ask", "automatic"'],
    ['permissionsBoundary.adopt[0] = "old-*"', { permissionsBoundary: { adopt: ['old-*'] } }, 'policy/old-tool-*'],
    ...['*', '**', '?*', '*?', '???', '*/*', '*/?*'].map((pattern): [string, object, string] => [
      `permissionsBoundary.adopt[0] = "arn:aws:iam::*:policy/${pattern}"`,
      { permissionsBoundary: { adopt: [`arn:aws:iam::*:policy/${pattern}`] } },
      'policy/old-tool-*',
    ]),
    ['limits.changesPerRun = 0', { limits: { changesPerRun: 0 } }, 'from 1 to 10000'],
    ['limits.changesPerRun = 10001', { limits: { changesPerRun: 10_001 } }, 'from 1 to 10000'],
    ['limits.maxChangePercent = 0', { limits: { maxChangePercent: 0 } }, 'from 1 to 100'],
    ['limits.maxChangePercent = 101', { limits: { maxChangePercent: 101 } }, 'from 1 to 100'],
    [
      'permissionsBoundary.baseActions[0] = "*"',
      { permissionsBoundary: { baseActions: ['*'] } },
      'ec2:DescribeRegions',
    ],
    ['permissionsBoundary.alwaysAllow[0] = "*"', { permissionsBoundary: { alwaysAllow: ['*'] } }, 'an action'],
    [
      'permissionsBoundary.alwaysAllow[1] = "*:Get*"',
      { permissionsBoundary: { alwaysAllow: ['kms:*', '*:Get*'] } },
      'an action such as ec2:DescribeRegions',
    ],
    [
      'permissionsBoundary.alwaysKeep[0] = "PassRole"',
      { permissionsBoundary: { alwaysKeep: ['PassRole'] } },
      'an action',
    ],
    [
      'audit.exemptionsObject = "list.txt"',
      { audit: { exemptionsObject: 'list.txt' } },
      's3://my-bucket/exemptions.txt',
    ],
    ['audit.exemptionsObject = ', { audit: { exemptionsObject: 's3://my-bucket/lists/*' } }, 'without * and ?'],
  ])('with %s are refused by what is allowed', (given, raw, allowed) => {
    expect(refusalOf(raw)).toContain(given);
    expect(refusalOf(raw)).toContain(allowed);
  });

  it('refuse to adopt boundaries of accounts that are not deployed to', () => {
    const adopting = (...adopt: readonly string[]) => ({
      allowedAccountIds: ['111122223333'],
      permissionsBoundary: { adopt },
    });
    expect(refusalOf(adopting('arn:aws:iam::444455556666:policy/old-*'))).toContain(
      'allowed: a policy in 111122223333',
    );
    const fine = [
      'arn:aws:iam::aws:policy/PowerUserAccess',
      'arn:aws:iam::*:policy/old-*',
      'arn:aws:iam::*:policy/team/*',
    ];
    expect(parseSettings(adopting(...fine)).permissionsBoundary.adopt).toEqual(fine);
  });

  it('refuse evidence that is kept for longer than it takes a service to count as unused', () => {
    expect(refusalOf({ audit: { refreshDays: 61, unusedAfterDays: 60 } })).toContain(
      'audit.refreshDays = 61: a service in use could count as unused, for audit.unusedAfterDays is 60',
    );
    expect(parseSettings({ audit: { refreshDays: 60, unusedAfterDays: 60 } }).audit.refreshDays).toBe(60);
  });

  it('refuse a report that would be given up before it is read', () => {
    expect(refusalOf({ audit: { reportTimeoutSeconds: 8 } })).toContain(
      'audit.reportTimeoutSeconds = 8: no report would be read, for audit.reportWaitSeconds is 8; allowed: more than that',
    );
    expect(parseSettings({ audit: { reportTimeoutSeconds: 9 } }).audit.reportTimeoutSeconds).toBe(9);
  });

  it('refuse a rate of audits that would keep the alarm on for ever', () => {
    expect(refusalOf({ audit: { schedule: 'rate(9 days)' } })).toContain(
      'audit.schedule = "rate(9 days)": the alarm of audit.overdueAfterDays, 8, would never end; ' +
        'allowed: a rate of at most 8 days, or audit.overdueAfterDays of at least 9',
    );
    expect(refusalOf({ audit: { schedule: 'rate(200 hours)' } })).toContain('of at least 9');
    expect(parseSettings({ audit: { schedule: 'rate(9 days)', overdueAfterDays: 9 } }).audit.overdueAfterDays).toBe(9);
  });

  it.each([
    ['cron(0 3 ? * MON,FRI *)', 4],
    ['cron(0 3 ? * FRI-MON *)', 4],
    ['cron(0 3 ? * L *)', 7],
    ['cron(0 3 1,11,21 * ? *)', 11],
    ['cron(0 3 L * ? *)', 31],
    ['cron(0 3 15W * ? *)', 32],
    ['cron(0 3 LW * ? *)', 33],
    ['cron(0 3 ? * 6L *)', 35],
    ['cron(0 3 31 * ? *)', 61],
    ['cron(0 3 ? * MON#5 *)', 119],
    ['cron(0 3 1 1 ? *)', 366],
    ['cron(0 3 ? * SUN */2)', 378],
  ])('refuse a schedule that leaves the alarm on in between: %s leaves up to %i days', (schedule, days) => {
    const refusal = refusalOf({ audit: { schedule, overdueAfterDays: days - 1 } });
    expect(refusal).toContain(
      `audit.schedule = "${schedule}": up to ${days} days lie between two runs, and the alarm of ` +
        `audit.overdueAfterDays, ${days - 1}, would go off in between; allowed: `,
    );
    expect(refusal).toContain(`or audit.overdueAfterDays of at least ${days}`);
    expect(parseSettings({ audit: { schedule, overdueAfterDays: days } }).audit.schedule).toBe(schedule);
  });

  it.each([
    ['cron(0 3 29 2 ? *)', 2921],
    // A February of five Sundays comes every 28 years, and 2100 is no leap year.
    ['cron(0 3 ? 2 SUN#5 *)', 14_609],
  ])('refuse %s, which no alarm waits for: up to %i days', (schedule, days) => {
    expect(refusalOf({ audit: { schedule, overdueAfterDays: 400 } })).toMatch(
      new RegExp(`up to ${days} days lie between two runs.*allowed: at most 400 days between two runs$`),
    );
  });

  it('refuse days that the default schedule does not keep, at the key that was written', () => {
    const expected =
      'audit.overdueAfterDays = 6: up to 7 days lie between two runs by audit.schedule, cron(0 3 ? * SUN *), and the ' +
      'alarm would go off in between; allowed: at least 7, or an audit.schedule with at most 6 days between two runs';
    expect(refusalOf({ audit: { overdueAfterDays: 6 } })).toContain(expected);
    expect(refusalOf({ audit: { overdueAfterDays: 6, schedule: 'cron(0 3 ? * SUN *)' } })).toContain(expected);
    expect(parseSettings({ audit: { overdueAfterDays: 7 } }).audit.overdueAfterDays).toBe(7);
  });

  it('refuse audits that end, whatever year it is now', () => {
    expect(refusalOf({ audit: { schedule: 'cron(0 3 ? * SUN 2026-2030)' } })).toContain(
      'audit.schedule = "cron(0 3 ? * SUN 2026-2030)": no audit runs after 2030, and the alarm of ' +
        'audit.overdueAfterDays, 8, would never end; allowed: * as the year',
    );
  });

  it('count the days until the first run as days without one', () => {
    expect(refusalOf({ audit: { schedule: 'cron(0 3 ? * SUN 2027-2199)' } })).toContain('up to 367 days lie between');
  });

  it('take days up to what Access Advisor remembers', () => {
    const audit = { unusedAfterDays: 400, graceDays: 0, trackingDays: 1 };
    expect(parseSettings({ audit }).audit).toMatchObject(audit);
  });

  it('leave to a principal that used nothing what the published solution leaves', () => {
    expect(DEFAULT_BASE_ACTIONS).toHaveLength(17);
  });
});

describe('a schedule', () => {
  it.each([
    'rate(1 day)',
    'rate(7 days)',
    'rate(36 hours)',
    'rate(2880 minutes)',
    'cron(0 3 ? * SUN *)',
    'cron(30 8 ? * MON-FRI *)',
    'cron(15 3 */2 JAN-NOV/2 ? *)',
    'cron(0/60 3-3 ? * SUN-MON,FRI *)',
    'cron(15 10 L * ? 2027-2030)',
    'cron(15 10 15W JAN,JUL ? *)',
    'cron(0 18 ? * 6L *)',
    'cron(0 18 ? * FRI#2 *)',
  ])('may be %s', (changeSchedule) => {
    expect(parseSettings({ permissionsBoundary: { changeSchedule } }).permissionsBoundary).toMatchObject({
      changeSchedule,
    });
  });

  it.each([
    ['weekly', 'neither rate(…) nor cron(…)'],
    ['at(2027-01-01T00:00:00)', 'neither rate(…) nor cron(…)'],
    ['rate(0 days)', 'no rate that EventBridge Scheduler reads'],
    ['cron(0 3 30 2 ? *)', 'it never runs'],
    ['cron(0 3 31 APR,JUN,SEP,NOV ? *)', 'it never runs'],
    ['cron(0 3 29 2 ? 2027)', 'it never runs'],
    ['cron(0 3 ? * SUN 2020-2025)', 'it never runs'],
    ['cron(0 3 ? * SUN 2030-2028)', 'it never runs'],
    ['rate(1.5 hours)', 'no rate that EventBridge Scheduler reads'],
    ['rate(2 weeks)', 'no rate that EventBridge Scheduler reads'],
    ['rate(7days)', 'no rate that EventBridge Scheduler reads'],
    ['cron(0 3 * * SUN)', 'a cron expression has 6 fields, not 5'],
    ['cron(60 3 ? * SUN *)', 'the field minutes cannot be 60'],
    ['cron(0 24 ? * SUN *)', 'the field hours cannot be 24'],
    ['cron(0 3 32 * ? *)', 'the field day-of-month cannot be 32'],
    ['cron(0 3 ? 13 SUN *)', 'the field month cannot be 13'],
    ['cron(0 3 ? * 0 *)', 'the field day-of-week cannot be 0'],
    ['cron(0 3 ? * SUNDAY *)', 'the field day-of-week cannot be SUNDAY'],
    ['cron(0 3 ? * SUN 1969)', 'the field year cannot be 1969'],
    ['cron(0/0 3 ? * SUN *)', 'the field minutes cannot be 0/0'],
    ['cron(0/2/3 3 ? * SUN *)', 'the field minutes cannot be 0/2/3'],
    ['cron(00000 3 ? * SUN *)', 'the field minutes cannot be 00000'],
    ['cron(1-2-3 3 ? * SUN *)', 'the field minutes cannot be 1-2-3'],
    ['cron(0 3 * * SUN *)', 'exactly one of day-of-month and day-of-week is ?'],
    ['cron(0 3 ? * ? *)', 'exactly one of day-of-month and day-of-week is ?'],
  ])('may not be %s', (schedule, problem) => {
    const refusal = refusalOf({ audit: { schedule } });
    expect(refusal).toContain(`audit.schedule = "${schedule}": ${problem}; allowed: rate(value minutes|hours|days)`);
    expect(refusal).toContain('such as cron(0 3 ? * SUN *)');
  });

  it.each([
    'rate(23 hours)',
    'rate(1 minute)',
    'cron(0/30 8-18 ? * MON-FRI *)',
    'cron(*/15 * * * ? *)',
    'cron(0 3,15 ? * SUN *)',
  ])('may not be %s, which no other form of it would mend', (schedule) => {
    expect(refusalOf({ audit: { schedule } })).toMatch(
      /: more often than once a day; allowed: once a day at most, such as rate\(1 day\) or cron\(0 3 \* \* \? \*\)$/,
    );
  });

  it('is a text', () => {
    expect(refusalOf({ audit: { schedule: 7 } })).toContain('audit.schedule = 7 is not allowed; allowed: rate(');
  });
});

describe('an exemption', () => {
  it('is from everything, and for ever, unless it says otherwise', () => {
    expect(parseSettings(anExemption({ from: 'all' }))).toEqual(parseSettings(anExemption({})));
    expect(parseSettings(anExemption({})).exemptions).toEqual([
      { match: { name: 'ci-*' }, from: EXEMPTIBLE, ...spared },
    ]);
  });

  it.each([
    { arn: 'arn:aws:iam::111122223333:role/ci-*' },
    { arn: 'arn:aws:iam::*:user/ops/*' },
    { name: 'b?t' },
    { path: '/ci/*' },
    { group: 'Robots' },
    { tag: 'guardrails' },
    { tag: 'team:güte 2' },
    { tag: 'team:a=b' },
  ])('may match %j', (match) => {
    expect(parseSettings(anExemption({ match })).exemptions[0]?.match).toEqual(match);
  });

  it.each([
    ['nobody', { match: {} }, ['exemptions[0].match = {}', 'exactly one of arn, name, path, group, tag']],
    ['two ways', { match: { name: 'a', tag: 'b' } }, ['exemptions[0].match = ', 'exactly one of arn, name']],
    ['another way', { match: { id: 'a' } }, ['exemptions[0].match.id = "a"', 'arn, name, path, group, tag']],
    ['no match', { match: undefined }, ['exemptions[0].match is missing']],
    ['everybody', { match: { arn: '*' } }, ['exemptions[0].match.arn = "*"', 'the ARN of a user or role']],
    ['every role', { match: { arn: 'arn:aws:iam::*:role/*' } }, ['exemptions[0].match.arn = ', 'not everybody']],
    ['every name', { match: { name: '*' } }, ['exemptions[0].match.name = "*"', 'not everybody']],
    ['every name with a letter', { match: { name: '?*' } }, ['exemptions[0].match.name = "?*"', 'not everybody']],
    ['every path', { match: { path: '/*' } }, ['exemptions[0].match.path = "/*"', 'not everybody']],
    ['the path of everybody', { match: { path: '/' } }, ['exemptions[0].match.path = "/"', 'not everybody']],
    ['every path below one', { match: { path: '/*/' } }, ['exemptions[0].match.path = "/*/"', 'not everybody']],
    ['a tag written with =', { match: { tag: 'team=ops' } }, ['exemptions[0].match.tag = "team=ops"', 'key:value']],
    ['half a path', { match: { path: '/ci' } }, ['exemptions[0].match.path = "/ci"', 'ends with / or *']],
    ['no path', { match: { path: 'ci/' } }, ['exemptions[0].match.path = "ci/"', 'begins with /']],
    ['a group by pattern', { match: { group: 'ci*' } }, ['exemptions[0].match.group = "ci*"', 'a group name']],
    ['a tag without key', { match: { tag: ':b' } }, ['exemptions[0].match.tag = ":b"', 'the key of a tag']],
    ['everything in a list', { from: ['all'] }, ['exemptions[0].from[0] = "all"', QUOTED]],
    [
      'a guardrail without its list',
      { from: 'tags' },
      ['exemptions[0].from = "tags" is not allowed', 'allowed: "all", or'],
    ],
    ['nothing to be exempt from', { from: [] }, ['exemptions[0].from = []', EXEMPTIBLE.join(', ')]],
    ['another guardrail', { from: ['revoker'] }, ['exemptions[0].from[0] = "revoker"', QUOTED]],
    ['no owner', { owner: undefined }, ['exemptions[0].owner is missing', 'not empty']],
    ['an empty reason', { reason: ' ' }, ['exemptions[0].reason = " "', 'not empty']],
    ['a day that is none', { expires: '2027-02-29' }, ['exemptions[0].expires = "2027-02-29"', 'a day that exists']],
    ['a day in other words', { expires: '31.12.2027' }, ['exemptions[0].expires = ', 'YYYY-MM-DD']],
  ])('with %s is refused', (_, overrides, expected) => {
    const refusal = refusalOf(anExemption(overrides));
    for (const words of expected) expect(refusal).toContain(words);
  });

  it('may expire on a leap day', () => {
    expect(parseSettings(anExemption({ expires: '2028-02-29' })).exemptions[0]?.expires).toBe('2028-02-29');
  });

  it('in an account of somebody else is refused, unless its account is any', () => {
    const allowedAccountIds = ['444455556666'];
    const ofAccount = (account: string) => anExemption({ match: { arn: `arn:aws:iam::${account}:role/x` } });
    expect(refusalOf({ allowedAccountIds, ...ofAccount('111122223333') })).toContain(
      'account 111122223333 is not one of allowedAccountIds; allowed: a user or role in 444455556666',
    );
    for (const account of ['444455556666', '*']) {
      expect(parseSettings({ allowedAccountIds, ...ofAccount(account) }).exemptions).toHaveLength(1);
    }
  });
});

describe('a protected principal', () => {
  const protecting = (arn: string, reason = 'deploys') => ({ protectedPrincipals: [{ arn, reason }] });

  it.each([ROLE, 'arn:aws:iam::111122223333:user/ops/ada@example.com'])('may be %s', (arn) => {
    expect(parseSettings(protecting(arn)).protectedPrincipals).toEqual([{ arn, reason: 'deploys' }]);
  });

  it.each([
    'arn:aws:iam::111122223333:role/*',
    'arn:aws:iam::111122223333:role/*/x',
    'arn:aws:iam::111122223333:role/a?/x',
    'arn:aws:iam::111122223333:group/x',
    'deployer',
  ])('may not be %s, for it takes an exact ARN', (arn) => {
    expect(refusalOf(protecting(arn))).toContain(
      `protectedPrincipals[0].arn = "${arn}" is not allowed; allowed: the exact ARN of a user or role`,
    );
  });

  it('has a reason', () => {
    expect(refusalOf(protecting(ROLE, ''))).toContain('protectedPrincipals[0].reason = ""');
  });

  it('is in an account of the deployment', () => {
    expect(refusalOf({ allowedAccountIds: ['444455556666'], ...protecting(ROLE) })).toContain(
      `protectedPrincipals[0].arn = "${ROLE}": account 111122223333 is not one of allowedAccountIds`,
    );
  });

  it('is one of few, since each stands in the policies of functions', () => {
    const many = (count: number) => ({
      protectedPrincipals: Array.from({ length: count }, (_, index) => ({
        arn: `${ROLE}-${index}`,
        reason: 'deploys',
      })),
    });
    expect(parseSettings(many(40)).protectedPrincipals).toHaveLength(40);
    expect(refusalOf(many(41))).toContain('allowed: a list of at most 40');
  });
});
