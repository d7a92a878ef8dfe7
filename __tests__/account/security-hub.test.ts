import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { aRole, atOnce, audit, READY } from '../support/audit';
import { inAccount } from '../support/deployed';
import { aDeniable, deny, denying, mailsOf } from '../support/unused-services';

const settings = denying({}, {}, { securityHub: true });
const observing = { ...settings, unusedServiceDeny: { mode: 'observe' } };
const SUMMARY = 'iam-guardrails-unused-service-deny-summary';
const states = (account: EmbeddedAccount) =>
  account.hubFindings().map(({ Title, RecordState, Compliance }) => [Title, RecordState, Compliance?.Status]);

describe('Security Hub', () => {
  it('is told what would be denied, and that it is gone once the user has used all', () =>
    inAccount(
      async (account) => {
        account.enableSecurityHub();
        const { arn } = aDeniable(account, 'ada');
        await deny(account, 'one');
        expect(states(account)).toEqual([['Unused services: user ada', 'ACTIVE', 'FAILED']]);
        expect(account.hubFindings()[0]?.Description).toContain('denied 2 services (sns, sqs)');

        for (const service of ['sqs', 'sns']) account.use({ arn, action: `${service}:Any` });
        await deny(account, 'two', { days: 2 });
        expect(states(account)).toEqual([['Unused services: user ada', 'ARCHIVED', 'PASSED']]);
        expect(mailsOf(account).join()).not.toContain('Security Hub');
      },
      { settings: observing, ...READY },
    ));

  it('is told of nothing that a run has changed itself', () =>
    inAccount(
      async (account) => {
        account.enableSecurityHub();
        aDeniable(account, 'ada');
        await deny(account, 'one');
        expect(states(account)).toEqual([]);
        expect(account.calls({ service: 'securityhub' })).toEqual([]);
      },
      { settings, ...READY },
    ));

  it('that nobody has enabled, or that takes nothing, fails no run: its digest says so', () =>
    inAccount(
      async (account) => {
        aDeniable(account, 'ada');
        await deny(account, 'one');
        expect(mailsOf(account).at(-1)).toMatch(/Security Hub: +1 of 1 findings .*InvalidAccessException/);
        account.enableSecurityHub();
        await deny(account, 'two', { days: 1 });
        expect(states(account)).toHaveLength(1);
      },
      { settings: observing, ...READY },
    ));

  it('is told nothing where the settings do not say so', () =>
    inAccount(
      async (account) => {
        account.enableSecurityHub();
        aDeniable(account, 'ada');
        await deny(account, 'one');
        expect(states(account)).toEqual([]);
        expect(account.invocations(SUMMARY)[0]?.map(({ service }) => service)).not.toContain('securityhub');
      },
      { settings: { ...observing, securityHub: false }, ...READY },
    ));

  it('is told by the audit of permissions as well', () =>
    inAccount(
      async (account) => {
        account.enableSecurityHub();
        aRole(account, 'etl');
        expect((await audit(account)).status).toBe('SUCCEEDED');
        expect(states(account)).toEqual([['Permissions beyond use: role etl', 'ACTIVE', 'FAILED']]);
        expect(account.hubFindings()[0]).toMatchObject({ GeneratorId: 'iam-guardrails/permissions-boundary' });
      },
      { settings: atOnce({ securityHub: true }), ...READY },
    ));
});
