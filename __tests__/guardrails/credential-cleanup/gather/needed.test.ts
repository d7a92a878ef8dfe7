import { needed, TrustingRoles } from '../../../../src/guardrails/credential-cleanup/gather/needed';
import type { RoleDetail } from '../../../../src/aws/iam/authorization-details';
import type { CleanableSubject } from '../../../../src/guardrails/credential-cleanup/subject';
import type { AskedRoles, AskedService } from '../../../../src/domain/service-roles/asked';
import { aRole, aUser, daysAgo, NOW } from '../../../support/some-credentials';

const ACCOUNT = '111122223333';
const arnOf = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const trust = (Principal: object) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }] });
const toService = (service: string) => trust({ Service: `${service}.amazonaws.com` });

const detail = (name: string, text: string, instanceProfiles: readonly string[] = []): RoleDetail => ({
  ...{ id: `AROA${name.toUpperCase()}`, arn: arnOf(name), name, path: '/', createdAt: daysAgo(400) },
  ...{ inline: [], attached: [], tags: {}, trust: text },
  ...(instanceProfiles.length > 0 && { instanceProfiles }),
});
const subject = (name: string, usedDays = 200, more: object = {}) => ({
  ...{ ...aRole(daysAgo(400), daysAgo(usedDays)), id: `AROA${name.toUpperCase()}`, arn: arnOf(name), name },
  ...more,
});

/** What is found out about roles, and whom it asks. @param said by the services */
async function look(
  subjects: readonly CleanableSubject[],
  details: readonly RoleDetail[],
  said: readonly AskedRoles[] = [],
) {
  const roles = new TrustingRoles();
  const pages = async function* () {
    await Promise.resolve();
    yield { users: [], groups: [], policies: [], roles: details };
  };
  for await (const page of roles.over(pages())) expect(page.roles).toBe(details);
  const asked: (readonly AskedService[])[] = [];
  const { noted, remarks } = await needed(subjects, roles.all(), {
    ...{
      now: NOW,
      rules: {
        warnDays: 7,
        users: { report: 30, disable: 90, delete: 0 },
        roles: { report: 30, disable: 90, delete: 0, regions: ['us-east-1'] },
      },
    },
    rolesInUse: (services) => {
      asked.push(services);
      return Promise.resolve(said);
    },
  });
  return { asked, remarks, reasons: Object.fromEntries([...noted].map(([id, more]) => [id, more.needed?.reason])) };
}

const answer = (service: AskedService, ...roles: readonly string[]): AskedRoles => ({
  ...{ service, used: roles.map((role) => ({ role, by: `arn:user-of-${role}` })), unread: [] },
});

describe('who needs the roles that are soon to be disabled', () => {
  it('is asked of the services that these trust, and of no others', async () => {
    const details = [
      detail('old', toService('lambda')),
      detail('busy', toService('ecs-tasks')),
      detail('new', toService('states')),
    ];
    const { asked } = await look([subject('old'), subject('busy', 3), subject('new', 60)], details);
    expect(asked).toEqual([['lambda']]);
  });

  it('is not asked of those that nothing is ever done to', async () => {
    const details = [detail('old', toService('lambda')), detail('exempt', toService('events'))];
    const subjects = [
      subject('old', 200, { protection: 'protected-by-setting' }),
      subject('exempt', 200, { exemption: { from: ['credential-cleanup'], reason: 'so' } }),
    ];
    expect(await look(subjects, details)).toMatchObject({ asked: [[]], reasons: {} });
  });

  it('is a service that has them, running or waiting, and nobody of those that none has', async () => {
    const details = [
      detail('worker', toService('lambda')),
      detail('idle', toService('lambda')),
      detail('host', toService('ec2'), [`arn:aws:iam::${ACCOUNT}:instance-profile/hosts`]),
      detail('loose', toService('ec2')),
    ];
    const said = [answer('lambda', arnOf('worker')), answer('ec2', `arn:aws:iam::${ACCOUNT}:instance-profile/hosts`)];
    const { reasons } = await look(
      details.map(({ name }) => subject(name)),
      details,
      said,
    );
    expect(reasons).toEqual({ AROAWORKER: 'service-role', AROAHOST: 'service-role' });
  });

  it('is unknown where a service that they trust is asked nothing', async () => {
    const { reasons } = await look([subject('old')], [detail('old', toService('glue'))]);
    expect(reasons).toEqual({ AROAOLD: 'service-unknown' });
  });

  it('is another role that trusts them, used or not, and not they themselves', async () => {
    const details = [
      detail('old', trust({ AWS: arnOf('old') })),
      detail('named', trust({ AWS: arnOf('old') })),
      detail('busy', trust({ AWS: [arnOf('named'), `arn:aws:iam::${ACCOUNT}:root`] })),
    ];
    expect((await look([subject('old'), subject('named'), subject('busy', 1)], details)).reasons).toEqual({
      ...{ AROAOLD: 'named-in-trust', AROANAMED: 'named-in-trust' },
    });
  });

  it('is a role that trusts a user, by ARN or id, where the user is due soon', async () => {
    const user = (name: string, createdDays = 200) =>
      aUser(
        { createdAt: daysAgo(createdDays) },
        { id: `AIDA${name.toUpperCase()}`, arn: `arn:aws:iam::${ACCOUNT}:user/${name}`, name },
      );
    const details = [
      detail('admin', trust({ AWS: `arn:aws:iam::${ACCOUNT}:user/ada` })),
      detail('late', trust({ AWS: ['AIDABOB', `arn:aws:iam::${ACCOUNT}:user/new`] })),
    ];
    const { asked, reasons } = await look([user('ada'), user('bob'), user('eve'), user('new', 3)], details);
    expect(reasons).toEqual({ AIDAADA: 'named-in-trust', AIDABOB: 'named-in-trust' });
    expect(asked).toEqual([[]]);
  });

  it('is said in one line where services did not say all, and such roles are left', async () => {
    const unread = ['eu-west-1', 'eu-west-2'].map((region) => ({
      what: `lambda in ${region}`,
      why: 'AccessDenied: no',
    }));
    const { remarks, reasons } = await look(
      [subject('old')],
      [detail('old', toService('lambda'))],
      [{ ...answer('lambda'), unread }],
    );
    expect(reasons).toEqual({ AROAOLD: 'service-unknown' });
    expect(remarks).toEqual([
      'Roles that services may use were left, for these did not say which they use: lambda in eu-west-1 (AccessDenied: no), lambda in eu-west-2 (AccessDenied: no)',
    ]);
    expect((await look([subject('old')], [detail('old', toService('lambda'))], [answer('lambda')])).remarks).toEqual(
      [],
    );
  });
});
