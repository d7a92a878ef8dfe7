import { TagUserCommand } from '@aws-sdk/client-iam';
import { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { READY } from '../../support/audit';
import { changesOf, iamIn } from '../../support/crashes';
import { templateFor } from '../../support/deployed';
import { objectsIn, terminatedRun, type Swept } from '../../support/terminated-functions';
import { aDeniable, DENY_BASE, deniesOf, deny, denying, runDenies } from '../../support/unused-services';
import { placeAfter } from '../../support/thorough';

/** Many invocations, one after the other: the machine decides how long they take. */
const SWEEP_MS = 1_200_000;
const NAMES = ['plan', 'change'].map((job) => `iam-guardrails-unused-service-deny-${job}`);
const PEOPLE = ['ada', 'bob', 'cleo', 'dan'] as const;

const settings = denying(
  {},
  {},
  {
    exemptions: [{ match: { tag: 'spared' }, owner: 'ops', reason: 'spared' }],
  },
);

/**
 * Ada is denied for the first time, Bob other services than before, Cleo fewer, and Dan, who is exempt by now, nothing.
 */
async function anEventfulAccount(): Promise<EmbeddedAccount> {
  const account = await EmbeddedAccount.start({ templatePath: templateFor(settings), ...READY });
  const [bob, cleo] = [aDeniable(account, 'bob', { used: ['s3', 'sns'] }), aDeniable(account, 'cleo')];
  aDeniable(account, 'dan');
  await deny(account, 'run-0');
  account.clock.advance(100 * 86_400_000);
  const now = account.clock.now();
  aDeniable(account, 'ada');
  account.use({ arn: bob.arn, action: 's3:Any', at: now });
  account.use({ arn: cleo.arn, action: 's3:Any', at: now });
  const tags = [{ Key: 'spared', Value: 'yes' }];
  await iamOf(account, account.root).send(new TagUserCommand({ UserName: 'dan', Tags: tags }));
  return account;
}

/** Who is denied something: of those who are before and after, nobody may be free in between. */
const standing = (account: EmbeddedAccount) =>
  Object.fromEntries(PEOPLE.map((name) => [name, deniesOf(account, name).length > 0]));
const DENIES: Swept = {
  base: DENY_BASE,
  standing,
  run: (account, runId, purpose) => runDenies(account, runId, purpose),
};
const traces = (account: EmbeddedAccount) => ({ iam: iamIn(account), objects: objectsIn(account, DENY_BASE) });

describe('a run that denies services, whose function is terminated after any of its changes, and that is redriven', () => {
  let uninterrupted: ReturnType<typeof traces>;
  const changes = new Map<string, number>();
  let denied: Readonly<Record<string, readonly string[]>>;

  beforeAll(async () => {
    const account = await anEventfulAccount();
    const before = new Map(NAMES.map((name) => [name, account.calls({ functionName: name }).length]));
    expect((await runDenies(account, 'run-1')).status).toBe('SUCCEEDED');
    uninterrupted = traces(account);
    denied = Object.fromEntries(PEOPLE.map((name) => [name, deniesOf(account, name)]));
    for (const name of NAMES) changes.set(name, changesOf(account, name, before.get(name)));
    await account.stop();
  }, SWEEP_MS);

  it('means something to every function: a first deny, another, and one that is taken back', () => {
    expect(Object.entries(denied).map(([name, arns]) => [name, arns.length])).toEqual([
      ['ada', 1],
      ['bob', 1],
      ['cleo', 1],
      ['dan', 0],
    ]);
    expect(new Set(Object.values(denied).flat()).size).toBeGreaterThan(1);
  });

  it.each(NAMES)(
    'ends as one that nothing happened to, and nobody is free in between: %s',
    async (name) => {
      const account = await anEventfulAccount();
      try {
        const nth = Math.ceil((changes.get(name) ?? 0) / 2);
        const { run, terminated } = await terminatedRun(
          account,
          { name, nth, purpose: 'change' },
          () => {
            expect(standing(account)).toMatchObject({ bob: true, cleo: true });
          },
          DENIES,
        );
        expect([run.cause, run.status]).toEqual([undefined, 'SUCCEEDED']);
        expect(traces(account)).toEqual(uninterrupted);
        expect(terminated).toBe(placeAfter((changes.get(name) ?? 0) + 1));
        expect(terminated).toBeGreaterThanOrEqual(4);
      } finally {
        await account.stop();
      }
    },
    SWEEP_MS,
  );
});
