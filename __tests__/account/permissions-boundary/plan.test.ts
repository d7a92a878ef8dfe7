import { CreatePolicyVersionCommand } from '@aws-sdk/client-iam';
import { isIntact } from '../../../src/domain/policy/content-name';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, atOnce, audit, EVIDENCE, READY } from '../../support/audit';
import { OWN, ownArn, sha256 } from '../../support/boundaries';
import { inAccount } from '../../support/deployed';

const PLAN = 'iam-guardrails-permissions-boundary-plan';
const settings = atOnce({ permissionsBoundary: { mode: 'enforce' } });
const ALTERED = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

const ownPolicies = (account: EmbeddedAccount) =>
  account.snapshot().policies.filter(({ arn }) => arn.startsWith(ownArn('')));
const boundaryOf = (account: EmbeddedAccount, name: string) =>
  account.snapshot().roles.find(({ arn }) => arn.endsWith(`/${name}`))?.boundary ?? '';

describe('planning in an account', () => {
  it('warns of a bucket before it bounds anybody, gives a policy that somebody altered its text back, and pages once', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        account.addBucket(
          'closed',
          '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":"*"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::closed/*"}]}',
        );
        expect((await audit(account, 'warning', 'change')).status).toBe('SUCCEEDED');
        expect([boundaryOf(account, 'app'), ownPolicies(account)]).toEqual(['', []]);
        expect((await audit(account, 'first', 'upkeep')).status).toBe('SUCCEEDED');
        const arn = boundaryOf(account, 'app');
        expect(ownPolicies(account).map((policy) => policy.arn)).toEqual([arn]);
        expect(account.published()[0]?.subject).toMatch(/1 resource policy \(NotPrincipal\) denies/);

        const altering = new CreatePolicyVersionCommand({
          PolicyArn: arn,
          PolicyDocument: ALTERED,
          SetAsDefault: true,
        });
        await iamOf(account, account.root).send(altering);
        expect((await audit(account, 'second', 'upkeep')).status).toBe('SUCCEEDED');
        const name = arn.split('/').at(-1) ?? '';
        const pages = account.published().filter(({ subject }) => subject?.includes('boundary policy altered'));
        expect(pages).toHaveLength(1);
        expect(ownPolicies(account)).toHaveLength(1);
        for (const { versions, defaultVersion } of ownPolicies(account)) {
          expect(isIntact(name, versions[defaultVersion] ?? '', OWN.namePrefix, sha256)).toBe(true);
        }
        const refused = account.calls({ functionName: PLAN }).filter(({ errorCode }) => errorCode === 'AccessDenied');
        expect(refused).toEqual([]);
        expect(account.objects(EVIDENCE).map(({ key }) => key)).toContainEqual(
          expect.stringContaining(`/policies/${name}.json`),
        );
      },
      { settings, ...READY },
    ));
});
