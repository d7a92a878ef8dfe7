import fc from 'fast-check';
import { common, has, isNone, isSame, isWithin, union, type Services } from '../../../src/domain/policy/services';
import { knownOf, SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';

const NAMES = ['ec2', 'iam', 's3', 'sns', 'sqs'];
const names = fc.subarray(NAMES);
const some: fc.Arbitrary<Services> = fc.oneof(
  names,
  names.map((allBut) => ({ allBut })),
);
/** The last is one that nobody names. */
const asked = [...NAMES, 'brand-new'];

describe('services, told by what they are or by what they are not', () => {
  it('are joined, held against each other and compared as sets are', () => {
    fc.assert(
      fc.property(some, some, (one, other) => {
        expect(asked.filter((name) => has(union(one, other), name))).toEqual(
          asked.filter((name) => has(one, name) || has(other, name)),
        );
        expect(asked.filter((name) => has(common(one, other), name))).toEqual(
          asked.filter((name) => has(one, name) && has(other, name)),
        );
        const isWhole = asked.every((name) => !has(one, name) || has(other, name));
        expect(isWithin(one, other)).toBe(isWhole);
        expect(isSame(one, other)).toBe(asked.every((name) => has(one, name) === has(other, name)));
        expect(isNone(one)).toBe(!asked.some((name) => has(one, name)));
      }),
    );
  });

  it('are told in the shorter way where all that counts are the known', () => {
    const most = SERVICE_PREFIXES.slice(3);
    expect(knownOf([...most, 'brand-new'])).toEqual({ allBut: SERVICE_PREFIXES.slice(0, 3).toSorted() });
    expect(knownOf({ allBut: [...most, 'brand-new'] })).toEqual(SERVICE_PREFIXES.slice(0, 3));
    expect(knownOf(['s3', 'brand-new'])).toEqual(['s3']);
  });
});
