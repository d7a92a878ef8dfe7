import { CreatePolicyVersionCommand, SetDefaultPolicyVersionCommand } from '@aws-sdk/client-iam';
import { isIntact } from '../../../src/domain/policy/content-name';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, READY, rowOf, textOf } from '../../support/audit';
import { OWN, sha256 } from '../../support/boundaries';
import { aRogue, inAccount, subjects } from '../../support/deployed';
import { boundaryOf, enforce, enforcing } from '../../support/enforcement';
import { now, planned, putSince } from '../../support/moments';

const settings = enforcing();
const ALTERED = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

/** What a policy says today. */
function textIn(account: EmbeddedAccount, arn: string): string {
  const found = account.snapshot().policies.find((policy) => policy.arn === arn);
  return found?.versions[found.defaultVersion] ?? '';
}
const isWhole = (account: EmbeddedAccount, arn: string) =>
  isIntact(arn.split('/').at(-1) ?? '', textIn(account, arn), OWN.namePrefix, sha256);

describe('a policy that somebody alters', () => {
  const version = { PolicyDocument: ALTERED };
  it.each<[string, (account: EmbeddedAccount, PolicyArn: string) => Promise<unknown>]>([
    [
      'by a version of its own',
      (account, PolicyArn) =>
        aRogue(account).iam.send(new CreatePolicyVersionCommand({ PolicyArn, ...version, SetAsDefault: true })),
    ],
    [
      'by an older version, as Root',
      async (account, PolicyArn) => {
        const iam = iamOf(account, account.root);
        const { PolicyVersion } = await iam.send(new CreatePolicyVersionCommand({ PolicyArn, ...version }));
        await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: PolicyVersion?.VersionId }));
      },
    ],
  ])('is restored by the next run, and told once, and put on nobody before: %s', (_, alter) =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        await enforce(account, 'run-1');
        const arn = boundaryOf(account, 'app') ?? '';
        await alter(account, arn);
        await account.idle();
        expect([textIn(account, arn), isWhole(account, arn)]).toEqual([ALTERED, false]);

        aRole(account, 'late');
        const from = now(account);
        await enforce(account, 'run-2', { days: 2 });
        expect([isWhole(account, arn), putSince(account, from)]).toEqual([true, []]);
        await enforce(account, 'run-3', { days: 2 });
        expect([boundaryOf(account, 'app'), boundaryOf(account, 'late')]).toEqual([arn, arn]);
        expect(subjects(account).filter((one) => one.includes('policy altered'))).toHaveLength(1);
      },
      { settings, ...READY },
    ),
  );

  it('after the plan is put on nobody by the function that changes', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        const { carryOut } = await planned(account, 'run-1');
        const [policy] = account.snapshot().policies.filter(({ arn }) => arn.includes('iam-guardrails-boundary-'));
        const PolicyArn = policy?.arn ?? '';
        const altering = new CreatePolicyVersionCommand({ PolicyArn, ...version, SetAsDefault: true });
        await iamOf(account, account.root).send(altering);
        await carryOut();
        expect(boundaryOf(account, 'app')).toBeUndefined();
        expect(rowOf(account, 'app')).toMatchObject({ boundary: { kind: 'left' } });
        expect(textOf(account, 'summary.json')).toContain('was altered since the plan');
        await enforce(account, 'run-2', { days: 2 });
        await enforce(account, 'run-3', { days: 2 });
        expect([boundaryOf(account, 'app'), isWhole(account, PolicyArn)]).toEqual([PolicyArn, true]);
      },
      { settings, ...READY },
    ));
});
