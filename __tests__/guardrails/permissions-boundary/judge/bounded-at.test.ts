import { withBoundedAt } from '../../../../src/guardrails/permissions-boundary/judge/bounded-at';
import type { BoundaryEntry } from '../../../../src/guardrails/permissions-boundary/kinds';
import { aBoundarySet, ownArn } from '../../../support/boundaries';
import { aSubject, daysAgo, NOW } from '../../../support/permissions-boundary';

const [ONE, TWO, THREE] = ['one', 'two', 'three'].map(ownArn) as [string, string, string];

/** Opened an hour before it was confirmed. */
const entry = (number: number, days: number, policyArn: string, before?: string): BoundaryEntry => ({
  change: aBoundarySet({ policyArn, ...(before !== undefined && { before: { policyArn: before } }) }),
  ...{ number, runId: `run-${number}`, state: 'confirmed', flips: 0 },
  openedAt: new Date(daysAgo(days + 1 / 24)),
  confirmedAt: new Date(daysAgo(days)),
});
const { change, number, runId, flips, openedAt } = entry(1, 5, ONE);
const recorded: BoundaryEntry = { change, number, runId, flips, openedAt, state: 'recorded' };

describe('since when somebody is bounded', () => {
  it.each<[string, string | undefined, readonly BoundaryEntry[], string | undefined]>([
    ['by the first boundary, since it was confirmed', ONE, [entry(1, 30, ONE)], daysAgo(30)],
    ['by one in the place of another, since the first', TWO, [entry(1, 30, ONE), entry(2, 3, TWO, ONE)], daysAgo(30)],
    ['by one after someone else removed the first, since then', TWO, [entry(1, 30, ONE), entry(2, 3, TWO)], daysAgo(3)],
    ['by one that was never confirmed, since it was recorded', ONE, [recorded], daysAgo(5 + 1 / 24)],
    ['by one whose successor was not put yet', ONE, [entry(1, 30, ONE), entry(2, 3, TWO, ONE)], daysAgo(30)],
    [
      'by one after which somebody else’s was replaced by one that does not stand',
      ONE,
      [entry(1, 30, ONE), entry(2, 3, TWO, THREE)],
      daysAgo(30),
    ],
    ['by one that no entry tells of', THREE, [entry(1, 30, ONE)], undefined],
    ['by none', undefined, [entry(1, 30, ONE)], undefined],
  ])('%s', (_case, boundaryArn, open, expected) => {
    const subject = aSubject({ ...(boundaryArn !== undefined && { boundaryArn }) });
    expect(withBoundedAt([subject], open, NOW)[0]?.boundedAt).toBe(expected);
  });

  it('goes by nobody else', () => {
    const other = aSubject({ id: 'AROAOTHER', boundaryArn: ONE });
    expect(withBoundedAt([other], [entry(1, 30, ONE)], NOW)).toEqual([other]);
  });
});

describe('whose boundary someone else removed', () => {
  const lately = { ...entry(2, 0, TWO, ONE), confirmedAt: new Date(NOW.getTime() - 59_000) };

  it.each<[string, string | undefined, readonly BoundaryEntry[], string | undefined]>([
    ['whoever has none any more', undefined, [entry(1, 30, ONE)], ONE],
    ['whoever has a foreign one', THREE, [entry(1, 30, ONE)], ONE],
    ['whoever has an earlier one again', ONE, [entry(1, 30, ONE), entry(2, 3, TWO, ONE)], TWO],
    ['not who has the last one', TWO, [entry(1, 30, ONE), entry(2, 3, TWO, ONE)], undefined],
    [
      'not who has one that was put and not confirmed',
      TWO,
      [entry(1, 30, ONE), { ...recorded, change: entry(2, 3, TWO, ONE).change }],
      undefined,
    ],
    ['not whose first was never seen to stand', undefined, [recorded], undefined],
    ['not whose boundary came a moment ago, for IAM lags', ONE, [entry(1, 30, ONE), lately], undefined],
    ['not who never had one', undefined, [], undefined],
  ])('%s', (_case, boundaryArn, open, expected) => {
    const subject = aSubject({ ...(boundaryArn !== undefined && { boundaryArn }) });
    expect(withBoundedAt([subject], open, NOW)[0]?.boundaryTaken).toBe(expected);
  });
});
