import { makeAllRecorded } from '../../../src/changes/recorded/make-all';
import type { Hands } from '../../../src/changes/recorded/hands';
import type { Kinds, RecordedChange } from '../../../src/domain/recorded-change/kinds';
import { VirtualClock } from '../../audit/support/virtual-clock';
import { aPrincipal } from '../../support/boundaries';
import { someLedger } from '../../support/some-ledger';

/** A lamp of a principal that is switched off: a slot of its own for each. */
interface LampOff extends RecordedChange {
  readonly lamp: string;
}
const lamp = (name: string): LampOff => ({ kind: 'lamp-off', principal: aPrincipal(), lamp: name });
const kinds: Kinds<LampOff> = {
  read: () => lamp('a'),
  slot: (change) => `lamp-${change.lamp}`,
  isSlot: (slot) => slot.startsWith('lamp-'),
  from: () => 'on',
  to: () => 'off',
  joined: (newer) => newer,
  words: { slot: 'lamp', undone: 'switched the lamp on', misplaced: (one, other) => `${one} and ${other}` },
};

/** Lamps that are on, but for some. */
function aHouse(lamps: Record<string, string>) {
  const switched: string[] = [];
  const hands: Hands<LampOff> = {
    see: ({ id }, slot) => Promise.resolve({ id, state: lamps[slot.slice('lamp-'.length)] }),
    carry: ({ lamp: name }) => {
      switched.push(name);
      lamps[name] = 'off';
      return Promise.resolve('done');
    },
    undo: () => Promise.resolve(true),
  };
  const ledger = someLedger<LampOff>(kinds);
  const waited: string[] = [];
  const shows = ({ lamp: name }: LampOff) => Promise.resolve(waited.push(name) > 0);
  const ports = { kinds, hands, ledger, clock: new VirtualClock(), now: () => new Date(0), shows };
  return { waited, switched, ledger, make: (...names: string[]) => makeAllRecorded(names.map(lamp), 'run', ports) };
}

describe('several changes of one principal', () => {
  it('are made in their order, each with an entry of its own', async () => {
    const { make, switched, ledger } = aHouse({ a: 'on', b: 'on' });
    await expect(make('b', 'a')).resolves.toEqual({ kind: 'done' });
    expect(switched).toEqual(['b', 'a']);
    expect(ledger.ids()).toEqual(['lamp-b-000001', 'lamp-a-000001']);
  });

  it('wait for a look at everybody with the last of them', async () => {
    const { make, waited, switched } = aHouse({ a: 'on', b: 'on', c: 'on' });
    await make('a', 'b', 'c');
    expect([switched, waited]).toEqual([['a', 'b', 'c'], ['c']]);
  });

  it('stand where each of them does, and are done where one had to be made', async () => {
    await expect(aHouse({ a: 'off', b: 'off' }).make('a', 'b')).resolves.toEqual({ kind: 'stands' });
    await expect(aHouse({ a: 'off', b: 'on' }).make('a', 'b')).resolves.toEqual({ kind: 'done' });
  });

  it('end with the first that does not come about, and say which it was, and whether any was made before', async () => {
    const { make, switched } = aHouse({ a: 'on', b: 'broken', c: 'on' });
    await expect(make('a', 'b', 'c')).resolves.toMatchObject({
      ...{ kind: 'left', reason: 'changed-since-plan' },
      why: expect.stringMatching(/the next run looks again \(change 2 of 3; 1 before it was made\)$/) as string,
    });
    expect(switched).toEqual(['a']);
    const many = await aHouse({ a: 'on', b: 'on', c: 'broken' }).make('a', 'b', 'c');
    expect(many).toMatchObject({ why: expect.stringContaining('(change 3 of 3; 2 before it were made)') as string });
    const none = await aHouse({ a: 'off', b: 'broken' }).make('a', 'b');
    expect(none).toMatchObject({ why: expect.stringContaining('(change 2 of 2)') as string });
  });

  it('say nothing of a number where there is one', async () => {
    await expect(aHouse({ a: 'broken' }).make('a')).resolves.toMatchObject({
      why: expect.stringMatching(/again$/) as string,
    });
  });
});
