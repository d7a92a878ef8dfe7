import { matchesPattern } from '../../src/embedded-account/events/pattern';

const event = { source: 'aws.iam', detail: { readOnly: false, tags: ['a', 'b'], userIdentity: { type: 'IAMUser' } } };

describe('matchesPattern', () => {
  it.each([
    ['an exact value', { source: ['aws.iam'] }, true],
    ['one of several values', { source: ['aws.s3', 'aws.iam'] }, true],
    ['another value', { source: ['aws.s3'] }, false],
    ['a nested value', { detail: { userIdentity: { type: ['IAMUser'] } } }, true],
    ['another nested value', { detail: { userIdentity: { type: ['Root'] } } }, false],
    ['a truth value', { detail: { readOnly: [false] } }, true],
    ['a text for a truth value', { detail: { readOnly: ['false'] } }, false],
    ['one member of a list', { detail: { tags: ['b'] } }, true],
    ['a field that is there', { detail: { readOnly: [{ exists: true }] } }, true],
    ['a field that is not there', { detail: { errorCode: [{ exists: false }] } }, true],
    ['the absence of a field that is there', { detail: { readOnly: [{ exists: false }] } }, false],
    ['a prefix', { source: [{ prefix: 'aws.' }] }, true],
    ['another prefix', { source: [{ prefix: 'custom.' }] }, false],
    ['anything but others', { source: [{ 'anything-but': ['aws.s3'] }] }, true],
    ['anything but the value', { source: [{ 'anything-but': 'aws.iam' }] }, false],
    ['one of two alternatives', { $or: [{ source: ['aws.s3'] }, { detail: { readOnly: [false] } }] }, true],
    ['none of two alternatives', { $or: [{ source: ['aws.s3'] }, { detail: { readOnly: [true] } }] }, false],
    ['one right and one wrong field', { source: ['aws.iam'], detail: { readOnly: [true] } }, false],
  ])('%s', (_, pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  it('refuses a filter it does not know', () => {
    expect(() => matchesPattern({ source: [{ sufix: 'iam' }] }, event)).toThrow();
  });
});
