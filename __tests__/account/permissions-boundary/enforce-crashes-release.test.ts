import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { audit } from '../../support/audit';
import { ownArn } from '../../support/boundaries';
import { atEveryChange, boundariesIn, crashAt, iamIn } from '../../support/crashes';
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
      const terminated = await atEveryChange(
        async (account, nth) => {
          const before = peopleIn(account);
          const expected = new Map([...before.users, ...before.roles].map(({ arn, boundary }) => [arn, boundary]));
          // A run of the very moment of a release leaves alone whom it freed.
          account.clock.advance(LAG_MS);
          const run = await audit(account, `run-${nth}`, 'change');
          expect([nth, run.cause, run.status]).toEqual([nth, undefined, 'SUCCEEDED']);
          const bounded = boundariesIn(account);
          account.clock.advance(LAG_MS);

          crashAt(account, RELEASE, nth);
          const { kind } = await account.invoke(RELEASE, { all: true });
          for (const [arn, boundary] of Object.entries(boundariesIn(account))) {
            expect([nth, arn, [expected.get(arn), bounded[arn]]]).toEqual([
              nth,
              arn,
              expect.arrayContaining([boundary]),
            ]);
          }
          const again = kind === 'failed' ? await account.invoke(RELEASE, { all: true }) : undefined;
          expect([nth, again?.kind ?? 'done']).toEqual([nth, 'done']);
          const { users, roles, policies } = iamIn(account);
          expect({ nth, users, roles }).toEqual({ nth, ...before });
          expect([nth, ...policies.filter(({ arn }) => arn.startsWith(ownArn('')))]).toEqual([nth]);
          return kind === 'failed' ? 'terminated' : 'completed';
        },
        { again: true },
      );
      expect(terminated).toBeGreaterThanOrEqual(20);
    },
    SWEEP_MS,
  );
});
