import type { PrincipalState } from '../../src/domain/deletion/principal-state';
import { differences, type Deletion, type Restoration } from '../../src/trial/scenarios/deletion';
import { daysOf, deletionDeviationsOf, restorationOf } from '../../src/trial/scenarios/deletion-report';

const arn = 'arn:aws:iam::111122223333:role/etl';
const aRole: PrincipalState = {
  ...{ kind: 'role', accountId: '111122223333', id: 'AROAETL', arn, name: 'etl', path: '/', tags: { team: 'data' } },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', inline: { work: '{}' }, trust: '{}', maxSessionSeconds: 3_600 },
  ...{ attached: ['one', 'two'].map((name) => ({ arn: name, text: '{}' })), instanceProfiles: [] },
};
const anotherTime = { id: 'AROANEW', createdAt: '2026-12-05T00:00:00.000Z' };

const deletion = (overrides: Partial<Deletion> = {}): Deletion => ({
  ...{ role: arn, command: 'iam-guardrails restore role/etl', disabled: aRole, isGone: true },
  days: ['to be denied', 'to be denied', 'denied', 'to be deleted', 'to be deleted', 'deleted'],
  ...overrides,
});
const NEW = ['createdAt', 'id'];
const restoration = (overrides: Partial<Restoration> = {}): Restoration => ({
  ...{ isDone: true, answers: { restored: 'refused', released: 'allowed' }, isBack: true },
  ...{ differences: { restored: NEW, released: NEW }, ...overrides },
});

describe('what becomes of a role that nobody uses', () => {
  it('is told by day, and days on which a mail says the same in one line', () => {
    expect(daysOf(deletion()).split('\n')).toEqual([
      '  day 1, 2  to be denied',
      '  day 3     denied',
      '  day 4, 5  to be deleted',
      '  day 6     deleted',
    ]);
  });

  it('is told with what its calls meet once it is back, and what of it is another', () => {
    expect(restorationOf(restoration()).split('\n')).toEqual([
      '  restored:  its call is refused; not as the day before it was deleted: createdAt, id',
      '  released:  its call is allowed; not as before it was disabled: createdAt, id',
    ]);
  });
});

describe('what is another of two states of a role', () => {
  it('is named, whatever the order in which its policies are listed', () => {
    expect(differences(aRole, { ...aRole, ...anotherTime, attached: aRole.attached.toReversed() })).toEqual(NEW);
  });

  it.each([
    ['a tag', { tags: {} }, 'tags'],
    ['an inline policy', { inline: { work: '{"Version":"2012-10-17"}' } }, 'inline'],
    ['a managed policy', { attached: aRole.attached.slice(1) }, 'attached'],
    ['something that it had not', { description: 'Imports' }, 'description'],
  ])('is %s', (_, other, name) => {
    expect(differences(aRole, { ...aRole, ...other })).toEqual([name]);
    expect(differences({ ...aRole, ...other }, aRole)).toEqual([name]);
  });
});

describe('what went otherwise than it should with a role that is deleted', () => {
  it('is nothing where everything is as expected', () => {
    expect(deletionDeviationsOf(deletion(), restoration())).toEqual([]);
  });

  it.each([
    ['a role that is still there', deletion({ isGone: false }), restoration()],
    ['a command that fails', deletion(), restoration({ isDone: false })],
    ['one that comes back free', deletion(), restoration({ answers: { restored: 'allowed', released: 'allowed' } })],
    ['one that stays denied', deletion(), restoration({ answers: { restored: 'refused', released: 'refused' } })],
    ['one without its tags', deletion(), restoration({ differences: { restored: [...NEW, 'tags'], released: NEW } })],
    [
      'one with a deny left',
      deletion(),
      restoration({ differences: { restored: NEW, released: ['attached', ...NEW] } }),
    ],
    ['one of the same id', deletion(), restoration({ differences: { restored: ['createdAt'], released: NEW } })],
    ['a policy that is left', deletion(), restoration({ isBack: false })],
  ])('is %s', (_, deleted, restored) => {
    const deviations = deletionDeviationsOf(deleted, restored);
    expect(deviations).toHaveLength(1);
    expect(deviations[0]).toMatch(`${arn}: `);
  });
});
