import fc from 'fast-check';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { aDesk, BUCKET, type Desk } from '../../support/deletion/desk';
import { generatedDependents } from '../../support/deletion/generated-dependents';
import { addSurroundings, aPerson } from '../../support/deletion/people';
import { whatComesBack } from '../../support/deletion/seen';
import { draws } from '../../support/thorough';

jest.setTimeout(120_000);

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

/** What a deletion is to leave behind nothing of. */
const leftOf = (name: string) => JSON.stringify(account.snapshot()).includes(name);

describe('whoever is deleted and restored', () => {
  it('has everything again that can come back, and its deletion had left nothing', async () => {
    let count = 0;
    const property = fc.asyncProperty(generatedDependents, async (drawn) => {
      count += 1;
      const name = `person-${count}.`;
      const principal = await aPerson(account, desk.iam, name, drawn);
      const before = await whatComesBack(account, desk.iam, principal);
      expect(before).toBeDefined();

      expect(await desk.delete(principal)).toMatchObject({ kind: 'deleted' });
      expect(leftOf(name)).toBe(false);
      const copy = await desk.copyOf(principal);
      expect(await desk.restore(copy)).toMatchObject({ kind: 'restore' });

      expect(await whatComesBack(account, desk.iam, principal)).toEqual(before);
      const [kept] = account.snapshot()[`${drawn.kind}s`].filter(({ arn }) => arn === principal.arn);
      expect(kept?.id).not.toBe(principal.id);
      expect(await desk.restore(copy)).toMatchObject({ kind: 'restore', steps: [] });
    });
    await fc.assert(property, { numRuns: draws(25) });
  });
});
