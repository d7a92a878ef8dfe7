import { audit, READY } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { aDeniable, deniesOf, deny, denying } from '../../support/unused-services';
import { boundaryOf } from '../../support/enforcement';

const settings = {
  ...denying({}, { limits: { maxChangePercent: 100 } }),
  permissionsBoundary: { mode: 'enforce', tags: false, users: false },
};
const asked = 'GenerateServiceLastAccessedDetails';

describe('two guardrails that go by Access Advisor', () => {
  it('ask about a user once where both run within the hours of the settings, and only one restricts it', () =>
    inAccount(
      async (account) => {
        const users = ['ada', 'bob'].map((name) => aDeniable(account, name).arn);
        expect((await audit(account, 'bounds', 'change')).status).toBe('SUCCEEDED');
        await deny(account, 'denies', { days: 0.25 });
        const about = account
          .calls({ action: asked })
          .map(({ params }) => (params as { readonly Arn?: string }).Arn)
          .filter((arn = '') => users.includes(arn));
        expect(about.toSorted()).toEqual(users.toSorted());
        expect([deniesOf(account, 'ada').length, boundaryOf(account, 'ada')]).toEqual([1, undefined]);
      },
      { settings, ...READY },
    ));
});
