import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { RESOURCE_SERVICES } from '../../../src/domain/policy/resource-services';
import { aRole, atOnce, audit, READY } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { boundaryRowsOf } from '../../support/enforcement';

const PLAN = 'iam-guardrails-permissions-boundary-plan';
const ACCOUNT = '111122223333';
const enforcing = (resourcePolicies?: object) => {
  const base = atOnce({}, resourcePolicies && { resourcePolicies });
  return { ...base, permissionsBoundary: { mode: 'enforce' } };
};
const grant = (name: string, Action: string, Resource?: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/${name}` },
      Action,
      ...(Resource && { Resource }),
    },
  ],
});

/** Opens a resource of each kind to a role, which uses all of them. */
function opened(account: EmbeddedAccount, name: string): void {
  const { arn } = aRole(account, name);
  account.addBucket('shared', JSON.stringify(grant(name, 's3:GetObject', 'arn:aws:s3:::shared/*')));
  const deploy = account.addRole({ name: 'deploy', trust: grant(name, 'sts:AssumeRole') });
  account.use({ arn, action: 's3:GetObject', resource: 'arn:aws:s3:::shared/report' });
  account.use({ arn, action: 'sts:AssumeRole', resource: deploy.arn });
  for (const service of RESOURCE_SERVICES) {
    const { Statement, ...rest } = grant(name, `${service}:*`, '*');
    // Nobody could read the policy of a key that says nothing of the account.
    const ofAccount = { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: `${service}:*`, Resource: '*' };
    const policy = JSON.stringify({ ...rest, Statement: [...Statement, ofAccount] });
    account.use({ arn, action: `${service}:DoIt`, resource: account.addResource({ service, name: 'opened', policy }) });
  }
}
const lost = (account: EmbeddedAccount) =>
  account.replay().flatMap(({ use, outcome }) => (outcome === 'denied-by-boundary' ? [use.action] : []));

describe('what only resource policies grant to a role', () => {
  it('is kept when it is bounded, wherever the settings have it read, and is said in the digest', () =>
    inAccount(
      async (account) => {
        opened(account, 'etl');
        expect((await audit(account, 'first', 'change')).status).toBe('SUCCEEDED');
        const row = boundaryRowsOf(account, 'first').get('etl');
        expect(row).toMatchObject({ boundary: { kind: 'done' } });
        // It uses S3, so that its boundary lets it through anyway.
        const kept = row?.keptByResourcePolicy?.map(({ service }) => service);
        expect(kept).toEqual(['ecr', 'kms', 'secretsmanager', 'sns', 'sqs', 'sts']);
        expect(lost(account)).toEqual([]);
        expect(
          account
            .published()
            .map(({ message }) => message)
            .join(''),
        ).toMatch(/Kept by resource policies: +something, for 1 role\n[^]*\(kept-by-resource-policy\) \(1\)\./);
        const refused = account.calls({ functionName: PLAN }).filter(({ errorCode }) => errorCode === 'AccessDenied');
        expect(refused).toEqual([]);
      },
      { settings: enforcing({ services: [...RESOURCE_SERVICES], regions: ['us-east-1'] }), ...READY },
    ));

  it('is kept of buckets and roles, and of nothing else, where the settings ask for nothing', () =>
    inAccount(
      async (account) => {
        opened(account, 'etl');
        expect((await audit(account, 'first', 'change')).status).toBe('SUCCEEDED');
        // Every boundary lets KMS through.
        const unread = RESOURCE_SERVICES.filter((service) => service !== 'kms');
        expect(lost(account).sort()).toEqual(unread.map((service) => `${service}:DoIt`).sort());
        const asked = RESOURCE_SERVICES.flatMap((service) => account.calls({ service, functionName: PLAN }));
        expect(asked.filter(({ action }) => action !== 'Publish')).toEqual([]);
      },
      { settings: enforcing(), ...READY },
    ));

  it('is said not to be read where AWS refuses it, and the run goes on', () =>
    inAccount(
      async (account) => {
        aRole(account, 'etl');
        account.failNext('sqs', 'ListQueues', 'AccessDenied', { status: 403 });
        expect((await audit(account, 'first', 'change')).status).toBe('SUCCEEDED');
        const told = account.published().map(({ message }) => message);
        expect(told.join('')).toMatch(/ {2}not read: sqs in us-east-1 \(AccessDenied/);
        // What nobody could read is new: people are told, and the next run goes on.
        expect(boundaryRowsOf(account, 'first').size).toBeGreaterThan(0);
      },
      { settings: enforcing({ services: ['sqs'], regions: ['us-east-1'] }), ...READY },
    ));
});
