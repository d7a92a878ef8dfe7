import { chosen, firstChoice, headsOf, searchable, type Choice } from '../../../src/report/page/choice';
import { called, COLUMNS } from '../support';

const EVERYBODY: Choice = {
  ...{ search: '', kind: '', state: '', traits: [], showsOwn: false },
  ...{ column: 'name', isDescending: false },
};

const all = [
  called('batch', { cells: [100, 10, '2026-01-01T00:00:00.000Z', 1], kind: 'user', administersIam: true }),
  called('Archive', { cells: [null, null, null, 1], state: 'Left alone' }),
  called('clerk', {
    ...{ cells: [9, 9, '2026-05-31T03:00:00.000Z', 1], isToLookAt: true },
    services: [{ label: 'Used', names: ['kms'] }],
  }),
];

const namesOf = (choice: Partial<Choice>) =>
  chosen(all.map(searchable), { ...EVERYBODY, ...choice }).shown.map(({ name }) => name);

describe('the principals that a reader chose', () => {
  it('are all, by name, whatever its letters, where nothing is chosen', () => {
    expect(namesOf({})).toEqual(['Archive', 'batch', 'clerk']);
    expect(namesOf({ isDescending: true })).toEqual(['clerk', 'batch', 'Archive']);
  });

  it.each([
    [['clerk', 'batch', 'Archive'], { column: 0, isDescending: false }],
    [['batch', 'clerk', 'Archive'], { column: 0, isDescending: true }],
    [['batch', 'clerk', 'Archive'], { column: 2, isDescending: false }],
    [['clerk', 'batch', 'Archive'], { column: 2, isDescending: true }],
  ] as const)('are sorted as %j, those without a value last: %j', (names, choice) => {
    expect(namesOf(choice)).toEqual(names);
  });

  it('are in the order of their ARNs where a column says the same of them', () => {
    expect(namesOf({ column: 'state', isDescending: true })).toEqual(['batch', 'clerk', 'Archive']);
    expect(namesOf({ column: 3 })).toEqual(['Archive', 'batch', 'clerk']);
  });

  it.each([
    [['batch'], { kind: 'user' }],
    [['Archive'], { state: 'Left alone' }],
    [['clerk'], { traits: ['isToLookAt'] }],
    [['batch'], { traits: ['administersIam'] }],
    [[], { traits: ['isToLookAt', 'administersIam'] }],
    [[], { kind: 'user', traits: ['isToLookAt'] }],
    [['Archive'], { search: 'ARCH' }],
    [['clerk'], { search: 'kms' }],
    [['clerk'], { search: '  role   KMS ' }],
    [[], { search: 'kms left' }],
    [['batch'], { search: '2026-01-01' }],
    [[], { search: '.*' }],
  ] as const)('are %j for %j', (names, choice) => {
    expect(namesOf(choice)).toEqual(names);
  });

  it('are at first all, by the first column of the report, or by name where it has none', () => {
    expect(firstChoice(COLUMNS)).toEqual({ ...EVERYBODY, column: 0 });
    expect(firstChoice(COLUMNS.slice(1))).toEqual({ ...EVERYBODY, column: 0, isDescending: true });
    expect(firstChoice([])).toEqual(EVERYBODY);
    expect(headsOf(COLUMNS).map(({ key, label }) => [key, label])).toEqual([
      ...[
        ['name', 'Principal'],
        ['state', 'Outcome'],
        [0, 'Coverage'],
        [1, 'May use'],
        [2, 'Last used'],
      ],
    ]);
  });

  it('are without the roles of this project until they are asked for, and it is known how many fit', () => {
    const own = [
      called('revoker', { isOwn: true }),
      called('release', { isOwn: true, state: 'Failed' }),
      called('etl'),
    ];
    const choose = (choice: Partial<Choice>) => {
      const { shown, hidden } = chosen(own.map(searchable), { ...EVERYBODY, ...choice });
      return [shown.map(({ name }) => name), hidden];
    };
    expect(choose({})).toEqual([['etl'], 2]);
    expect(choose({ state: 'Failed' })).toEqual([[], 1]);
    expect(choose({ showsOwn: true })).toEqual([['etl', 'release', 'revoker'], 0]);
  });

  it('do not change what they were chosen from', () => {
    const before = all.map(({ name }) => name);
    namesOf({ isDescending: true });
    expect(all.map(({ name }) => name)).toEqual(before);
  });
});
