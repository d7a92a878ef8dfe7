import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { audit } from '../../support/audit';
import { ownArn } from '../../support/boundaries';
import { anEventfulAccount, atEveryChange, boundariesIn, expectOneOf, iamIn } from '../../support/crashes';
import { RELEASE } from '../../support/deployed';

/** Of a boundary of these moments a release waits to see whether it shows. */
const LAG_MS = 120_000;
/** Many releases, one after the other: the machine decides how long they take. */
const SWEEP_MS = 1_200_000;

/** Everybody without the project: a boundary of its own that nobody remembers is taken away as well. */
function peopleIn(account: EmbeddedAccount) {
  const { users, roles } = iamIn(account);
  const bare = (boundary: string | null) => (boundary?.startsWith(ownArn('')) === true ? null : boundary);
  return { users, roles: roles.map((role) => ({ ...role, boundary: bare(role.boundary) })) };
}

describe('a release that is terminated after any of its changes, and invoked again', () => {
  it(
    'leaves everybody as they were before the first run, and no policy of the project',
    async () => {
      const account = await anEventfulAccount();
      try {
        const before = peopleIn(account);
        const expected = Object.fromEntries(
          [...before.users, ...before.roles].map(({ arn, boundary }) => [arn, boundary]),
        );
        const run = await audit(account, 'run-1', 'change');
        expect([run.cause, run.status]).toEqual([undefined, 'SUCCEEDED']);
        const bounded = boundariesIn(account);
        account.clock.advance(LAG_MS);

        const terminated = await atEveryChange(account, RELEASE, async (nth) => {
          const { kind } = await account.invoke(RELEASE, { all: true });
          expectOneOf(account, boundariesIn, expected, bounded);
          const again = kind === 'failed' ? await account.invoke(RELEASE, { all: true }) : undefined;
          expect([nth, again?.kind ?? 'done']).toEqual([nth, 'done']);
          const { users, roles, policies } = iamIn(account);
          expect({ nth, users, roles }).toEqual({ nth, ...before });
          expect([nth, ...policies.filter(({ arn }) => arn.startsWith(ownArn('')))]).toEqual([nth]);
          return kind === 'failed' ? 'terminated' : 'completed';
        });
        expect(terminated).toBeGreaterThanOrEqual(20);
      } finally {
        await account.stop();
      }
    },
    SWEEP_MS,
  );
});
