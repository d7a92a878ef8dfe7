import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import type { Principal } from '../../../src/domain/identity/principal';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { aDesk, BUCKET, ended, type Desk } from '../../support/deletion/desk';
import { EVERYTHING } from '../../support/deletion/generated-dependents';
import { addSurroundings, aPerson } from '../../support/deletion/people';
import { whatComesBack } from '../../support/deletion/seen';
import { FIRST_PLACE, STRIDE } from '../../support/thorough';

jest.setTimeout(120_000);

/** More than anything here takes: a sweep that never ended would say nothing. */
const MOST_CALLS = 60;

let account: EmbeddedAccount;
let desk: Desk;

beforeEach(async () => {
  account = await anAccount({ withAdmin: false });
  account.addBucket(BUCKET);
  addSurroundings(account);
  desk = aDesk(account);
});
afterEach(async () => {
  desk.stop();
  await stopAccounts();
});

/** A principal may never do more than before: both denies are there as long as anything is that allows. */
function expectNoMore({ arn }: Principal): void {
  const { users, roles } = account.snapshot();
  const [found] = [...users, ...roles].filter((one) => one.arn === arn);
  const denying = found?.attached.filter((one) => one.endsWith('/managed-1')).length ?? 0;
  const texts = Object.values(found?.inline ?? {});
  const denies = denying + texts.filter((text) => text.includes('Deny')).length;
  const allows = (found?.attached.length ?? 0) + texts.length - denies;
  expect(allows === 0 || denies === 2).toBe(true);
}

/** Attempts something with an end after each of its calls that change something, each time in the account as it is now. @returns the first call without an end */
async function atEveryCall(attempt: () => Promise<unknown>, then: () => Promise<void>): Promise<number> {
  const back = await account.checkpoint();
  for (let nth = FIRST_PLACE; nth <= MOST_CALLS; nth += STRIDE) {
    desk.endAfter(nth);
    const isOver = await ended(attempt());
    desk.endAfter(Infinity);
    if (isOver) return nth;
    await then();
    await back();
  }
  throw new Error(`it was not over after ${MOST_CALLS} calls`);
}

describe.each(['user', 'role'] as const)('a %s with everything', (kind) => {
  let principal: Principal;
  let before: unknown;

  beforeEach(async () => {
    principal = await aPerson(account, desk.iam, 'ada', EVERYTHING[kind]);
    before = await whatComesBack(account, desk.iam, principal);
  });

  it('is deleted whole by the next attempt, wherever one ended, and by the copy of the first can be restored', async () => {
    const whole = await desk.ports.read(kind, 'ada');
    const count = await atEveryCall(
      () => desk.delete(principal),
      async () => {
        expectNoMore(principal);
        expect(await desk.delete(principal)).toMatchObject({ kind: 'deleted' });
        expect(JSON.stringify(account.snapshot())).not.toMatch(/\bada\b/);
        const { principal: copied } = await desk.copyOf(principal);
        expect(copied).toEqual(whole);
      },
    );
    expect(count).toBeGreaterThan(10);
  });

  it('is restored whole by the next attempt, wherever one ended', async () => {
    await desk.delete(principal);
    const copy = await desk.copyOf(principal);
    const count = await atEveryCall(
      () => desk.restore(copy),
      async () => {
        expectNoMore(principal);
        expect(await desk.restore(copy)).toMatchObject({ kind: 'restore' });
        expect(await whatComesBack(account, desk.iam, principal)).toEqual(before);
      },
    );
    expect(count).toBeGreaterThan(10);
  });

  it('is given back what a deletion has taken that came to no end, and stays who it is', async () => {
    await atEveryCall(
      () => desk.delete(principal),
      async () => {
        const { users, roles } = account.snapshot();
        const isThere = [...users, ...roles].some(({ id }) => id === principal.id);
        const copy = await desk.copyOf(principal).catch(() => undefined);
        if (copy === undefined || !isThere) return;
        await desk.restore(copy);
        expect(await whatComesBack(account, desk.iam, principal)).toEqual(before);
        const kept = account.snapshot()[`${kind}s`].map(({ id }) => id);
        expect(kept).toContain(principal.id);
      },
    );
  });
});
