import { channelsFor } from '../../src/domain/notice/routes';
import { warnings } from '../../src/settings/warnings';
import { weaknesses } from '../../src/settings/weaknesses';
import { refusalOf, someSettings } from '../support/settings';

const PAGER = { name: 'on-call', type: 'pagerduty', secret: { ssm: '/guardrails/pagerduty' } };
const SLACK = { name: 'security', type: 'slack', secret: { secretsManager: 'guardrails/slack' } };
const CHAT = { name: 'chat', type: 'amazonQ' };
const told = (notifications: object) => ({ backend: 'local', notifications });
const refusal = (notifications: object) => refusalOf(told(notifications));
const refusalOfChannel = (channel: object) =>
  refusal({ channels: [channel], routes: { incident: [Reflect.get(channel, 'name'), 'email'] } });

describe('notifications.routes', () => {
  const { routes } = someSettings({
    notifications: {
      channels: [PAGER, SLACK],
      routes: {
        incident: ['on-call', 'security'],
        guardrails: { 'permissions-boundary': { incident: [], digest: ['security'] } },
      },
    },
  }).notifications;

  it.each([
    ['what its class says', 'revoker', 'incident', ['on-call', 'security']],
    ['what its guardrail says of the class', 'permissions-boundary', 'digest', ['security']],
    ['nothing where its guardrail says so', 'permissions-boundary', 'incident', []],
    ['mail where nobody chose', 'revoker', 'digest', ['email']],
    ['what its class says, if it concerns all guardrails', 'guardrails', 'incident', ['on-call', 'security']],
  ] as const)('sends a notice to %s', (_, guardrail, of, names) => {
    expect(channelsFor(routes ?? {}, { guardrail, class: of })).toEqual(names);
  });

  it('sends everything by mail where it is left out', () => {
    const settings = someSettings();
    expect(settings.notifications).not.toHaveProperty('channels');
    expect(channelsFor(settings.notifications.routes ?? {}, { guardrail: 'revoker', class: 'incident' })).toEqual([
      'email',
    ]);
  });

  it('refuses a channel that does not exist, and names the nearest', () => {
    expect(refusal({ channels: [PAGER], routes: { incident: ['on-call'], digest: ['oncall'] } })).toContain(
      'notifications.routes.digest[0] = "oncall": there is no such channel; did you mean "on-call"?; allowed: email, on-call',
    );
  });

  it('refuses a channel that does not exist of a guardrail', () => {
    expect(refusal({ routes: { guardrails: { revoker: { digest: ['chat'] } } } })).toContain(
      'notifications.routes.guardrails.revoker.digest[0] = "chat": there is no such channel; allowed: email',
    );
  });

  it('refuses a guardrail that does not exist', () => {
    expect(refusal({ routes: { guardrails: { revokr: { digest: ['email'] } } } })).toContain(
      'did you mean notifications.routes.guardrails.revoker?',
    );
  });

  it('refuses a class that does not exist', () => {
    expect(refusal({ routes: { incidents: ['email'] } })).toContain('did you mean notifications.routes.incident?');
  });

  it('refuses a channel that nobody is told by', () => {
    expect(refusal({ channels: [PAGER, SLACK], routes: { incident: ['on-call'] } })).toContain(
      'notifications.channels[1].name = "security": nobody is told by it; name it in notifications.routes, or take it out',
    );
  });

  it('refuses addresses that get no notice', () => {
    const all = { incident: ['chat'], 'action-needed': ['chat'], digest: ['chat'], heartbeat: ['chat'] };
    const emails = ['on-call@example.com'];
    expect(refusal({ emails, channels: [CHAT], routes: all })).toContain(
      'notifications.emails = ["on-call@example.com"]: nobody is told by the channel email; allowed: [], or email in notifications.routes',
    );
    expect(warnings(someSettings(told({ emails: [], channels: [CHAT], routes: all })))).not.toContainEqual(
      expect.stringContaining('mail'),
    );
  });
});

