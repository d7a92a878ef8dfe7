import { bridgeArnOf } from '../../../src/guardrails/unused-service-deny/bridge-group';
import { deniedSince } from '../../../src/guardrails/unused-service-deny/judge/denied-since';
import { DENY_KINDS, stateOf } from '../../../src/guardrails/unused-service-deny/kinds';
import { SERVICE_DENIES } from '../../../src/guardrails/unused-service-deny/words';
import { daysAgo } from '../../support/permissions-boundary';
import { ADA, aDeny, aDenyEntry, denyArnsOf, OWN_DENIES } from '../../support/some-denies';

const [sqs, sns] = [denyArnsOf(['sqs']), denyArnsOf(['sns'])];

describe('what a user is denied', () => {
  it('is the same in whatever order its policies are listed, and nothing where there are none', () => {
    expect(stateOf(['b', 'a'])).toBe(stateOf(['a', 'b']));
    expect(stateOf([])).toBeUndefined();
  });

  it('is read as it was stored, and refused where a field is missing', () => {
    const change = aDeny(['sqs'], ['sns']);
    expect(DENY_KINDS.read(JSON.parse(JSON.stringify(change)))).toEqual(change);
    expect(() => DENY_KINDS.read({ ...change, after: undefined })).toThrow('after');
  });

  it.each([
    ['both the old and the new policies', [...sqs, ...sns], true],
    ['the old ones alone', sns, false],
    ['the new ones alone', sqs, false],
    ['none', [], false],
    ['a policy of neither beside them', [...sqs, ...sns, 'arn:aws:iam::111122223333:policy/other'], false],
  ])('is between two states where it has %s: %#', (_, arns, expected) => {
    expect(DENY_KINDS.isBetween?.(stateOf(arns), aDeny(['sqs'], ['sns']))).toBe(expected);
  });

  it('is between where one of two new policies is attached, or one of two is left to be detached', () => {
    const both = aDeny(['sqs'], []);
    const two = { ...both, to: stateOf(['one', 'two']) ?? '' };
    expect(DENY_KINDS.isBetween?.('one', two)).toBe(true);
    expect(DENY_KINDS.isBetween?.(undefined, two)).toBe(false);
    expect(DENY_KINDS.isBetween?.('one two three', { ...two, from: 'three four' })).toBe(true);
    expect(DENY_KINDS.isBetween?.('one three', { ...two, from: 'three four' })).toBe(false);
  });

  describe('where a group bridges a change', () => {
    const group = bridgeArnOf(ADA.id, OWN_DENIES);
    const change = aDeny(['sqs'], ['sns']);
    const { isBetween, isBefore } = DENY_KINDS;

    it.each([
      ['with the old policies, whether the group carries any or not', [...sns, group], true],
      ['with the new ones', [...sqs, group], true],
      ['with both', [...sqs, ...sns, group], true],
      ['with neither', [group], false],
      ['with another', [...sqs, group, 'arn:aws:iam::111122223333:policy/other'], false],
    ])('is between two states %s', (_, arns, expected) => {
      expect(isBetween?.(stateOf(arns), change)).toBe(expected);
    });

    it('is between where nothing is left but the group, of a change that began with nothing', () => {
      expect(isBetween?.(group, aDeny(['sqs']))).toBe(true);
    });

    it('may be changed as without the group, and is not what the change leads to', () => {
      expect(isBefore?.(stateOf([...sns, group]), change)).toBe(true);
      expect(isBefore?.(stateOf([...sqs, group]), change)).toBe(false);
      expect(stateOf([...sqs, group])).not.toBe(change.to);
    });
  });

  it.each([
    ['nothing where it is denied nothing any more', aDeny([], ['sqs']), true],
    ['nothing where a group of an earlier change is taken away', aDeny(['sqs'], ['sqs']), true],
    ['something where it gets a policy that denies less', aDeny(['sqs'], ['sns', 'sqs']), false],
    ['something by the policies, whatever services are named', { ...aDeny(['sqs']), after: [] }, false],
  ])('becomes another by a change that takes %s', (_, change, expected) => {
    expect(DENY_KINDS.takesNothing?.(change)).toBe(expected);
  });

  it.each([
    [aDeny(['sns', 'sqs'], []), 'denied 2 services (sns, sqs)'],
    [aDeny([], ['sqs']), 'allowed again 1 service (sqs)'],
    [aDeny(['sns'], ['sqs']), 'denied 1 service (sns), allowed again 1 service (sqs)'],
    [{ ...aDeny(['sqs'], ['sqs']), to: 'another' }, 'denied 1 service (sqs) by other policies'],
    [{ ...aDeny(['sqs'], ['sqs']), mayBridge: true as const }, 'took away the group that an earlier change had left'],
    [
      { ...aDeny({ allBut: ['kms', 's3'] }, ['ec2']), granted: ['ec2', 'sns', 'sqs'] },
      'denied 2 services (sns, sqs) and whatever is granted later',
    ],
    [{ ...aDeny({ allBut: ['kms', 's3'] }), granted: [] }, 'denied whatever is granted later'],
    [
      { ...aDeny({ allBut: ['kms', 'sns'] }, { allBut: ['kms', 's3'] }), granted: ['s3', 'sqs'] },
      'denied 1 service (s3), allowed again 1 service (sns)',
    ],
    [
      { ...aDeny(['sqs'], { allBut: ['s3'] }), granted: ['sns', 'sqs'] },
      'allowed again 1 service (sns) and whatever is granted later',
    ],
  ])('is said in words: %#', (change, words) => {
    expect(SERVICE_DENIES.words.change(change)).toBe(words);
  });
});

