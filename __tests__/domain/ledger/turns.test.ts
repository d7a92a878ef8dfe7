import { inTurn } from '../../../src/domain/ledger/turns';
import type { WaitingInBrief } from '../../../src/domain/ledger/waiting';
import { ACCOUNT } from '../../support/revoker';

const START = new Date('2026-06-01T12:00:00Z');
const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

/** A call of somebody; the number says how old it is. */
const waits = (principalId: string, number: number, isUrgent = false): WaitingInBrief => ({
  ...{ accountId: ACCOUNT, principalId, guardrail: 'revoker', since: START, why: 'newcomer', caller: 'bob', isUrgent },
  entryId: `waiting-${String(number).padStart(4, '0')}`,
});
const crowd = (count: number, name: string, isUrgent = false) =>
  Array.from({ length: count }, (_, index) => waits(`${name}-${index}`, index, isUrgent));
const who = (waiting: readonly WaitingInBrief[]) => waiting.map(({ principalId }) => principalId);
const during = (minutes: number, waiting: readonly WaitingInBrief[]) =>
  new Set(Array.from({ length: minutes }, (_, minute) => who(inTurn(waiting, at(minute), 10))).flat());

describe('the turns of calls that wait', () => {
  it('are all of them where there are few', () => {
    const all = [...crowd(3, 'one'), ...crowd(4, 'shown', true)];
    expect(new Set(who(inTurn(all, START, 10)))).toEqual(new Set(who(all)));
  });

  it('come to each user before a second call of anybody', () => {
    const many = Array.from({ length: 30 }, (_, index) => waits('busy', index));
    expect(
      who(inTurn([...many, ...crowd(5, 'other')], START, 10))
        .slice(0, 5)
        .sort(),
    ).toContain('busy');
    expect(during(1, [...many, waits('quiet', 99)])).toContain('quiet');
  });

  it('come to every urgent call in time, whatever number of others waits', () => {
    const flood = crowd(2_000, 'forged');
    const urgent = crowd(20, 'shown', true);
    expect([...during(4, [...flood, ...urgent])]).toEqual(expect.arrayContaining(who(urgent)));
  });

  it('come to the oldest of them every minute: what room there is for denies is theirs', () => {
    const urgent = crowd(50, 'shown', true);
    for (let minute = 0; minute < 9; minute += 1)
      expect(who(inTurn(urgent, at(minute), 10))).toEqual(expect.arrayContaining(['shown-0', 'shown-4']));
  });

  it('come to others as well, however many urgent ones cannot be judged', () => {
    const urgent = crowd(200, 'shown', true);
    const others = crowd(6, 'other');
    expect([...during(6, [...urgent, ...others])]).toEqual(expect.arrayContaining(who(others)));
  });

  it('are no more than were asked for', () => {
    expect(inTurn([...crowd(50, 'one'), ...crowd(50, 'shown', true)], START, 10)).toHaveLength(10);
  });
});
