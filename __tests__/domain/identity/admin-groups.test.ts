import { pinned } from '../../../src/wiring/pinned-groups';
import { someRules } from '../../support/permissions-boundary';

describe('the admin groups of a deployment', () => {
  const adminGroups = [{ name: 'Administrators' }, { name: 'Owners', id: 'AGPAOWNERS' }];

  it('have the ids of the settings, and else those that the plan found', () => {
    const ids = JSON.stringify({ Administrators: 'AGPAADMINS', Owners: 'AGPAOTHER' });
    expect(pinned(someRules({ mode: 'enforce', adminGroups }), ids)).toEqual([
      { name: 'Administrators', id: 'AGPAADMINS' },
      { name: 'Owners', id: 'AGPAOWNERS' },
    ]);
  });

  it('have ids wherever somebody is bounded', () => {
    expect(() => pinned(someRules({ mode: 'enforce', adminGroups }), '{}')).toThrow('Administrators');
    expect(pinned(someRules({ mode: 'observe', adminGroups }), '{}')).toEqual([
      { name: 'Administrators' },
      adminGroups[1],
    ]);
  });
});
