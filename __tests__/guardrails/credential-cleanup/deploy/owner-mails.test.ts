import { App, Testing } from 'cdktf';
import { MainStack } from '../../../../src/stacks/main';
import { ACCOUNT } from '../../../support/permissions-boundary';
import { rolesIn } from '../../../support/roles';
import { someSettings } from '../../../support/settings';
import { templateOf } from '../../../support/template';

const GUARDRAIL = 'iam-guardrails-credential-cleanup';
const FROM = 'guard@mail.Example.com';
const ownerMails = { from: FROM, domains: ['Example.com', 'example.org'] };

const rolesWith = (credentialCleanup: object) =>
  rolesIn(
    templateOf(
      new MainStack(
        new App({ outdir: Testing.app().outdir, stackTraces: false }),
        'iam-guardrails',
        someSettings({ credentialCleanup: { keys: { disable: 90 }, ...credentialCleanup } }),
      ),
    ),
  );
const mailing = rolesWith({ ownerMails });
const ses = (resource: string, region = 'us-east-1') => `arn:aws:ses:${region}:${ACCOUNT}:${resource}`;

interface Mail {
  readonly from?: string;
  readonly to?: readonly string[] | undefined;
  readonly resource?: string;
  readonly job?: string;
  readonly roles?: typeof mailing;
  readonly as?: string;
}

function maySend(mail: Mail = {}): boolean {
  const { from = 'guard@mail.example.com', resource = ses('identity/example.com'), job = 'summary' } = mail;
  const { roles = mailing, as } = mail;
  const to = 'to' in mail ? mail.to : ['ada@example.com'];
  const role = roles.find(({ name }) => name === `${GUARDRAIL}-${job}`);
  if (role === undefined) throw new Error(`there is no function ${job}`);
  const keys = { 'ses:FromAddress': from, ...(to !== undefined && { 'ses:Recipients': to }) };
  return role.may({ action: 'ses:SendEmail', resource, keys, ...(as !== undefined && { from: as }) });
}

describe('the function that mails owners', () => {
  it.each([
    'identity/guard@mail.example.com',
    'identity/mail.example.com',
    'identity/example.com',
    'identity/ada@example.org',
    'configuration-set/any',
  ])('may send where SES asks for %s', (resource) => {
    expect(maySend({ resource: ses(resource) })).toBe(true);
  });

  it.each<readonly [string, Mail]>([
    ['from another address', { from: 'ceo@example.com' }],
    ['to another domain', { to: ['ada@example.net'] }],
    ['to a domain below', { to: ['ada@mail.example.com'] }],
    ['to another domain as well', { to: ['ada@example.com', 'eve@example.net'] }],
    ['to nobody that IAM can see', { to: undefined }],
    ['by another identity', { resource: ses('identity/example.net') }],
    ['by that of everybody in com', { resource: ses('identity/com') }],
    ['in another Region', { resource: ses('identity/example.com', 'eu-west-1') }],
    ['where another function has its role', { as: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:other` }],
  ])('may not send %s', (_, mail) => {
    expect(maySend(mail)).toBe(false);
  });

  it.each(['inventory', 'batch', 'plan', 'change', 'watch'])('is the one that sums up, and not that for %s', (job) => {
    expect(maySend({ job })).toBe(false);
  });

  it('may send in the Region that the settings name', () => {
    const roles = rolesWith({ ownerMails: { ...ownerMails, region: 'eu-west-1' } });
    expect(maySend({ roles, resource: ses('identity/example.com', 'eu-west-1') })).toBe(true);
    expect(maySend({ roles })).toBe(false);
  });

  it('may not where the settings name no sender, or disable nothing', () => {
    expect(maySend({ roles: rolesWith({}) })).toBe(false);
    expect(maySend({ roles: rolesWith({ keys: { disable: 0 }, ownerMails }) })).toBe(false);
  });
});
