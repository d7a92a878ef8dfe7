import { tellOnce } from '../../src/changes/tell-once';
import type { Telling } from '../../src/domain/ledger/entry';
import { aNotice } from '../support/notices';

const NOW = new Date('2026-11-29T03:00:00Z');
const ENTRY: Telling = {
  ...{ accountId: '111122223333', principalId: 'AIDAROGUE', guardrail: 'revoker', entryId: 'incident-000001' },
  expires: false,
};
const teller = { deliveryId: 'one', attempt: 1 };
const yes = () => Promise.resolve(true);
const done = () => Promise.resolve();
const ledger = { claim: yes, giveUp: done, markTold: done, told: () => Promise.resolve({ isTold: false }) };

describe('a notice that is told once', () => {
  it('has the same id in every copy, so that a channel can know it again', async () => {
    const ids: (string | undefined)[] = [];
    const alert = (_: unknown, id?: string) => Promise.resolve(void ids.push(id));
    const told = { entry: ENTRY, notice: aNotice() };
    await tellOnce(told, teller, NOW, { ledger, alert });
    await tellOnce(told, { ...teller, attempt: 2 }, NOW, { ledger, alert });
    await tellOnce({ ...told, entry: { ...ENTRY, entryId: 'escalation-1' } }, teller, NOW, { ledger, alert });
    const [id] = ids;
    expect(ids).toEqual([id, id, 'revoker/111122223333/AIDAROGUE/escalation-1']);
    expect(id).toBe('revoker/111122223333/AIDAROGUE/incident-000001');
  });

  it('is not told by the next attempt while another tells it', async () => {
    const alert = jest.fn(done);
    const claimed = { ...ledger, claim: () => Promise.resolve(false) };
    await expect(tellOnce({ entry: ENTRY, notice: aNotice() }, teller, NOW, { ledger: claimed, alert })).resolves.toBe(
      false,
    );
    expect(alert).not.toHaveBeenCalled();
  });
});
