import { parseSettings } from '../../../src/settings';
import { credentialCleanup } from '../../../src/guardrails/credential-cleanup/settings/entry';
import { modeOf } from '../../../src/guardrails/credential-cleanup/settings';
import { cleanupRulesOf } from '../../../src/guardrails/credential-cleanup/deploy/rules-of';
import { rulesOf } from '../../../src/guardrails/credential-cleanup/rules';
import { namesOf } from '../../../src/foundation/names';
import { wholeDeploymentOf } from '../../../src/stacks/whole-deployment';
import { someSettings } from '../../support/settings';

const cleaning = (credentialCleanup: object) => someSettings({ credentialCleanup });
const days = (report: number, disable: number) => ({ keys: { report, disable } });
const REPORTS_NOBODY = { users: { report: 0 }, roles: { report: 0 } };
const REGIONS = ['eu-central-1'];

describe('the settings of the clean-up of credentials', () => {
  it.each([
    ['keys are deactivated', days(30, 90), 'enforce'],
    ['users are denied', { users: { disable: 90 } }, 'enforce'],
    ['roles are denied', { roles: { disable: 90, regions: REGIONS } }, 'enforce'],
    ['keys are reported', { ...days(30, 0), ...REPORTS_NOBODY }, 'observe'],
    ['users are', { ...days(0, 0), ...REPORTS_NOBODY, users: { report: 1 } }, 'observe'],
    ['roles are', { ...days(0, 0), ...REPORTS_NOBODY, roles: { report: 1 } }, 'observe'],
    ['nothing is', { ...days(0, 0), ...REPORTS_NOBODY }, 'off'],
  ])('say by the thresholds alone what a run does: where %s', (_, given, mode) => {
    const settings = cleaning(given);
    expect(modeOf(settings.credentialCleanup)).toBe(mode);
    expect([credentialCleanup.isOn(settings), credentialCleanup.functions(settings).length]).toEqual([
      mode !== 'off',
      { enforce: 6, observe: 5, off: 0 }[mode],
    ]);
  });

  describe('that do something only after a warning', () => {
    const DOING = { keys: { disable: 90 }, users: { disable: 90, delete: 180 } };
    const told = (notifications: object, given: object = DOING) =>
      parseSettings({ backend: 'local', notifications, credentialCleanup: given });

    it.each([
      ['there is no topic', { topic: 'none' }, 'notifications.topic is "none"; allowed: 0, or a notifications.topic'],
      [
        'no channel takes its digests',
        { emails: ['on-call@example.com'], routes: { guardrails: { 'credential-cleanup': { digest: [] } } } },
        'no channel is told of its digests; allowed: 0, or a channel for digest in notifications.routes',
      ],
    ])('are refused where nobody would be warned, for %s, each by its key', (_, notifications, why) => {
      expect(() => told(notifications)).toThrow(why);
      for (const one of ['keys.disable', 'users.disable', 'users.delete'])
        expect(() => told(notifications)).toThrow(
          new RegExp(`credentialCleanup\\.${one} = \\d+: \\d+, and nobody would be`),
        );
    });

    it('are allowed where somebody is, and reports alone where nobody is', () => {
      expect(told({ emails: ['on-call@example.com'] }).credentialCleanup.users.delete).toBe(180);
      expect(told({ topic: 'none' }, {}).credentialCleanup.users.report).toBe(30);
    });
  });

  describe.each(['keys', 'users', 'roles'] as const)('for %s', (of) => {
    const given = (report: number, disable: number) => ({
      [of]: { report, disable, ...(of === 'roles' && { regions: REGIONS }) },
    });

    it.each([
      [30, 30],
      [30, 31],
      [0, 0],
      [30, 0],
    ])('take what is reported after %d days, and disabled after %d', (report, disable) => {
      expect(cleaning(given(report, disable)).credentialCleanup[of]).toMatchObject({ report, disable });
    });

    it.each([
      [30, 29, ['disable', '29', 'is reported only after 30 days', 'allowed: 0, or 30 and more']],
      [0, 90, ['disable', '90', 'is reported (credentialCleanup.', 'report of 1 to 90']],
      [30, -1, ['disable', '-1']],
      [3_651, 0, ['report', '3651']],
    ])('refuse what is reported after %d days, and disabled after %d', (report, disable, words) => {
      for (const one of [`credentialCleanup.${of}.${words[0] ?? ''}`, ...words]) {
        expect(() => parseSettings({ credentialCleanup: given(report, disable) })).toThrow(one);
      }
    });
  });

  describe.each(['keys', 'users', 'roles'] as const)('for %s that are deleted', (of) => {
    const given = (disable: number, days: number) => ({
      [of]: { report: 30, disable, delete: days, ...(of === 'roles' && { regions: REGIONS }) },
    });

    it.each([
      [90, 90],
      [90, 91],
      [90, 0],
      [0, 0],
    ])('take what is disabled after %d days, and deleted after %d', (disable, days) => {
      expect(cleaning(given(disable, days)).credentialCleanup[of]).toMatchObject({ disable, delete: days });
    });

    it.each([
      [90, 89, ['89', 'is disabled only after 90 days', 'allowed: 0, or 90 and more']],
      [0, 180, ['180', 'is disabled (credentialCleanup.', 'disable of 30 to 180']],
      [0, 20, ['20', 'allowed: 0, or 30 and more with credentialCleanup.', 'disable of 30 and more']],
      [90, -1, ['-1']],
    ])('refuse what is disabled after %d days, and deleted after %d', (disable, days, words) => {
      for (const one of [`credentialCleanup.${of}.delete`, ...words]) {
        expect(() => parseSettings({ credentialCleanup: given(disable, days) })).toThrow(one);
      }
    });
  });

  it('refuse to disable roles where no service would be asked which it uses', () => {
    const roles = { disable: 90 };
    expect(() => cleaning({ roles })).toThrow(/credentialCleanup\.roles\.regions.*none.*allowed: at least one Region/s);
    expect(() => cleaning({ roles: { ...roles, regions: [...REGIONS, ...REGIONS] } })).toThrow('roles.regions');
    expect(cleaning({ roles: { ...roles, regions: REGIONS } }).credentialCleanup.roles).toMatchObject(roles);
  });

  it('refuse to warn of nothing, and roles beyond what IAM remembers', () => {
    expect(() => cleaning({ warnDays: 0 })).toThrow('credentialCleanup.warnDays');
    expect(() => cleaning({ roles: { report: 401 } })).toThrow('credentialCleanup.roles.report');
  });
});

