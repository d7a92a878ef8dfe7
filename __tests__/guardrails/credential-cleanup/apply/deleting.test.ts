import type { Deletion } from '../../../../src/changes/deletion/delete-principal';
import { deletionHands } from '../../../../src/guardrails/credential-cleanup/apply/deletion-hands';
import { deletedKeyHands } from '../../../../src/guardrails/credential-cleanup/apply/key-hands';
import {
  CLEANUP_KINDS,
  deleted,
  keyDeleted,
  keyOff,
  slotOfDeletedKey,
} from '../../../../src/guardrails/credential-cleanup/kinds';

const ADA = { kind: 'user', accountId: '111122223333', id: 'AIDAADA', arn: 'arn:ada', name: 'ada' } as const;
const SEEN = { id: ADA.id, state: undefined };

describe('an access key that is to be deleted', () => {
  const [slot, change] = [slotOfDeletedKey('AKIA1'), keyDeleted(ADA, 'AKIA1', '2026-01-01T00:00:00.000Z')];
  const hands = (status?: 'Active' | 'Inactive', removed: string[] = []) =>
    deletedKeyHands({
      of: () =>
        Promise.resolve({
          id: ADA.id,
          keys: status === undefined ? [] : [{ keyId: 'AKIA1', status, createdAt: '2025-01-01T00:00:00.000Z' }],
        }),
      remove: (name, keyId) => Promise.resolve(removed.push(`${name} ${keyId}`) > 0),
    });

  it.each([
    ['inactive', 'Inactive', undefined],
    ["active, and nobody's to delete", 'Active', 'Active'],
    ['gone', undefined, 'deleted'],
  ] as const)('is seen: %s', async (_, status, state) => {
    expect(await hands(status).see(ADA, slot)).toEqual({ id: ADA.id, state });
  });

  it('is deleted by one call, and no release brings it back', async () => {
    const removed: string[] = [];
    expect(await hands('Inactive', removed).carry(change, SEEN)).toBe('done');
    expect(await hands('Inactive', removed).undo(change)).toBe(false);
    expect(removed).toEqual(['ada AKIA1']);
  });

  it('ends what was recorded of it, and of no other', () => {
    const ends = (slotOf: string) => CLEANUP_KINDS.ends?.(change, slotOf);
    expect([keyOff(ADA, 'AKIA1'), keyOff(ADA, 'AKIA2')].map(({ slot: one }) => ends(one))).toEqual([true, false]);
    expect(ends('deny-everything')).toBe(false);
  });
});

describe('a user that is to be deleted', () => {
  const change = deleted(ADA, 'one');
  const hands = (end: Deletion) =>
    deletionHands({
      named: () => Promise.resolve(ADA),
      deletes: (principal, name) =>
        principal === ADA && name === 'one' ? Promise.resolve(end) : Promise.reject(new Error()),
    });
  const DELETED: Deletion = { kind: 'deleted', copyKey: 'key' };

  it('holds nothing as long as it is there', async () => {
    expect(await hands(DELETED).see(ADA, change.slot)).toEqual(SEEN);
  });

  it.each<[Deletion, string]>([
    [{ kind: 'gone' }, 'somebody else has deleted it'],
    [{ kind: 'name-taken', id: 'AIDANEW' }, 'AIDANEW has its name now'],
    [{ kind: 'altered', copyKey: 'key', what: ['inline policy new'] }, 'inline policy new'],
  ])('is told of where it was not: %j', async (end, words) => {
    const carried = await hands(end).carry(change, SEEN);
    expect(carried).toEqual({ failed: expect.stringContaining(words) as string });
  });

  it('is told with the command before all that somebody else could have chosen', async () => {
    const what = Array.from({ length: 9 }, (_, index) => `policy ${'x'.repeat(90)}${index}`);
    const carried = await hands({ kind: 'altered', copyKey: 'key', what }).carry(change, SEEN);
    expect(JSON.stringify(carried).slice(0, 150)).toContain('iam-guardrails restore user/ada and release it');
  });

  it('is deleted, which ends all that was recorded of it, and by no release', async () => {
    expect(await hands(DELETED).carry(change, SEEN)).toBe('done');
    expect(await hands(DELETED).undo(change)).toBe(false);
    expect([CLEANUP_KINDS.takesPrincipal?.(change), CLEANUP_KINDS.ends?.(change, 'deny-everything')]).toEqual([
      true,
      true,
    ]);
    const released = deletionHands({ named: () => Promise.resolve(ADA) });
    expect(await released.carry(change, SEEN)).toEqual({ failed: 'nobody is deleted here' });
  });
});
