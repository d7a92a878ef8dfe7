import { ownersOf } from '../../../../src/guardrails/credential-cleanup/judge/owners';
import { aKeyRow } from '../../../audit/support/key-rows';
import { announcedOf, changedOf, dueOn, STARTED_AT } from '../../../support/some-owned';

const ADA = 'ada@example.com';
const TOMORROW = dueOn('2026-06-02');
const owners = (...rows: Parameters<typeof ownersOf>[0]) => ownersOf(rows, ['example.com'], STARTED_AT);
const mailedIn = (...rows: Parameters<typeof ownersOf>[0]) =>
  owners(...rows).mailed.map(({ address, rows: theirs }) => [address, theirs.map(({ name }) => name)]);

describe('the owners of what a run warned of or changed', () => {
  it('are mailed once each about all that is theirs, however they are written', () => {
    const rows = [
      announcedOf('one', ADA, TOMORROW),
      announcedOf('two', 'bob@Example.com', TOMORROW),
      announcedOf('three', 'Ada@EXAMPLE.com', dueOn('2026-09-01')),
      changedOf('four', ADA),
    ];
    expect(mailedIn(...rows)).toEqual([
      [ADA, ['one', 'three', 'four']],
      ['bob@example.com', ['two']],
    ]);
  });

  it.each([
    ['of another domain', 'ada@example.org'],
    ['of a domain below it', 'ada@mail.example.com'],
    ['of one that ends like it', 'ada@notexample.com'],
  ])('are not mailed, and counted once, %s', (_, owner) => {
    const rows = [announcedOf('one', owner, TOMORROW), announcedOf('two', owner, TOMORROW)];
    expect(owners(...rows)).toEqual({ mailed: [], outside: 1, unaddressed: 0, crowded: 0 });
  });

  it.each(['team payments', 'Ada <ada@example.com>', 'ada@example.com, bob@example.com'])(
    'are not mailed, and counted once, where the tag says "%s"',
    (owner) => {
      const rows = [announcedOf('one', owner, TOMORROW), changedOf('two', owner)];
      expect(owners(...rows)).toEqual({ mailed: [], outside: 0, unaddressed: 1, crowded: 0 });
    },
  );

  it('are mailed no more than three times by one mailbox, whatever stands behind a plus', () => {
    const addresses = ['jane@example.com', ...[1, 2, 3, 4].map((tag) => `Jane+${tag}@example.com`), 'june@example.com'];
    const rows = addresses.map((owner, index) => announcedOf(`u${index}`, owner, TOMORROW));
    const { mailed, crowded } = owners(...rows);
    expect(mailed.map(({ address }) => address)).toEqual([...addresses.slice(0, 3), 'june@example.com']);
    expect(crowded).toBe(2);
  });

  it('are left in peace where nothing has a day and nothing was changed', () => {
    const { due, ...reported } = TOMORROW;
    expect(due?.does).toBe('deactivated');
    const failed = { ...changedOf('two', 'ada@example.org'), outcome: { kind: 'failed' } as const };
    expect(owners(announcedOf('one', ADA, reported), failed, aKeyRow('three'))).toEqual({
      ...{ mailed: [], outside: 0, unaddressed: 0, crowded: 0 },
    });
  });

  it.each([
    ['the first report that names a day', dueOn('2026-08-01', '2026-06-01'), true],
    ['the day after it', dueOn('2026-08-01', '2026-05-31'), false],
    ['six days after it', dueOn('2026-08-01', '2026-05-26'), false],
    ['a week after it', dueOn('2026-08-01', '2026-05-25'), true],
    ['eight days after it', dueOn('2026-08-01', '2026-05-24'), false],
    ['two days before that day', dueOn('2026-06-03'), false],
    ['the day before', dueOn('2026-06-02'), true],
    ['that day, while what is to be done waits', dueOn('2026-06-01'), false],
  ])('are mailed on the right days: on %s', (_, announced, isMailed) => {
    expect(mailedIn(announcedOf('one', ADA, announced))).toHaveLength(isMailed ? 1 : 0);
  });

  it('are mailed whenever something of theirs was changed', () => {
    expect(mailedIn(announcedOf('one', ADA, dueOn('2026-08-01', '2026-05-31')), changedOf('two', ADA))).toEqual([
      [ADA, ['one', 'two']],
    ]);
  });
});
