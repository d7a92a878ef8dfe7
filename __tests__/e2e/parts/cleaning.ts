import { copyIn } from '../../../src/aws/copies/stored-copy';
import { copyKeyOf } from '../../../src/domain/deletion/copy';
import { RELEASE } from '../../../src/release/contract';
import { aDesk } from '../../support/deletion/desk';
import { auditRun } from '../support/audit-run';
import { NO_USER } from '../support/credentials';
import type { Person } from '../support/people';
import { OWN_PATH, PREFIX, type Stage } from '../support/stage';

const ACCOUNT = '123456789012';
const GUARDRAIL = 'credential-cleanup';

const cleanup = (stage: Stage, daysAgo: number) =>
  auditRun(stage.account, (job) => stage.deployed(`credential-cleanup-${job}`), 'change', daysAgo);

/** What a summary says of a user whom, or one of whose keys, nobody uses. */
const unused = (decision: object, more: object = {}) =>
  expect.objectContaining({
    ...{ name: 'leaver', ...more },
    decision: expect.objectContaining({ reason: 'unused', ...decision }) as object,
  }) as object;
const inUse = { name: 'mallory', decision: { kind: 'leave', reason: 'in-use' } };

/** Reads what people were told of somebody. */
const toldOf = async (stage: Stage, name = 'leaver') =>
  (await stage.notices()).flatMap((text) => text.split('\n').filter((line) => line.includes(`/${name}: `)));

/** A deployment that deactivates nothing reports a key. */
export function describeReporting(of: () => Stage): void {
  describe('while it disables nothing', () => {
    it('reports a key that nobody uses, and none that somebody does', async () => {
      const { summed } = await cleanup(of(), 4);
      expect(summed).toEqual(
        expect.arrayContaining([unused({ kind: 'leave' }), expect.objectContaining(inUse) as object]),
      );
      expect(await toldOf(of())).toEqual([expect.stringMatching(/; access key 1, created on \S+, never used, /)]);
      expect(await of().account.people.keyStatusesOf(of().leaver)).toEqual(['Active']);
    });
  });
}

/** A deployment that deactivates the key and denies the user after a warning, gives both back, and deletes who stays unused. */
export function describeCleaning(of: () => Stage): void {
  const people = () => of().account.people;
  const statuses = async () => Promise.all([of().leaver, of().rogue].map((one) => people().keyStatusesOf(one)));
  const released = async (who: Person) =>
    (await of().deployed(RELEASE)).invoke({ principal: who.arn, guardrail: GUARDRAIL });
  let visitor: Person;

  describe('once it disables users and access keys, and deletes users', () => {
    beforeAll(async () => {
      visitor = await people().hire('visitor');
    });

    it('warns first', async () => {
      const { summed } = await cleanup(of(), 3);
      expect(summed).toContainEqual(unused({ kind: 'countdown' }));
      expect(await toldOf(of())).toEqual([expect.stringMatching(/to be deactivated on \S+ at the earliest/)]);
      expect(await statuses()).toEqual([['Active'], ['Active']]);
    });

    it('disables the users of whom it has warned, and no other, and tells people', async () => {
      // An older run changes nothing any more.
      const { summed } = await cleanup(of(), 1.9);
      expect(summed).toContainEqual(unused({ kind: 'change' }, { outcome: { kind: 'done' } }));
      expect(await statuses()).toEqual([['Inactive'], ['Active']]);
      expect(await people().policiesOf(visitor)).toEqual([expect.stringMatching(`^${PREFIX}-${GUARDRAIL}-`)]);
      expect((await toldOf(of()))[0]).toMatch(/: access key AKIA\w+ deactivated, the user denied everything$/);
    });

    it('activates the key again, and takes the deny away, when the user is released', async () => {
      await released(of().leaver);
      expect(await statuses()).toEqual([['Active'], ['Active']]);
      expect(await people().policiesOf(of().leaver)).toEqual([]);
      expect(await of().notices()).toEqual([expect.stringContaining('leaver was released')]);
    });

    it('warns once more before it deletes whom nobody has released', async () => {
      const { summed } = await cleanup(of(), 1);
      expect(summed).toContainEqual(unused({ kind: 'countdown' }, { name: 'visitor' }));
      expect(await toldOf(of(), 'visitor')).toEqual([expect.stringMatching(/to be deleted on \S+ at the earliest/)]);
      expect(await people().idOf('visitor')).toBe(visitor.id);
    });

    it('deletes the user then, and tells people how they come back', async () => {
      const { summed } = await cleanup(of(), 0);
      expect(summed).toContainEqual(unused({ kind: 'change' }, { name: 'visitor', outcome: { kind: 'done' } }));
      const told = (await of().notices()).join('\n');
      expect(told).toMatch(/user\/long-there\/visitor: the user deleted\n\s+iam-guardrails restore user\/visitor\n/);
      expect([await people().idOf('visitor'), await people().idOf('leaver')]).toEqual([undefined, of().leaver.id]);
    });

    it('has kept a copy that restores the user, whom a release frees', async () => {
      const { endpoint, files } = of().account;
      const { name, id, arn } = visitor;
      const key = copyKeyOf({ kind: 'user', accountId: ACCOUNT, name, id, arn }, `${GUARDRAIL}-deny-everything-000001`);
      const copy = copyIn(await files.read(`${PREFIX}-evidence-${ACCOUNT}`, key), key);
      const desk = aDesk({
        ...{ accountId: ACCOUNT, root: { ...NO_USER, sessionToken: 'none' }, clock: { now: () => new Date() } },
        clientFor: (credentials) => ({ endpoint, region: 'us-east-1', credentials: { ...credentials } }),
      });
      expect(await desk.restore(copy)).toMatchObject({ kind: 'restore' });
      desk.stop();
      expect(await people().idOf('visitor')).not.toBe(visitor.id);
      expect(await people().policiesOf(visitor)).toHaveLength(1);
      await released(visitor);
      expect(await people().policiesOf(visitor)).toEqual([]);
      expect(await of().notices()).toEqual([expect.stringContaining('visitor was released')]);
    });

    it('collects its policy once nobody is left to be released, and says of whom it has deleted how they come back', async () => {
      await (await of().deployed(RELEASE)).invoke({ all: true, guardrail: GUARDRAIL });
      expect(await people().policiesBelow(OWN_PATH)).not.toContainEqual(expect.stringContaining(GUARDRAIL));
      expect((await of().notices()).join('\n')).toContain('to make it again, run: iam-guardrails restore user/visitor');
    });

    afterAll(async () => {
      await people().dismiss('visitor');
    });
  });
}
