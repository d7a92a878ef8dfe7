import { READY } from '../../support/audit';
import { authorizationDetails } from '../../support/enforcement';
import { inAccount } from '../../support/deployed';
import { aDeniable, deniesOf, deny, denying } from '../../support/unused-services';

const RELEASE = 'iam-guardrails-release';
const GUARDRAIL = 'unused-service-deny';

describe('a release of denied services', () => {
  it('of everything leaves the account as it was, without a policy of the project', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        aDeniable(account, 'bob', { used: ['sqs'] });
        const before = await authorizationDetails(account);
        await deny(account, 'one');
        expect(deniesOf(account, 'bob')).toHaveLength(1);
        // What was changed these moments, IAM may not show yet.
        account.clock.advance(120_000);
        const { kind } = await account.invoke(RELEASE, { all: true, guardrail: GUARDRAIL });
        expect(kind).toBe('done');
        expect(await authorizationDetails(account)).toEqual(before);
      },
      { settings: denying(), ...READY },
    ));

  it('of a run gives back what this run took, and nothing of another', () =>
    inAccount(
      async (account) => {
        const [ada, bob] = [aDeniable(account, 'ada', { used: ['s3', 'sns'] }), aDeniable(account, 'bob')];
        await deny(account, 'one');
        const first = deniesOf(account, 'ada');
        account.clock.advance(100 * 86_400_000);
        for (const { arn } of [ada, bob]) account.use({ arn, action: 's3:Any', at: account.clock.now() });
        await deny(account, 'two');
        expect(deniesOf(account, 'ada')).not.toEqual(first);
        account.clock.advance(120_000);
        await account.invoke(RELEASE, { run: 'two' });
        expect(deniesOf(account, 'ada')).toEqual(first);
        expect(deniesOf(account, 'bob')).toHaveLength(1);
      },
      { settings: denying(), ...READY },
    ));
});
