import { RELEASE } from '../../../src/release/contract';
import { auditRun } from '../support/audit-run';
import type { Stage } from '../support/stage';

const cleanup = (stage: Stage, daysAgo: number) =>
  auditRun(stage.account, (job) => stage.deployed(`credential-cleanup-${job}`), 'change', daysAgo);

/** What a summary says of a user one of whose keys nobody uses. */
const unused = (decision: object, more: object = {}) =>
  expect.objectContaining({
    ...{ name: 'leaver', ...more },
    decision: expect.objectContaining({ reason: 'unused', ...decision }) as object,
  }) as object;
const inUse = { name: 'mallory', decision: { kind: 'leave', reason: 'in-use' } };

/** Reads what people were told of somebody. */
const toldOf = async (stage: Stage) =>
  (await stage.notices()).flatMap((text) => text.split('\n').filter((line) => line.includes('/leaver: ')));

/** A deployment that deactivates nothing reports a key. */
export function describeReporting(of: () => Stage): void {
  describe('while it deactivates no access keys', () => {
    it('reports a key that nobody uses, and none that somebody does', async () => {
      const { summed } = await cleanup(of(), 2);
      expect(summed).toEqual(
        expect.arrayContaining([unused({ kind: 'leave' }), expect.objectContaining(inUse) as object]),
      );
      expect(await toldOf(of())).toEqual([expect.stringMatching(/; access key 1, created on \S+, never used, /)]);
      expect(await of().account.people.keyStatusesOf(of().leaver)).toEqual(['Active']);
    });
  });
}

/** A deployment that deactivates the key after a warning, and gives it back. */
export function describeCleaning(of: () => Stage): void {
  const people = () => of().account.people;
  const statuses = async () => Promise.all([of().leaver, of().rogue].map((one) => people().keyStatusesOf(one)));

  describe('once it deactivates access keys', () => {
    it('warns first', async () => {
      const { summed } = await cleanup(of(), 1);
      expect(summed).toContainEqual(unused({ kind: 'countdown' }));
      expect(await toldOf(of())).toEqual([expect.stringMatching(/to be deactivated on \S+ at the earliest/)]);
      expect(await statuses()).toEqual([['Active'], ['Active']]);
    });

    it('deactivates the key of which it has warned, and no other, and tells people', async () => {
      const { summed } = await cleanup(of(), 0);
      expect(summed).toContainEqual(unused({ kind: 'change' }, { outcome: { kind: 'done' } }));
      expect(await statuses()).toEqual([['Inactive'], ['Active']]);
      expect((await toldOf(of()))[0]).toMatch(/: access key AKIA\w+ deactivated$/);
    });

    it('activates it again when the user is released', async () => {
      await (await of().deployed(RELEASE)).invoke({ principal: of().leaver.arn, guardrail: 'credential-cleanup' });
      expect(await statuses()).toEqual([['Active'], ['Active']]);
      expect(await of().notices()).toEqual([expect.stringContaining('leaver was released')]);
    });
  });
}
