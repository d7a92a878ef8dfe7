import {
  after,
  becomes,
  eitherWay,
  given,
  gone,
  grown,
  lowered,
  postponed,
  raised,
  rarer,
  shrunk,
  type WeakerIf,
  type Words,
} from '../../src/setting-values/direction';

type Change = readonly [before: Words | undefined, now: Words | undefined];

describe('what is weaker than before', () => {
  it.each<readonly [string, WeakerIf, readonly Change[], readonly Change[]]>([
    [
      'a number that is raised',
      raised(),
      [['9', '10']],
      [
        ['10', '9'],
        ['9', '9'],
        [undefined, '10'],
        ['9', undefined],
      ],
    ],
    [
      'a number that is raised from what it is without a value',
      raised(30),
      [
        [undefined, '31'],
        ['29', undefined],
      ],
      [[undefined, '30']],
    ],
    [
      'a number that is lowered',
      lowered,
      [['10', '9']],
      [
        ['9', '10'],
        [undefined, '9'],
      ],
    ],
    [
      'a day that is later, or never',
      postponed,
      [
        ['90', '120'],
        ['90', '0'],
      ],
      [
        ['0', '90'],
        ['120', '90'],
        ['0', '0'],
      ],
    ],
    ['a schedule that runs less often', rarer, [['rate(1 day)', 'rate(2 days)']], [['rate(2 days)', 'rate(1 day)']]],
    [
      'a schedule that ends',
      rarer,
      [['cron(0 3 * * ? *)', 'cron(0 3 * * ? 2026-2030)']],
      [['cron(0 3 * * ? 2026-2030)', 'cron(0 3 * * ? *)']],
    ],
    [
      'a schedule that cannot be read',
      rarer,
      [['rate(1 day)', 'soon']],
      [
        [undefined, 'soon'],
        ['soon', 'soon'],
      ],
    ],
    [
      'a list with something new',
      grown,
      [
        [['a'], ['a', 'b']],
        [undefined, ['a']],
        [['a'], ['b']],
      ],
      [
        [['a', 'b'], ['b']],
        [
          ['a', 'b'],
          ['b', 'a'],
        ],
      ],
    ],
    [
      'a list that lacks something',
      shrunk,
      [
        [['a', 'b'], ['b']],
        [['a'], undefined],
      ],
      [[['a'], ['a', 'b']]],
    ],
    [
      'a later word',
      after('a', 'b', 'c'),
      [
        ['a', 'b'],
        ['b', 'c'],
        ['a', 'c'],
      ],
      [
        ['c', 'a'],
        ['b', 'b'],
        [undefined, 'c'],
      ],
    ],
    [
      'a certain word',
      becomes('none'),
      [['a', 'none']],
      [
        ['none', 'a'],
        ['none', 'none'],
        [undefined, 'none'],
      ],
    ],
    [
      'any value',
      given,
      [
        [undefined, 'a'],
        ['a', 'b'],
      ],
      [
        ['a', undefined],
        ['a', 'a'],
      ],
    ],
    [
      'no value',
      gone,
      [['a', undefined]],
      [
        [undefined, 'a'],
        ['a', 'b'],
      ],
    ],
    [
      'any other value',
      eitherWay,
      [
        ['1', '2'],
        ['2', '1'],
        ['1', undefined],
      ],
      [
        ['1', '1'],
        [undefined, '1'],
      ],
    ],
  ])('is %s', (_, weakerIf, weaker, others) => {
    const judged = (changes: readonly Change[]) => changes.filter(([before, now]) => weakerIf(before, now));
    expect(judged(weaker)).toEqual(weaker);
    expect(judged(others)).toEqual([]);
  });
});
