import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import { slotKinds } from '../../../src/audit/recorded/slot-set';
import type { Hands } from '../../../src/changes/recorded/hands';
import { makeRecorded } from '../../../src/changes/recorded/make';
import type { Principal } from '../../../src/domain/identity/principal';
import { VirtualClock } from '../../audit/support/virtual-clock';
import { accountLedger } from '../../support/account-ledger';

const WORDS = { slot: 'slot', undone: 'undid it', misplaced: () => 'misplaced' };
const KINDS = slotKinds(
  { end: WORDS, part: WORDS, other: WORDS },
  {
    takesPrincipal: ({ slot }) => slot === 'end',
    ends: (change, slot) => change.slot === 'end' || (change.slot === 'part' && slot === 'part-of'),
  },
);
const ADA: Principal = { kind: 'user', accountId: '111122223333', id: 'AIDAADA', arn: 'arn:ada', name: 'ada' };
const change = (slot: string): SlotSet => ({ kind: 'slot-set', principal: ADA, slot, to: 'done' });

/** An account of one user, whom a change takes away, and its ledger. */
function aWorld() {
  const ledger = accountLedger(KINDS);
  const slots = new Map<string, string>();
  let holder: string | undefined = ADA.id;
  let isOurs = true;
  const hands: Hands<SlotSet> = {
    see: (_, slot) => Promise.resolve(holder === undefined ? undefined : { id: holder, state: slots.get(slot) }),
    carry: ({ slot, to = '' }) => {
      if (slot !== 'end') slots.set(slot, to);
      else if (holder === ADA.id) holder = undefined;
      return Promise.resolve(isOurs ? 'done' : { failed: 'nobody has a copy' });
    },
    undo: () => Promise.resolve(false),
  };
  const now = () => new Date('2026-06-01T00:00:00Z');
  const ports = { ledger, kinds: KINDS, hands, clock: new VirtualClock(), now };
  return {
    ...{ ledger, ports },
    run: (slot: string, runId: string, more: Partial<typeof ports> = {}) =>
      makeRecorded(change(slot), runId, { ...ports, ...more }),
    /** Somebody else takes the name, or nobody has it. */
    becomes: (id: string | undefined) => {
      holder = id;
    },
    by: (somebody: 'us' | 'somebody else') => {
      isOurs = somebody === 'us';
    },
    states: () => Object.fromEntries(ledger.all().map(({ change: { slot }, state }) => [slot, state])),
  };
}

describe('a change that takes its principal away', () => {
  it('stands once nobody has the id, and ends all that was recorded of the principal', async () => {
    const { run, states } = aWorld();
    await run('other', 'one');
    expect(await run('end', 'two')).toEqual({ kind: 'done' });
    expect(states()).toEqual({ other: 'released', end: 'confirmed' });
  });

  it('says the same again where its run is redriven, and stands for any other', async () => {
    const { run } = aWorld();
    await run('end', 'one');
    expect([await run('end', 'one'), await run('end', 'two')]).toEqual([{ kind: 'done' }, { kind: 'stands' }]);
  });

  it.each([
    ['nobody has the name', undefined],
    ['somebody else has it', 'AIDANEW'],
  ])('is confirmed by the next attempt where the first died before it could be, and %s', async (_, holder) => {
    const { run, ports, states, becomes } = aWorld();
    await run('other', 'zero');
    const dying = { ...ports.ledger, confirm: () => Promise.reject(new Error('terminated')) };
    await expect(run('end', 'one', { ledger: dying })).rejects.toThrow('terminated');
    expect(states()['end']).toBe('recorded');
    becomes(holder);
    expect(await run('end', 'two')).toEqual({ kind: 'stands' });
    expect(states()).toEqual({ other: 'released', end: 'confirmed' });
  });

  it('is not taken for done where somebody else took the principal away', async () => {
    const { run, ports, states, becomes, by } = aWorld();
    const dying = { ...ports.hands, carry: () => Promise.reject(new Error('terminated')) };
    await expect(run('end', 'one', { hands: dying })).rejects.toThrow('terminated');
    becomes(undefined);
    by('somebody else');
    expect(await run('end', 'two')).toMatchObject({ kind: 'left', reason: 'gone' });
    expect(states()).toEqual({ end: 'released' });
  });

  it('is told of where IAM still shows the principal', async () => {
    const { run, ports, states } = aWorld();
    const idle = { ...ports.hands, carry: () => Promise.resolve('done' as const) };
    expect(await run('end', 'one', { hands: idle })).toMatchObject({
      ...{ kind: 'failed', why: 'IAM does not show the change after 15 s' },
    });
    expect(states()).toEqual({ end: 'recorded' });
  });

  it('leaves a principal that is gone for another reason', async () => {
    const { run, becomes } = aWorld();
    becomes(undefined);
    expect(await run('end', 'one')).toMatchObject({ kind: 'left', reason: 'gone' });
  });
});

describe('a change that takes away what another slot is about', () => {
  it('ends what was recorded of that slot, and of no other', async () => {
    const { run, states } = aWorld();
    await run('part-of', 'one');
    await run('other', 'one');
    expect(await run('part', 'two')).toEqual({ kind: 'done' });
    expect(states()).toEqual({ 'part-of': 'released', other: 'confirmed', part: 'confirmed' });
  });

  it('does so as well where an earlier attempt died before it was confirmed', async () => {
    const { run, ports, states } = aWorld();
    await run('part-of', 'one');
    const dying = {
      ...ports.ledger,
      historyOf: (...of: Parameters<typeof ports.ledger.historyOf>) =>
        of[2] === undefined ? Promise.reject(new Error('terminated')) : ports.ledger.historyOf(...of),
    };
    await expect(run('part', 'two', { ledger: dying })).rejects.toThrow('terminated');
    expect(await run('part', 'three')).toEqual({ kind: 'done' });
    expect(states()).toEqual({ 'part-of': 'released', part: 'confirmed' });
  });
});
