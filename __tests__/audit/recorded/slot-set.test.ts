import { slotKinds, type SlotSet } from '../../../src/audit/recorded/slot-set';
import { wordsOf } from '../../../src/domain/recorded-change/kinds';
import { KEY_KINDS, keyOff } from '../support/idle-keys';
import { principalOf } from '../support/key-rows';

const { kind, principal, slot } = keyOff(principalOf('ada'), 'K1');
const put: SlotSet = { kind, principal, slot, to: 'Active' };
const gone: SlotSet = { kind, principal, slot, from: 'Active' };

describe('what a slot holds', () => {
  it.each([
    ['one state to another', keyOff(principal, 'K1')],
    ['nothing to a state', put],
    ['a state to nothing', gone],
  ])('is read as it was written where it goes from %s', (_, change) => {
    expect(KEY_KINDS.read(JSON.parse(JSON.stringify(change)))).toEqual(change);
  });

  it('goes by two changes from what was before the older to what the newer left', () => {
    expect(KEY_KINDS.joined(gone, keyOff(principal, 'K1'))).toEqual({ kind, principal, slot, from: 'Active' });
    expect(KEY_KINDS.joined(keyOff(principal, 'K1'), put)).toEqual({ kind, principal, slot, to: 'Inactive' });
    const there = KEY_KINDS.joined(gone, put);
    expect([KEY_KINDS.from(there), KEY_KINDS.to(there)]).toEqual([undefined, undefined]);
  });

  it("is not read where the slot is another guardrail's", () => {
    expect(() => KEY_KINDS.read({ ...put, slot: 'role-etl' })).toThrow('slot');
    expect([KEY_KINDS.isSlot('key-K1'), KEY_KINDS.isSlot('role-etl')]).toEqual([true, false]);
  });

  describe('where slots are of several kinds', () => {
    const denyWords = { slot: 'deny', undone: 'took the deny away', misplaced: () => 'the deny is on another' };
    const both = slotKinds({ 'key-': KEY_KINDS.words, deny: denyWords });
    const deny: SlotSet = { kind, principal, slot: 'deny', to: 'arn' };

    it('is read of each of them, and of no other', () => {
      expect([put, deny].map((one) => both.read(one))).toEqual([put, deny]);
      expect(['key-K1', 'deny', 'role-etl'].map((one) => both.isSlot(one))).toEqual([true, true, false]);
      expect(() => both.read({ ...put, slot: 'role-etl' })).toThrow('slot');
    });

    it('is worded as its own kind is, and together where nobody says of which', () => {
      expect([put, deny].map((one) => wordsOf(one, both).slot)).toEqual(['access key', 'deny']);
      expect(both.words).toMatchObject({
        ...{ slot: 'access key or deny', undone: 'activated the access key or took the deny away' },
      });
      expect(both.words.misplaced('A', 'B')).toBe(`${KEY_KINDS.words.misplaced('A', 'B')}, or the deny is on another`);
    });
  });
});
