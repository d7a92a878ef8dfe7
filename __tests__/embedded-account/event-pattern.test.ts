import { patternOf, readPattern } from '../../src/embedded-account/events/pattern';

const event = { source: 'aws.iam', detail: { readOnly: false, tags: ['a', 'b'], userIdentity: { type: 'IAMUser' } } };

describe('patternOf', () => {
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
    ['a prefix in other letters', { source: [{ prefix: 'AWS.' }] }, false],
    ['a prefix in any letters', { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }, true],
    ['another prefix', { source: [{ prefix: 'custom.' }] }, false],
    ['a text with anything in it', { source: [{ wildcard: 'a*.i*' }] }, true],
    ['a text with nothing where anything may be', { source: [{ wildcard: '*aws*.iam*' }] }, true],
    ['a text that goes on', { source: [{ wildcard: 'aws*i' }] }, false],
    ['a text that begins before', { source: [{ wildcard: 'ws*' }] }, false],
    ['a text whose pieces overlap', { source: [{ wildcard: 'aws.*.iam' }] }, false],
    ['a text with its pieces the other way round', { source: [{ wildcard: '*iam*aws*' }] }, false],
    ['anything but others', { source: [{ 'anything-but': ['aws.s3'] }] }, true],
    ['anything but the value', { source: [{ 'anything-but': 'aws.iam' }] }, false],
    ['one of two alternatives', { $or: [{ source: ['aws.s3'] }, { detail: { readOnly: [false] } }] }, true],
    ['none of two alternatives', { $or: [{ source: ['aws.s3'] }, { detail: { readOnly: [true] } }] }, false],
    ['one of two alternatives inside', { detail: { $or: [{ tags: ['c'] }, { readOnly: [false] }] } }, true],
    ['alternatives beside a wrong field', { source: ['x'], $or: [{ source: ['aws.iam'] }, { detail: {} }] }, false],
    ['one right and one wrong field', { source: ['aws.iam'], detail: { readOnly: [true] } }, false],
  ])('%s', (_, pattern, expected) => {
    expect(patternOf(pattern).matches(event)).toBe(expected);
  });

  it('refuses a filter it does not know', () => {
    expect(() => patternOf({ detail: {}, source: [{ sufix: 'iam' }] })).toThrow();
    expect(() => patternOf({ source: [{ wildcard: 'a**' }] })).toThrow();
  });
});

describe('readPattern', () => {
  const alternatives = (count: number) => Array.from({ length: count }, (_, index) => ({ name: [String(index)] }));
  const refusalOf = (wanted: object) => () => readPattern(JSON.stringify(wanted));

  it('gives a pattern that EventBridge takes', () => {
    const wanted = { detail: { $or: alternatives(40) }, $or: alternatives(25) };
    expect(readPattern(JSON.stringify(wanted)).wanted).toEqual(wanted);
  });

  it('refuses more combinations than EventBridge counts with: those of each list of alternatives multiply', () => {
    expect(refusalOf({ detail: { $or: alternatives(40) }, $or: alternatives(26) })).toThrow('1000 combinations');
  });

  it('refuses alternatives that are none', () => {
    expect(refusalOf({ $or: alternatives(1) })).toThrow();
    expect(refusalOf({ $or: ['aws.iam', 'aws.s3'] })).toThrow();
  });

  it('refuses a text that is too long', () => {
    expect(refusalOf({ source: ['x'.repeat(2048)] })).toThrow('2048 characters');
  });
});
