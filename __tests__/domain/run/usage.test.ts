import fc from 'fast-check';
import { isKnownService, SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';
import { later, usageOf } from '../../../src/domain/run/usage';
import { aService, daysAgo, NOW } from '../../support/permissions-boundary';

const usage = (...services: Parameters<typeof usageOf>[0]) => usageOf(services, NOW, 90);

describe('usageOf', () => {
  it('counts what is granted, used, unused, never used and unknown', () => {
    expect(usage(aService('sqs', 100), aService('s3', 1), aService('brand-new', 2), aService('sns'))).toEqual({
      granted: ['brand-new', 's3', 'sns', 'sqs'],
      used: ['brand-new', 's3'],
      unused: ['sns', 'sqs'],
      neverUsed: ['sns'],
      unknown: ['brand-new'],
      coveragePercent: 50,
      lastUsedAt: daysAgo(1),
      usedOn: { '2026-05-31': ['s3'], '2026-05-30': ['brand-new'], '2026-02-21': ['sqs'] },
    });
  });

  it('says on which day each service was last used, the latest first, and nothing of those beyond the tracking period', () => {
    const services = [
      aService('sqs', 100),
      aService('kms', 3),
      aService('s3', 3),
      aService('ec2', 401),
      aService('sns'),
    ];
    const { usedOn } = usage(...services);
    expect(Object.entries(usedOn)).toEqual([
      ['2026-05-29', ['kms', 's3']],
      ['2026-02-21', ['sqs']],
    ]);
  });

  it.each([
    ['exactly at the limit', 90, true],
    ['a millisecond before it', 90 - 1 / 86_400_000, true],
    ['a millisecond beyond it', 90 + 1 / 86_400_000, false],
    ['in a moment, by a clock that runs ahead', -0.01, true],
  ])('takes a service last used %s for used or unused', (_, days, expected) => {
    expect(usage(aService('s3', days)).used).toEqual(expected ? ['s3'] : []);
  });

  it.each([
    ['exactly at the end of it', 400, []],
    ['a millisecond beyond it', 400 + 1 / 86_400_000, ['s3']],
  ])('forgets a use that is not sure to be tracked any more, %s', (_, days, neverUsed) => {
    expect(usage(aService('s3', days)).neverUsed).toEqual(neverUsed);
  });

  it.each([
    ['has no coverage where nothing is granted', [], undefined],
    ['is 0 where nothing is used', [aService('s3'), aService('sqs', 91)], 0],
    ['is 100 where everything is', [aService('s3', 1)], 100],
    ['rounds', [aService('s3', 1), aService('sqs', 1), aService('sns')], 67],
  ])('%s', (_, services, expected) => {
    expect(usage(...services).coveragePercent).toBe(expected);
  });

  it('says 0 only when none is used, and 100 only when all are', () => {
    fc.assert(
      fc.property(fc.nat(460), fc.nat(460), (used, unused) => {
        fc.pre(used + unused > 0);
        const services = [
          ...Array.from({ length: used }, (_, index) => aService(`used-${index}`, 1)),
          ...Array.from({ length: unused }, (_, index) => aService(`unused-${index}`)),
        ];
        const { coveragePercent } = usage(...services);
        expect(coveragePercent === 0).toBe(used === 0);
        expect(coveragePercent === 100).toBe(unused === 0);
        expect(Number.isInteger(coveragePercent)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('counts a service once that a report names twice, by its newest use', () => {
    expect(usage(aService('s3', 200), aService('s3', 1), aService('s3'))).toMatchObject({
      granted: ['s3'],
      used: ['s3'],
      neverUsed: [],
      lastUsedAt: daysAgo(1),
    });
  });
});

describe('later', () => {
  it.each([
    [undefined, undefined, undefined],
    [daysAgo(1), undefined, daysAgo(1)],
    [undefined, daysAgo(1), daysAgo(1)],
    [daysAgo(2), daysAgo(1), daysAgo(1)],
    // Without milliseconds the same instant reads otherwise.
    ['2026-06-01T00:00:00Z', '2026-06-01T00:00:00.001Z', '2026-06-01T00:00:00.001Z'],
  ])('of %s and %s is %s', (one, other, expected) => {
    expect(later(one, other)).toBe(expected);
    expect(later(other, one)).toBe(expected);
  });
});

describe('the coverage', () => {
  const named = (count: number, days?: number) =>
    Array.from({ length: count }, (_, index) => aService(`${days === undefined ? 'unused' : 'used'}-${index}`, days));

  it.each([
    [449, 1, 99],
    [1, 449, 1],
    [0, 450, 0],
    [450, 0, 100],
  ])('of %d used and %d unused is %d', (used, unused, percent) => {
    expect(usage(...named(used, 1), ...named(unused)).coveragePercent).toBe(percent);
  });
});

describe('the list of services', () => {
  it('is in order, and names each once', () => {
    expect(SERVICE_PREFIXES).toEqual([...new Set(SERVICE_PREFIXES)].sort());
    expect(isKnownService('s3')).toBe(true);
    expect(isKnownService('S3')).toBe(false);
  });
});
