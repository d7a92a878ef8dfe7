import { carryOut } from '../../src/changes/carry-out';
import { RecentRevocations } from '../../src/guardrails/revoker/apply/recent-revocations';
import type { Change, Ladder } from '../../src/domain/change/change';
import { ADMINS, aUser, BOUNDARY_ARN, DENY_ARN } from '../support/revoker';

const managed: Change = { kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN };
const inline: Change = { kind: 'inline-policy-put', user: aUser(), policyName: 'DenyIAM' };
const boundary: Change = { kind: 'boundary-set', user: aUser(), policyArn: BOUNDARY_ARN };
const left: Change = { kind: 'group-left', user: aUser(), group: ADMINS };
const ladder: Ladder = [[managed, left], [inline, left], [boundary]];

/** A carrier that refuses some kinds, and remembers what it was asked. */
function aCarrier(...refused: Change['kind'][]) {
  const asked: Change['kind'][] = [];
  const carry = ({ kind }: Change) => {
    asked.push(kind);
    return Promise.resolve(refused.includes(kind) ? ('refused' as const) : ('done' as const));
  };
  return { asked, carry };
}

describe('carryOut', () => {
  it('carries out a rung in its order, and stops where it holds', async () => {
    const { asked, carry } = aCarrier();
    await expect(carryOut(ladder, 'enforce', carry)).resolves.toEqual({
      kind: 'done',
      changes: [managed, left],
      refused: [],
    });
    expect(asked).toEqual(['managed-policy-attached', 'group-left']);
  });

  it('climbs after one refusal', async () => {
    const { asked, carry } = aCarrier('managed-policy-attached');
    const outcome = await carryOut(ladder, 'enforce', carry);
    expect(outcome).toEqual({ kind: 'done', changes: [inline, left], refused: ['managed-policy-attached'] });
    expect(asked).toEqual(['managed-policy-attached', 'inline-policy-put', 'group-left']);
  });

  it('fails when every rung is refused', async () => {
    const { carry } = aCarrier('managed-policy-attached', 'inline-policy-put', 'boundary-set');
    await expect(carryOut(ladder, 'enforce', carry)).resolves.toMatchObject({
      kind: 'failed',
      changes: [],
      why: expect.stringContaining('managed-policy-attached, inline-policy-put, boundary-set') as string,
    });
  });

  it('says what was done before a change went wrong', async () => {
    const carry = ({ kind }: Change) =>
      Promise.resolve(kind === 'group-left' ? { failed: 'still in the group' } : ('done' as const));
    await expect(carryOut(ladder, 'enforce', carry)).resolves.toEqual({
      kind: 'failed',
      changes: [managed],
      why: 'still in the group',
    });
  });

  it('lets every other failure out', async () => {
    await expect(carryOut(ladder, 'enforce', () => Promise.reject(new Error('AccessDenied')))).rejects.toThrow(
      'AccessDenied',
    );
  });

  it('withholds everything in observe mode', async () => {
    const { asked, carry } = aCarrier();
    await expect(carryOut(ladder, 'observe', carry)).resolves.toEqual({ kind: 'withheld', changes: [managed, left] });
    expect(asked).toEqual([]);
  });

  it('has nothing to do without a rung', async () => {
    await expect(carryOut([], 'enforce', aCarrier().carry)).resolves.toEqual({ kind: 'nothing-to-do' });
  });
});

describe('RecentRevocations', () => {
  const now = new Date('2026-06-01T12:00:00Z');
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
  const done = (id: string) => ({ kind: 'done' as const, changes: [{ ...managed, user: aUser({ id }) }], refused: [] });

  it('counts users, not their events', () => {
    const recent = new RecentRevocations();
    for (const id of ['AIDA1', 'AIDA1', 'AIDA2']) recent.add(done(id), now);
    recent.add({ kind: 'nothing-to-do' }, now);
    expect(recent.count(now)).toBe(2);
  });

  it.each([
    [599, 1],
    [600, 0],
  ])('after %i seconds counts %i', (seconds, count) => {
    const recent = new RecentRevocations();
    recent.add(done('AIDA1'), now);
    expect(recent.count(after(seconds))).toBe(count);
  });
});
