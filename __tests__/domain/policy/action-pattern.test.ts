import fc from 'fast-check';
import { coversAction, fewestActions } from '../../../src/domain/policy/action-pattern';
import { globMatches } from '../../../src/domain/policy/glob';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(120_000);

/** Short patterns of few letters, so that they often have to do with one another. */
const aPattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });
const aText = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

describe('coversAction', () => {
  it.each([
    ['s3:*', 's3:GetObject', true],
    ['s3:*', 'S3:getobject', true],
    ['s3:Get*', 's3:GetObject*', true],
    ['s3:*', 's3:*', true],
    ['*', 's3:*', true],
    ['s3:Get?', 's3:Get*', false],
    ['s3:Get?*', 's3:Get*', false],
    ['s3:Get*', 's3:*', false],
    ['s3:GetA', 's3:Get?', false],
    ['s3:*', 's3-outposts:*', false],
  ])('says of %s and %s: %s', (pattern, other, expected) => {
    expect(coversAction(pattern, other)).toBe(expected);
  });

  it('never says so of a pattern that matches something else', () => {
    fc.assert(
      fc.property(aPattern, aPattern, aText, (pattern, other, text) => {
        fc.pre(coversAction(pattern, other) && globMatches(other, text));
        expect(globMatches(pattern, text)).toBe(true);
      }),
      { numRuns: 500, maxSkipsPerRun: 1000 },
    );
  });
});

describe('fewestActions', () => {
  it.each([
    ['two that say the same in other letters', ['s3:listbucket', 's3:ListBucket'], ['s3:ListBucket']],
    ['one within another', ['ec2:DescribeTags', 's3:*', 'ec2:Describe*'], ['ec2:Describe*', 's3:*']],
    ['services whose names begin alike', ['s3:*', 's3-outposts:*'], ['s3-outposts:*', 's3:*']],
    ['nothing', [], []],
  ])('of %s', (_, patterns, expected) => {
    expect(fewestActions(patterns)).toEqual(expected);
  });
});
