import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { RESERVE } from '../../../src/domain/policy/room';
import { SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';
import { aRole, audit, daysAgo, READY } from '../../support/audit';
import { inAccount } from '../../support/deployed';
import { boundariesIn, boundaryRowsOf, enforcing, ownPoliciesOf } from '../../support/enforcement';

const PRINCIPALS = 240;
/** IAM's own is 1,500, and nothing here is about the number. */
const QUOTA = 200;
/** Those who come last used part of what the first did, and a boundary of theirs lets it through. */
const [TRIPLES, PAIRS, WITHIN_A_TRIPLE] = [20, 199, 20];

/** Seven hundred changes of a run at the rate that the settings allow at most. */
const TIMEOUT_MS = 400_000;

const settings = enforcing(
  { tags: false },
  {
    limits: { iamCallsPerSecond: 100, changesPerRun: 10_000, maxChangePercent: 100 },
    audit: { reportTimeoutSeconds: 60 },
  },
);

/** Pairs of services, each another one. */
function* pairs(services: readonly string[]): Generator<readonly [string, string]> {
  for (const [index, one] of services.entries()) {
    for (const other of services.slice(index + 1)) yield [one, other];
  }
}

const namedOf = (kind: string, index: number) => `${kind}-${String(index).padStart(4, '0')}`;

/** The later somebody was active, the later comes their turn. @returns names of all */
function crowded(account: EmbeddedAccount): readonly string[] {
  const [usual, rare] = [SERVICE_PREFIXES.slice(0, 60), SERVICE_PREFIXES.slice(60, 90)];
  const someone = (name: string, used: readonly string[], days: number) => {
    const may = [...used, 'iam'].map((service) => `${service}:*`);
    const { arn } = aRole(account, name, { may, used: [] });
    for (const service of used) account.use({ arn, action: `${service}:Any`, at: daysAgo(account, days) });
    return name;
  };
  const some = [...pairs(usual)];
  const others = [...pairs(rare)];
  const triples = others.slice(0, TRIPLES).map(([one, other]) => [one, other, 'sqs']);
  const everything = SERVICE_PREFIXES.slice(0, 430);
  return [
    ...triples.map((used, index) => someone(namedOf('triple', index), used, 80)),
    ...some.slice(0, PAIRS).map((used, index) => someone(namedOf('pair', index), used, 40)),
    someone('everything', everything, 30),
    ...others.slice(0, WITHIN_A_TRIPLE).map((used, index) => someone(namedOf('within', index), used, 5)),
  ];
}

describe('240 principals with 220 different sets of services, where IAM allows 200 policies', () => {
  it(
    'each have a boundary that lets through what they used, or a reason in the summary why they have none',
    () =>
      inAccount(
        async (account) => {
          const names = crowded(account);
          expect(new Set(names).size).toBe(PRINCIPALS);
          const { status, cause } = await audit(account, 'run-1', 'change');
          expect([status, cause]).toEqual(['SUCCEEDED', undefined]);

          const [rows, boundaries] = [boundaryRowsOf(account, 'run-1'), boundariesIn(account)];
          const outcomes = names.map((name) => {
            const { kind, reason, policyArn, widened = [] } = rows.get(name)?.boundary ?? { kind: 'silence' };
            // What the summary says of somebody is what IAM holds.
            expect([name, kind, boundaries.get(name)]).toEqual([name, expect.not.stringMatching('failed'), policyArn]);
            return widened.length > 0 ? `${kind}: widened` : (reason ?? kind);
          });
          const made = await ownPoliciesOf(account);
          const countOf = (outcome: string) => outcomes.filter((one) => one === outcome).length;
          expect({
            own: countOf('done'),
            widened: countOf('done: widened'),
            without: countOf('no-policy-left'),
            tooLarge: countOf('boundary-too-large'),
          }).toEqual({
            own: made.length,
            widened: WITHIN_A_TRIPLE,
            without: PAIRS + TRIPLES - made.length,
            tooLarge: 1,
          });
          expect(made.length).toBeGreaterThan(QUOTA - RESERVE - 10);
          expect(made.length).toBeLessThanOrEqual(QUOTA - RESERVE);

          const uses = account.replay();
          expect(uses.length).toBeGreaterThan(2 * PRINCIPALS);
          expect(uses.filter(({ outcome }) => outcome !== 'allowed')).toEqual([]);
          const told = account.published().map(({ message }) => message);
          expect(told.filter((message) => message.includes('no-policy-left'))).toHaveLength(1);
        },
        { settings, ...READY, quotas: { PoliciesQuota: QUOTA }, withAdmin: false },
      ),
    TIMEOUT_MS,
  );
});
