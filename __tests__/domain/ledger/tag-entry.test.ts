import { ownTagsOf, tagsSince, tagsStillSet } from '../../../src/domain/ledger/tag-entry';
import { aPrincipal } from '../../support/boundaries';

const principal = aPrincipal();
const change = (set: object, removed: readonly string[], before: object) => ({
  ...{ kind: 'tags-set', principal, set, removed, before },
});

describe('what was done to tags since they were remembered', () => {
  it.each([
    ['nothing', { A: '1' }, { A: '1' }, undefined],
    ['a tag added', {}, { A: '1' }, change({ A: '1' }, [], {})],
    ['a tag changed', { A: '1', B: 'x' }, { A: '2', B: 'x' }, change({ A: '2' }, [], { A: '1' })],
    ['a tag removed', { A: '1' }, {}, change({}, ['A'], { A: '1' })],
    ['a tag spelled otherwise', { a: '1' }, { A: '2' }, change({ A: '2' }, [], { a: '1' })],
  ])('is %s', (_, before, now, expected) => {
    expect(tagsSince(principal, before, now)).toEqual(expected);
  });
});

describe('what is left of a change of tags', () => {
  const made = { kind: 'tags-set' as const, principal, set: { A: '2' }, removed: ['B'], before: { A: '1', B: 'x' } };

  it.each([
    ['all of it', { A: '2' }, made],
    ['what a later run has not written', { A: '3' }, change({}, ['B'], { B: 'x' })],
    ['what nobody has put back', { A: '2', b: 'y' }, change({ A: '2' }, [], { A: '1' })],
    ['nothing', { A: '1', B: 'x' }, undefined],
  ])('is %s', (_, now, expected) => {
    expect(tagsStillSet(made, now)).toEqual(expected);
  });
});

it('tells the project’s tags from others, whatever the case of their keys', () => {
  const tags = { Team: 'data', permissions_used: '7', Permissions_Services_12: 's3', Permissions_Other: '1' };
  expect(ownTagsOf(tags, ['Permissions_Used', 'Permissions_Services_*'])).toEqual({
    permissions_used: '7',
    Permissions_Services_12: 's3',
  });
});
