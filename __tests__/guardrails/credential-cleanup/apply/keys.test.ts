import type { AccessKeyStatus } from '../../../../src/domain/credentials/access-key';
import { keyHands } from '../../../../src/guardrails/credential-cleanup/apply/key-hands';
import { keyOff, slotOfKey } from '../../../../src/guardrails/credential-cleanup/kinds';
import { daysAgo } from '../../../support/some-credentials';

const ADA = { kind: 'user', accountId: '111122223333', id: 'AIDAADA', arn: 'arn:ada', name: 'ada' } as const;
const CHANGE = keyOff(ADA, 'AKIA1');
const SEEN = { id: ADA.id, state: 'Active' };

/** Ada's keys in IAM. @returns hands on them, and their states */
function someKeys(...ids: readonly string[]) {
  const states = new Map<string, AccessKeyStatus>(ids.map((id) => [id, 'Active']));
  const hands = keyHands({
    of: (name) =>
      Promise.resolve(
        name === 'ada'
          ? { id: ADA.id, keys: [...states].map(([keyId, status]) => ({ keyId, status, createdAt: daysAgo(9) })) }
          : undefined,
      ),
    setStatus: (name, keyId, status) => {
      const isThere = name === 'ada' && states.has(keyId);
      if (isThere) states.set(keyId, status);
      return Promise.resolve(isThere);
    },
  });
  return { hands, states };
}

describe('the hands on access keys', () => {
  it('see each key by itself', async () => {
    const { hands } = someKeys('AKIA1');
    expect(await hands.see(ADA, slotOfKey('AKIA1'))).toEqual({ id: ADA.id, state: 'Active' });
    expect(await hands.see(ADA, slotOfKey('AKIA2'))).toEqual({ id: ADA.id, state: undefined });
    expect(await hands.see({ ...ADA, name: 'bob' }, slotOfKey('AKIA1'))).toBeUndefined();
  });

  it('deactivate the key that is meant and no other, and activate it again', async () => {
    const { hands, states } = someKeys('AKIA1', 'AKIA2');
    expect(await hands.carry(CHANGE, SEEN)).toBe('done');
    expect([...states.values()]).toEqual(['Inactive', 'Active']);
    expect(await hands.undo(CHANGE)).toBe(true);
    expect([...states.values()]).toEqual(['Active', 'Active']);
  });

  it('say so of a key that is gone', async () => {
    const { hands } = someKeys();
    expect(await hands.carry(CHANGE, SEEN)).toEqual({ failed: 'the user or the access key is gone' });
    expect(await hands.undo(CHANGE)).toBe(false);
  });
});
