import { isIntact } from '../../src/domain/boundary/document';
import type { EmbeddedAccount } from '../../src/embedded-account/account';
import { audit, EVIDENCE } from './audit';
import { OWN, ownArn, sha256 } from './boundaries';
import { anEventfulAccount, atEveryChange, BASE, boundariesIn, crashAt, iamIn } from './crashes';
import { subjects } from './deployed';

const LATER_MS = 60_000;
/** Many accounts, one after the other: the machine decides how long they take. */
const SWEEP_MS = 1_200_000;

/** What a run leaves behind: the whole of IAM, and the bytes of what it wrote down, but for what says when that was. */
const traces = (account: EmbeddedAccount) => ({
  iam: iamIn(account),
  objects: account
    .objects(EVIDENCE, BASE)
    .flatMap(({ key, body }) => (/results\/|last-success/.test(key) ? [] : [[key, body.toString()]])),
});

/** Root, who altered the policy, is told of by the revoker, whenever that is. */
const toldIn = (account: EmbeddedAccount) => subjects(account).filter((one) => !one.startsWith('root called'));

/** Terminates functions of a run after each of their changes, and redrives it. @param names of the functions */
export function describeTerminated(names: readonly string[]): void {
  describe('a run whose function is terminated after any of its changes, and that is redriven', () => {
    let uninterrupted: ReturnType<typeof traces>;
    let [before, after]: ReturnType<typeof boundariesIn>[] = [];
    let told: readonly string[];

    beforeAll(async () => {
      const account = await anEventfulAccount();
      before = boundariesIn(account);
      expect((await audit(account, 'run-1', 'change')).status).toBe('SUCCEEDED');
      [uninterrupted, after, told] = [traces(account), boundariesIn(account), toldIn(account)];
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
        const terminated = await atEveryChange(async (account, nth) => {
          crashAt(account, name, nth);
          const run = await audit(account, 'run-1', 'change');
          const { status } = run;
          // Whenever it ends, everybody has what they had or what is meant for them.
          for (const [arn, boundary] of Object.entries(boundariesIn(account))) {
            expect([nth, arn, [before?.[arn], after?.[arn]]]).toEqual([nth, arn, expect.arrayContaining([boundary])]);
          }
          if (status !== 'SUCCEEDED') {
            // The claim of a notice is that of a time: people redrive later than the run failed.
            account.clock.advance(LATER_MS);
            await account.redrive(run.arn);
            await account.idle();
          }
          expect([nth, run.cause, run.status]).toEqual([nth, undefined, 'SUCCEEDED']);
          expect({ nth, ...traces(account) }).toEqual({ nth, ...uninterrupted });
          // At least once: a crash between the publishing and its mark may repeat it.
          expect([nth, ...toldIn(account)]).toEqual(expect.arrayContaining([nth, ...told]));
          return status === 'SUCCEEDED' ? 'completed' : 'terminated';
        });
        expect(terminated).toBeGreaterThanOrEqual(4);
      },
      SWEEP_MS,
    );
  });
}
