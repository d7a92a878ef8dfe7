import { isIntact } from '../../src/domain/policy/content-name';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { audit } from './audit';
import { OWN, ownArn, sha256 } from './boundaries';
import { anEventfulAccount, boundariesIn, changesOf, expectOneOf, iamIn } from './crashes';
import { objectsIn, terminatedRun, toldIn } from './terminated-functions';
import { placeAfter } from './thorough';

/** Many invocations, one after the other: the machine decides how long they take. */
const SWEEP_MS = 1_200_000;

/** What a run leaves behind: the whole of IAM, and the bytes of what it wrote down. */
const traces = (account: EmbeddedAccount) => ({ iam: iamIn(account), objects: objectsIn(account) });

/** Terminates functions of a run after each of their changes, and redrives it. @param names of the functions */
export function describeTerminated(names: readonly string[]): void {
  describe('a run whose function is terminated after any of its changes, and that is redriven', () => {
    let uninterrupted: ReturnType<typeof traces>;
    let [before, after]: ReturnType<typeof boundariesIn>[] = [];
    let told: readonly string[];
    const changes = new Map<string, number>();

    beforeAll(async () => {
      const account = await anEventfulAccount();
      before = boundariesIn(account);
      expect((await audit(account, 'run-1', 'change')).status).toBe('SUCCEEDED');
      [uninterrupted, after, told] = [traces(account), boundariesIn(account), toldIn(account)];
      for (const name of names) changes.set(name, changesOf(account, name));
      await account.stop();
    });

    it('means something to every function: boundaries, a text that is given back, and a policy that is collected', () => {
      const { roles, users, policies } = uninterrupted.iam;
      const own = policies.filter(({ arn }) => arn.startsWith(ownArn('')));
      const isWhole = ({ arn, text }: (typeof own)[number]) =>
        isIntact(arn.split('/').at(-1) ?? '', text, OWN.namePrefix, sha256);
      expect(own.filter((one) => !isWhole(one))).toEqual([]);
      const used = [...roles, ...users].flatMap(({ boundary }) => boundary ?? []);
      expect(used).toHaveLength(4);
      expect(own.map(({ arn }) => arn).sort()).toEqual([...new Set(used)].sort());
      expect(told).toEqual(expect.arrayContaining([expect.stringContaining('policy altered')]));
      expect(told.at(-1)).toContain('3 boundaries changed');
    });

    it.each(names)(
      'ends as one that nothing happened to: %s',
      async (name) => {
        const account = await anEventfulAccount();
        try {
          const nth = Math.ceil((changes.get(name) ?? 0) / 2);
          const { run, terminated } = await terminatedRun(account, { name, nth, purpose: 'change' }, () => {
            expectOneOf(account, boundariesIn, before ?? {}, after ?? {});
          });
          expect([run.cause, run.status]).toEqual([undefined, 'SUCCEEDED']);
          expect(traces(account)).toEqual(uninterrupted);
          expect(toldIn(account)).toEqual(expect.arrayContaining([...told]));
          expect(terminated).toBe(placeAfter((changes.get(name) ?? 0) + 1));
          expect(terminated).toBeGreaterThanOrEqual(4);
        } finally {
          await account.stop();
        }
      },
      SWEEP_MS,
    );
  });
}
