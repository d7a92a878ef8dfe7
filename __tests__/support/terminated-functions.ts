import type { EmbeddedAccount } from '../../src/embedded-account/account';
import type { Execution } from '../../src/embedded-account/states/execution';
import { audit, EVIDENCE, LEDGER } from './audit';
import { atEveryChange, BASE, boundariesIn, crashAt, expectOneOf, iamIn } from './crashes';
import { subjects } from './deployed';

/** The claim of a notice is that of a time: people redrive later than the run failed. */
const LATER_MS = 60_000;

/** Root, who altered the policy, is told of by the revoker, whenever that is. */
export const toldIn = (account: EmbeddedAccount) => subjects(account).filter((one) => !one.startsWith('root called'));

/** When Access Advisor or the log of the trail was asked: a function that is invoked again asks again. */
const WHEN_ASKED = /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g;

/** What a run wrote down, but for what says when that was. */
export const objectsIn = (account: EmbeddedAccount, base = BASE) =>
  account
    .objects(EVIDENCE, base)
    .flatMap(({ key, body }) =>
      /results\/|last-success/.test(key)
        ? []
        : [[key, /evidence|refused/.test(key) ? body.toString().replace(WHEN_ASKED, '"some"') : body.toString()]],
    );

/** A time in the ledger, and which attempt claimed a notice: that is another after a redrive. */
const OF_THE_ATTEMPT = /(?<="claimedAttempt":\{"N":)"\d+"|"(?:\d{10}|\d{13}|\d{4}-\d\d-\d\dT[\d:.]+Z)"/g;

/** Every entry of the ledger; of its times only that there is one. */
async function ledgerOf(account: EmbeddedAccount): Promise<unknown> {
  return JSON.parse(JSON.stringify(await account.items(LEDGER)).replace(OF_THE_ATTEMPT, '"some"'));
}

/** The guardrail whose functions are terminated. */
export interface Swept {
  /** Where it keeps its objects. */
  readonly base: string;
  /** What it has put on everybody, by ARN. */
  readonly standing: (account: EmbeddedAccount) => Readonly<Record<string, unknown>>;
  readonly run: (account: EmbeddedAccount, runId: string, purpose: 'audit' | 'change') => Promise<Execution>;
}

export const BOUNDARIES: Swept = { base: BASE, standing: boundariesIn, run: audit };

/** Everything that a later function of the run can find: what this one answered, and what it left in the account. */
const leftIn = async (account: EmbeddedAccount, answer: unknown, { base }: Swept) => ({
  answer,
  iam: iamIn(account),
  objects: objectsIn(account, base),
  ledger: await ledgerOf(account),
});

/** What the state machine invokes a function with, as JSON, and after a redrive. */
interface Payloads {
  readonly first: string;
  readonly redriven: string;
}

/**
 * Invokes a function that is terminated after its very first call, its first change, its second and so on, and invokes it
 * again later, each time in the account as it is now: always it leaves what it leaves when nothing happens to it.
 *
 * @returns the first number without a termination
 */
async function terminateAtEveryChange(
  account: EmbeddedAccount,
  name: string,
  payloads: Payloads,
  swept: Swept,
): Promise<number> {
  const invoke = (payload: string) => account.invoke(name, JSON.parse(payload));
  const back = await account.checkpoint();
  const before = swept.standing(account);
  const answer = await invoke(payloads.first);
  expect(answer.kind).toBe('done');
  const uninterrupted = await leftIn(account, answer, swept);
  const [after, told] = [swept.standing(account), toldIn(account)];
  await back();
  return atEveryChange(account, name, async (nth) => {
    const first = await invoke(payloads.first);
    expectOneOf(account, swept.standing, before, after);
    if (first.kind === 'failed') account.clock.advance(LATER_MS);
    const last = first.kind === 'failed' ? await invoke(payloads.redriven) : first;
    expect({ nth, ...(await leftIn(account, last, swept)) }).toEqual({ nth, ...uninterrupted });
    // At least once: a crash between the publishing and its mark may repeat it.
    expect([nth, ...toldIn(account)]).toEqual(expect.arrayContaining([nth, ...told]));
    return first.kind === 'failed' ? 'terminated' : 'completed';
  });
}

/**
 * Runs the state machine, with one of its functions terminated once, and redrives it.
 *
 * What the function starts from is the same wherever it is terminated, so one run leads to it: before it is redriven, the
 * account goes back to where the function began, every other termination is tried there as well, and the account is
 * brought to the redrive again.
 *
 * @param nth after which of the function's changes it is terminated
 * @param atFailure looks at the account when the run has failed
 * @returns the run after its redrive, and the first number without a termination before it
 */
export async function terminatedRun(
  account: EmbeddedAccount,
  { name, nth, purpose }: { readonly name: string; readonly nth: number; readonly purpose: 'audit' | 'change' },
  atFailure: () => void = () => undefined,
  swept: Swept = BOUNDARIES,
): Promise<{ readonly run: Execution; readonly terminated: number }> {
  const begun: { readonly payload: string; readonly back: () => Promise<void> }[] = [];
  let terminated = 0;
  account.beforeInvocation(name, async (payload) => {
    const back = await account.checkpoint();
    begun.push({ payload, back });
    const [first, ...more] = begun;
    if (first === undefined || more.length === 0) {
      crashAt(account, name, nth);
      return;
    }
    await first.back();
    terminated = await terminateAtEveryChange(account, name, { first: first.payload, redriven: payload }, swept);
    await back();
  });
  const run = await swept.run(account, 'run-1', purpose);
  expect(run.status).toBe('FAILED');
  atFailure();
  account.clock.advance(LATER_MS);
  await account.redrive(run.arn);
  await account.idle();
  // Once when it was terminated, and once when it was redriven: there is no other invocation to try.
  expect(begun).toHaveLength(2);
  return { run, terminated };
}
