import { chosen, searchable, type Choice } from '../../../src/report/page/choice';
import { called } from '../support';

const EVERYBODY: Choice = {
  ...{ search: '', kind: '', state: '', isToLookAt: false },
  ...{ column: 'name', isDescending: false },
};

const all = [
  called('batch', { coveragePercent: 100, granted: 10, kind: 'user', lastUsedAt: '2026-01-01T00:00:00.000Z' }),
  called('Archive', { coveragePercent: null, granted: null, state: 'Left alone', lastUsedAt: undefined }),
  called('clerk', { coveragePercent: 9, granted: 9, isToLookAt: true, services: [{ label: 'Used', names: ['kms'] }] }),
];

const namesOf = (choice: Partial<Choice>) =>
  chosen(all.map(searchable), { ...EVERYBODY, ...choice }).map(({ name }) => name);

describe('the principals that a reader chose', () => {
  it('are all, by name, whatever its letters, where nothing is chosen', () => {
    expect(namesOf({})).toEqual(['Archive', 'batch', 'clerk']);
    expect(namesOf({ isDescending: true })).toEqual(['clerk', 'batch', 'Archive']);
  });

  it.each([
    [['clerk', 'batch', 'Archive'], { column: 'coveragePercent', isDescending: false }],
    [['batch', 'clerk', 'Archive'], { column: 'coveragePercent', isDescending: true }],
    [['batch', 'clerk', 'Archive'], { column: 'lastUsedAt', isDescending: false }],
    [['clerk', 'batch', 'Archive'], { column: 'lastUsedAt', isDescending: true }],
  ] as const)('are sorted as %j, those without a value last: %j', (names, choice) => {
    expect(namesOf(choice)).toEqual(names);
  });

  it('are in the order of their ARNs where a column says the same of them', () => {
    expect(namesOf({ column: 'state', isDescending: true })).toEqual(['batch', 'clerk', 'Archive']);
    expect(namesOf({ column: 'used' })).toEqual(['Archive', 'batch', 'clerk']);
  });

  it.each([
    [['batch'], { kind: 'user' }],
    [['Archive'], { state: 'Left alone' }],
    [['clerk'], { isToLookAt: true }],
    [[], { kind: 'user', isToLookAt: true }],
    [['Archive'], { search: 'ARCH' }],
    [['clerk'], { search: 'kms' }],
    [['clerk'], { search: '  role   KMS ' }],
    [[], { search: 'kms left' }],
    [[], { search: '.*' }],
  ])('are %j for %j', (names, choice) => {
    expect(namesOf(choice)).toEqual(names);
  });

  it('do not change what they were chosen from', () => {
    const before = all.map(({ name }) => name);
    namesOf({ isDescending: true });
    expect(all.map(({ name }) => name)).toEqual(before);
  });
});
