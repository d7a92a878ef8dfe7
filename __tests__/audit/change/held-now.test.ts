import { heldNow } from '../../../src/audit/change/held-now';
import { unpaced } from '../../../src/aws/iam/paced';
import { heldByMembership } from '../../../src/domain/identity/admin-groups';
import { heldByIncident } from '../../../src/domain/ledger/incident';
import { ADA } from '../../support/some-denies';

describe('a change that is planned is withheld', () => {
  it.each([
    ['by an incident that is open', {}, 'the revoker has an open incident about it'],
    ['not by one that is closed', { closedAt: new Date() }, undefined],
    ['not where there was none', undefined, undefined],
  ])('%s', (_, latest, expected) => {
    expect(heldByIncident(latest, 'revoker')).toBe(expected);
  });

  const pinned = { name: 'Administrators', id: 'AGPAADMINS' };
  const held = (name: string) => `it has become a member of the admin group ${name}`;
  it.each([
    ['by the id of an admin group, whatever its name is now', { id: 'AGPAADMINS', name: 'Renamed' }, held('Renamed')],
    ['not by the name of one whose id is known', { id: 'AGPAOTHER', name: 'Administrators' }, undefined],
    ['not by any other group', { id: 'AGPAOTHER', name: 'Readers' }, undefined],
  ])('%s', (_, group, expected) => {
    expect(heldByMembership([{ id: 'AGPAFIRST', name: 'First' }, group], [pinned])).toBe(expected);
  });

  it('by the name of an admin group whose id nobody knows, ignoring case', () => {
    const memberships = [{ id: 'AGPAADMINS', name: 'administrators' }];
    expect(heldByMembership(memberships, [{ name: 'Administrators' }])).toBe(held('administrators'));
  });

  describe('directly before it is made', () => {
    const heldOf = (incident: string | undefined) =>
      heldNow(unpaced, {
        heldElsewhere: () => Promise.resolve(incident),
        groupsOfUser: () => Promise.resolve([{ id: 'AGPAADMINS', name: 'Administrators' }]),
        adminGroups: [pinned],
      });

    it.each([
      ['by a membership where it takes something', undefined, false, held('Administrators')],
      ['not by a membership where it only gives back', undefined, true, undefined],
      ['by an incident even where it only gives back', 'an open incident', true, 'an open incident'],
    ])('%s', async (_, incident, takesNothing, expected) => {
      await expect(heldOf(incident)(ADA, takesNothing)).resolves.toBe(expected);
    });
  });
});