describe('since when a service is denied', () => {
  const at = (days: number) => ({ openedAt: new Date(daysAgo(days)), confirmedAt: new Date(daysAgo(days)) });
  const first = aDenyEntry(aDeny(['sqs']), { number: 1, ...at(50) });
  const second = aDenyEntry(aDeny(['sns', 'sqs'], ['sqs']), { number: 2, ...at(20) });
  const state = DENY_KINDS.to(second.change);
  const asked = ['sns', 'sqs'];

  it('is when it was denied first, without a break', () => {
    expect(deniedSince([second, first], state, asked)).toEqual(
      new Map([
        ['sns', new Date(daysAgo(20))],
        ['sqs', new Date(daysAgo(50))],
      ]),
    );
  });

  it('is when it was denied again, where it was allowed in between', () => {
    const allowed = aDenyEntry(aDeny([], ['sns', 'sqs']), { number: 3, ...at(10) });
    const again = aDenyEntry(aDeny(['sns', 'sqs']), { number: 4, ...at(5) });
    expect(deniedSince([again, allowed, second, first], state, asked).get('sqs')).toEqual(new Date(daysAgo(5)));
  });

  it('is unknown where what stands is of no entry, or of one that is over', () => {
    expect(deniedSince([second, first], 'arn:of-somebody-else', asked)).toEqual(new Map());
    expect(deniedSince([{ ...second, state: 'released', closedAt: new Date() }], state, asked)).toEqual(new Map());
  });

  it('goes back before all else was denied as well', () => {
    const all = aDenyEntry(aDeny({ allBut: ['s3'] }, ['sqs']), { number: 2, ...at(20) });
    expect(deniedSince([all, first], DENY_KINDS.to(all.change), ['s3', 'sns', 'sqs'])).toEqual(
      new Map([
        ['sns', new Date(daysAgo(20))],
        ['sqs', new Date(daysAgo(50))],
      ]),
    );
  });
});

it('a change of all but some is read as it was written', () => {
  const change = { ...aDeny({ allBut: ['s3'] }, ['sqs']), granted: ['sqs'] };
  expect(DENY_KINDS.read(JSON.parse(JSON.stringify(change)))).toEqual(change);
});
