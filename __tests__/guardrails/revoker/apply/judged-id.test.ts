import { sha256 } from '../../../../src/aws/sha256';
import { callKey as keyOf } from '../../../../src/guardrails/revoker/apply/judged-id';
import { settle, waitingFor } from '../../../../src/guardrails/revoker/apply/remember';
import { unproven } from '../../../../src/guardrails/revoker/apply/unproven';
import type { Waiting } from '../../../../src/domain/ledger/waiting';
import { ACCOUNT, aCall, aCaller, aUser } from '../../../support/revoker';

const NOW = new Date('2026-06-01T12:00:05Z');
const taken = aCall();
const callKey = (call: Parameters<typeof keyOf>[0]) => keyOf(call, { sha256 });
const entry = () => waitingFor(taken, 'throttled', NOW, { sha256 });

describe('the key of a call', () => {
  it('is that of every copy of its event', () => {
    expect(callKey(aCall())).toBe(callKey(taken));
    expect(callKey(taken)).toMatch(/^11111111-2222-4333-8444-555555555555-[0-9a-f]{32}$/);
  });

  it.each([
    ['somebody else', { caller: aCaller({ id: 'AIDAMOLE' }) }],
    ['root', { caller: { kind: 'root' } }],
    ['another call', { eventName: 'CreateUser' }],
    ['a call on another', { parameters: { userName: 'admin' } }],
    ['a refused call', { failedWith: 'AccessDenied' }],
    ['a call by a service', { invokedBy: 'cloudformation.amazonaws.com' }],
    ['another key that was made', { response: { accessKey: { accessKeyId: 'AKIAOTHER', userName: 'bob' } } }],
    ['another key that signed', { caller: aCaller({ accessKeyId: 'AKIAOTHER' }) }],
    ['another address', { sourceIp: '198.51.100.1' }],
  ] as const)('is not that of a message with the id of its event that tells of %s', (_, lie) => {
    expect(callKey(aCall(lie))).not.toBe(callKey(taken));
  });
});

describe('the entry of a call that waits', () => {
  it('is not that of a release which is to be proven, though a message tells of it by the same id', () => {
    const admin = aCaller({ id: 'AIDAADMIN000000000001', name: 'admin' });
    const incident = { accountId: ACCOUNT, principalId: aUser().id, principalArn: aUser().arn, number: 1 };
    const release = unproven(aCall({ caller: admin }), { ...incident, openedAt: NOW, changes: [] }, NOW, { sha256 });
    expect(release.principalId).toBe(entry().principalId);
    expect(release.entryId).not.toBe(entry().entryId);
  });

  it('is taken off the list under the id that it has there, though an earlier version wrote it', async () => {
    const settled: string[] = [];
    const waiting = {
      ...{ add: () => Promise.resolve(true), open: () => Promise.resolve([]) },
      settle: ({ entryId }: Pick<Waiting, 'entryId'>) => Promise.resolve(void settled.push(entryId)),
    };
    const written = { ...entry(), entryId: `waiting-${taken.eventId}` };
    await settle(taken, written, NOW, { waiting, sha256 });
    await settle(taken, undefined, NOW, { waiting, sha256 });
    expect(settled).toEqual([written.entryId, entry().entryId]);
  });
});
