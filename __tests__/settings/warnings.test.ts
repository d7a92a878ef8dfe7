import { parseSettings } from '../../src/settings';
import { warnings } from '../../src/settings/warnings';
import { NO_CLEANUP } from '../support/deployed';
import { someSettings } from '../support/settings';

const ENVIRONMENTS = {
  backend: 'local',
  deployers: [],
  notifications: { emails: ['on-call@example.com'] },
  trail: { use: 'create' },
  environments: { prod: { allowedAccountIds: ['444455556666'] }, dev: { allowedAccountIds: ['111122223333'] } },
};

describe('warnings', () => {
  it('are none where the state has a place and somebody is told', () => {
    expect(warnings(someSettings())).toEqual([]);
  });

  it('say what to add where the state has no place', () => {
    expect(warnings({ ...someSettings(), backend: undefined })).toEqual([expect.stringContaining('"backend": {"s3"')]);
  });

  it('say what an analyzer costs that is created, and nothing where none is', () => {
    const cleaning = (credentialCleanup: object) => warnings(someSettings({ credentialCleanup }));
    expect(cleaning({ analyzer: 'create' })).toEqual([
      expect.stringMatching(
        /0\.20 dollars a month for each user and each role.*20 dollars a month for 100.*"existing"/,
      ),
    ]);
    expect([cleaning({ analyzer: 'existing' }), cleaning({ analyzer: 'none' })]).toEqual([[], []]);
  });

  it('say that owners are not mailed where nothing is disabled, and nothing where something is', () => {
    const ownerMails = { from: 'guard@example.com', domains: ['example.com'] };
    const cleaning = (credentialCleanup: object) => warnings(someSettings({ credentialCleanup }));
    expect(cleaning({ ownerMails })).toEqual([expect.stringMatching(/ownerMails mails nobody.*disable above 0/)]);
    expect(cleaning({ ownerMails, keys: { disable: 90 } })).toEqual([]);
  });

  it('ask for a word on the trail where nobody gave one: a second copy of the events costs money', () => {
    expect(warnings(someSettings({ trail: {} }))).toEqual([
      expect.stringMatching(/"trail": \{"use": "existing"\}.*"create"/),
    ]);
    for (const use of ['create', 'existing']) expect(warnings(someSettings({ trail: { use } }))).toEqual([]);
  });

  it('ask who deploys where nobody says so, and no more where somebody does or nobody is told', () => {
    const role = 'arn:aws:iam::111122223333:role/deployer';
    expect(warnings(someSettings({ deployers: undefined }))).toEqual([expect.stringContaining('"deployers": ["')]);
    expect(warnings(someSettings({ deployers: [role] }))).toEqual([]);
    expect(warnings(someSettings({ deployers: undefined, assumeRoleArn: role }))).toEqual([]);
    expect(warnings(someSettings({ deployers: undefined, notifications: { topic: 'none' } }))).toEqual([]);
  });

  it('say what to add where nobody is told', () => {
    expect(warnings(parseSettings({ backend: 'local', trail: { use: 'create' }, deployers: [] }))).toEqual([
      expect.stringContaining('"notifications": {"emails"'),
    ]);
  });

  it('say that nothing is guarded where every guardrail is off, and only there', () => {
    const off = { revoker: { mode: 'off' }, permissionsBoundary: { mode: 'off', tags: false } };
    const none = { ...off, unusedServiceDeny: { mode: 'off' }, credentialCleanup: NO_CLEANUP };
    expect(warnings(someSettings(none))).toEqual([
      expect.stringMatching(/^Nothing is guarded: revoker\.mode is "off", .*"observe" or "enforce"/),
    ]);
    const some = [
      { revoker: {} },
      { permissionsBoundary: { mode: 'off' } },
      { permissionsBoundary: { tags: false } },
      { unusedServiceDeny: {} },
      { credentialCleanup: { ...NO_CLEANUP, roles: { report: 1 } } },
    ];
    for (const one of some) expect(warnings(someSettings({ ...none, ...one }))).toEqual([]);
  });

  it('say which environments there are where none is chosen', () => {
    const settings = (environment?: string) => parseSettings(ENVIRONMENTS, environment);
    expect(warnings(settings())).toEqual([
      'No environment is chosen, and there are: prod, dev. These are the settings without an overlay, with a state of ' +
        'their own. For an environment: GUARDRAILS_ENV=prod npm run synth.',
    ]);
    expect(warnings(settings('prod'))).toEqual([]);
  });

  it('say which environments may be deployed over one another by name', () => {
    const environments = { ...ENVIRONMENTS.environments, dev: {}, test: { allowedAccountIds: ['111122223333'] } };
    expect(warnings(parseSettings({ ...ENVIRONMENTS, environments }, 'prod'))).toEqual([
      'The same account may be deployed to from environments.prod and environments.dev and environments.test, and names ' +
        'are the same there. Give each its allowedAccountIds, or a namePrefix and a revoker.denyPolicyName of its own.',
    ]);
  });

  it.each(['none', 'arn:aws:sns:us-east-1:111122223333:alerts'])('leave topic %s to whoever chose it', (topic) => {
    expect(warnings(someSettings({ notifications: { topic } }))).toEqual([]);
  });
});