describe('the rules in the bundles', () => {
  const place = { partition: 'aws', region: 'us-east-1', accountId: '111122223333', prefix: 'pre' };
  const rulesWith = (credentialCleanup: object) => {
    const given = someSettings({ namePrefix: 'pre', credentialCleanup });
    const names = namesOf(place);
    return cleanupRulesOf(given, names, wholeDeploymentOf(given, names));
  };

  it('are read by the functions as they were written', () => {
    const rules = rulesWith({ ...days(40, 90), warnDays: 3 });
    expect(rulesOf(JSON.stringify(rules))).toEqual(JSON.parse(JSON.stringify(rules)));
    expect(rules).toMatchObject({
      ...{ mode: 'enforce', warnDays: 3, releasedDays: 30 },
      ...{ keys: { report: 40, disable: 90, delete: 0 }, users: { report: 30, disable: 0, delete: 0 } },
      roles: { report: 30, disable: 0, delete: 0, regions: [] },
      denyPolicies: { path: '/pre/', namePrefix: 'pre-credential-cleanup-' },
    });
  });

  it('are refused where one is missing, and it is named', () => {
    expect(() => rulesOf(JSON.stringify({ ...rulesWith({}), warnDays: undefined }))).toThrow('warnDays');
  });
});

describe('the settings of mails to owners', () => {
  const mailing = (ownerMails: unknown) => ({ credentialCleanup: { keys: { disable: 90 }, ownerMails } });
  const given = { from: 'Guard@Mail.Example.com', domains: ['Example.com', 'example.org'] };

  it('reach the rules with domains in lower case, as conditions of IAM tell cases apart', () => {
    const settings = someSettings(mailing({ ...given, region: 'eu-west-1' }));
    const names = namesOf({ partition: 'aws', region: 'us-east-1', accountId: '111122223333', prefix: 'guardrails' });
    const rules = cleanupRulesOf(settings, names, wholeDeploymentOf(settings, names));
    expect(rulesOf(JSON.stringify(rules)).ownerMails).toEqual({
      ...{ from: 'Guard@mail.example.com', domains: ['example.com', 'example.org'], region: 'eu-west-1' },
    });
  });

  it.each<readonly [string, unknown, readonly string[]]>([
    ['without domains', { from: given.from }, ['domains is missing', 'a list of 1 to 10 domains']],
    ['without a sender', { domains: given.domains }, ['from is missing', 'one plain e-mail address']],
    ['for no domain', { ...given, domains: [] }, ['domains = []', 'a list of 1 to 10 domains']],
    ['from a name', { ...given, from: 'Guard <guard@example.com>' }, ['from = "Guard <', 'without a name']],
    ['from a pattern', { ...given, from: '*@example.com' }, ['from = "*@', 'one plain e-mail address']],
    ['for a pattern', { ...given, domains: ['*.example.com'] }, ['domains[0] = "*.example.com"', 'without *']],
    ['for everybody', { ...given, domains: ['*'] }, ['domains[0] = "*"', 'a domain, such as example.com']],
    ['for an address', { ...given, domains: ['ada@example.com'] }, ['domains[0]', 'a domain, such as example.com']],
    ['in no Region', { ...given, region: 'Europe' }, ['region = "Europe"', 'the name of a Region']],
    ['with another key', { ...given, to: 'ada@example.com' }, ['to = "ada@', 'from, domains, region']],
  ])('are refused %s', (_, ownerMails, words) => {
    for (const one of words) expect(() => parseSettings(mailing(ownerMails))).toThrow(one);
  });

  it('are refused for more domains than a policy holds', () => {
    const domains = Array.from({ length: 11 }, (_, index) => `d${index}.example.com`);
    expect(() => parseSettings(mailing({ ...given, domains }))).toThrow('a list of 1 to 10 domains');
  });
});
