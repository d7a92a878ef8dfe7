import { owedEntry, type Owed } from '../../../../src/domain/ledger/owed';
import type { Notice } from '../../../../src/domain/notice/notice';
import { tellOwed } from '../../../../src/guardrails/revoker/apply/tell-owed';
import { furtherNotice } from '../../../../src/guardrails/revoker/report/notify-further';
import { ACCOUNT, someRules } from '../../../support/revoker';
import { ledgersInMemory } from '../../../support/played/ledgers';

const START = new Date('2026-06-01T12:00:00Z');
const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

/** A call of somebody; the number says how old it is. */
const anOwed = (number: number): Owed => {
  const at = new Date(START.getTime() + number * 1_000);
  return {
    ...{ accountId: ACCOUNT, principalId: `AIDA${number}`, guardrail: 'revoker', entryId: owedEntry(at, 'e'), at },
    ...{ callKey: 'e', notedAt: START, caller: `user-${number}`, identity: 'x', line: 'deleted user eve', notices: [] },
  };
};

/** Callers of whom people are told in a round. */
async function toldBy(ports: Parameters<typeof tellOwed>[4], minutes: number): Promise<readonly string[]> {
  const teller = { deliveryId: `round-${minutes}`, attempt: 1 };
  return Object.keys(
    await tellOwed(ACCOUNT, (owed) => furtherNotice(owed, someRules()), teller, after(minutes), ports),
  );
}

describe('a round that tells of what is owed', () => {
  const all = Array.from({ length: 200 }, (_, number) => anOwed(number));
  const nobodyElseTells = { claim: () => Promise.resolve(true), giveUp: () => Promise.resolve() };

  const portsWith = async (alert: (notice: Notice) => Promise<void>) => {
    const { owed, tellings } = ledgersInMemory();
    for (const one of all) await owed.note(one);
    return { owed, list: owed, ledger: { ...tellings, ...nobodyElseTells }, alert };
  };

  it('is of some callers, the oldest first, and the next is of others', async () => {
    const ports = await portsWith(() => Promise.resolve());
    const first = await toldBy(ports, 1);
    expect(first).toHaveLength(25);
    expect(first.slice(0, 13)).toEqual(all.slice(0, 13).map(({ principalId }) => principalId));
    const second = await toldBy(ports, 2);
    expect(second.filter((id) => first.includes(id))).toEqual([]);
  });

  it('comes to every caller, though nobody can be told of some', async () => {
    const told = new Set<string>();
    const ports = await portsWith(({ headline }) => {
      const number = Number(/^user-(\d+):/.exec(headline)?.[1]);
      if (number < 40) return Promise.reject(new Error('too long'));
      told.add(headline);
      return Promise.resolve();
    });
    for (let minute = 1; minute <= 40; minute += 1)
      await expect(toldBy(ports, minute)).rejects.toThrow('could not be told of');
    expect(told.size).toBe(160);
  });
});