describe('a channel', () => {
  it.each([
    [
      'its secret',
      { name: 'one', type: 'slack' },
      'notifications.channels[0].secret is missing: a channel of type slack needs it; allowed: {"ssm": "<name>"} or {"secretsManager": "<name>"}',
    ],
    [
      'its addresses',
      { name: 'one', type: 'email' },
      'notifications.channels[0].addresses is missing: a channel of type email needs it; allowed: a list of addresses',
    ],
    [
      'an address',
      { name: 'one', type: 'email', addresses: [] },
      'notifications.channels[0].addresses = [] is not allowed; allowed: a list of one address or more',
    ],
  ])('is refused without %s', (_, channel, says) => {
    expect(refusalOfChannel(channel)).toContain(says);
  });

  it.each([
    [
      { ...CHAT, secret: { ssm: '/x' } },
      'secret = {"ssm":"/x"}: a channel of type amazonQ has none; allowed: secret for type slack, pagerduty, webhook',
    ],
    [
      { ...PAGER, slackChannel: 'C012345678' },
      'slackChannel = "C012345678": a channel of type pagerduty has none; allowed: slackChannel for type slack',
    ],
    [
      { ...SLACK, serviceRegion: 'eu' },
      'serviceRegion = "eu": a channel of type slack has none; allowed: serviceRegion for type pagerduty',
    ],
    [{ ...SLACK, secret: {} }, 'secret = {}: allowed: exactly one of ssm, secretsManager'],
    [{ ...SLACK, secret: { ssm: '/x', secretsManager: 'x' } }, 'allowed: exactly one of ssm, secretsManager'],
    [
      { ...SLACK, secret: { ssm: '/x*' } },
      'secret.ssm = "/x*" is not allowed; allowed: the name of a SecureString parameter',
    ],
    [{ ...SLACK, secret: 'https://hooks.slack.com/services/T/B/X' }, 'notifications.channels[0].secret = '],
    [
      { ...PAGER, type: 'pager-duty' },
      'type = "pager-duty" is not allowed; did you mean "pagerduty"?; allowed: "email", "slack", "pagerduty", "amazonQ", "webhook"',
    ],
    [
      { ...CHAT, name: 'email' },
      'name = "email": this channel is always there, for notifications.emails; allowed: another name',
    ],
    [
      { ...CHAT, name: 'On Call' },
      'name = "On Call" is not allowed; allowed: lower-case letters, digits and single hyphens',
    ],
  ])('is refused as %j', (channel, says) => {
    expect(refusalOfChannel(channel)).toContain(says);
  });

  it('is refused with an address that another has', () => {
    const channels = [{ name: 'audit', type: 'email', addresses: ['Ops@example.com'] }];
    expect(refusal({ emails: ['ops@example.com'], channels, routes: { digest: ['audit'] } })).toContain(
      'notifications.channels[0].addresses[0] = "Ops@example.com": also in notifications.emails; allowed: each address in one channel',
    );
  });

  it('is refused where there is no topic', () => {
    expect(refusal({ topic: 'none', channels: [CHAT], routes: { digest: ['chat'] } })).toContain(
      'notifications.topic = "none": nobody can be told without a topic; allowed: "create", the ARN of a topic',
    );
  });
});

describe('who is told', () => {
  const without = (routes: object) =>
    weaknesses(someSettings({ notifications: { emails: ['a@example.com'], channels: [CHAT], routes } }));

  it('is weaker without the last channel of incidents', () => {
    expect(without({ incident: [], digest: ['chat'] })).toContain(
      'notifications.routes.incident is empty: nobody is told of incidents',
    );
  });

  it('is no weaker where another channel takes the place of mail', () => {
    expect(without({ incident: ['chat'] }).filter((line) => line.startsWith('notifications'))).toEqual([]);
  });

  it('is warned of where some of it goes by mail to nobody', () => {
    const settings = someSettings({ notifications: { channels: [CHAT], routes: { incident: ['chat'] } } });
    expect(warnings(settings)).toEqual([expect.stringMatching(/^Some notices go by mail and reach nobody/)]);
  });
});
