import { incidentItem, incidentOf } from '../../../src/aws/ledger/items';
import type { Change } from '../../../src/domain/change/change';
import type { Incident } from '../../../src/domain/ledger/incident';
import { ACCOUNT, ADMINS, aUser, DENY_ARN } from '../../support/revoker';

const { id, arn, name } = aUser();
const principal = { kind: 'user' as const, accountId: ACCOUNT, id, arn, name };
const group = { id: ADMINS.id, name: ADMINS.name };

const anIncident = (change: Change): Incident => ({
  ...{ accountId: ACCOUNT, principalId: id, principalArn: arn, number: 1 },
  openedAt: new Date('2026-06-01T12:00:00Z'),
  changes: [change],
});

describe('an incident', () => {
  it.each<[Change['kind'], Change]>([
    ['deny-policy-restored', { kind: 'deny-policy-restored', policyArn: DENY_ARN }],
    ['managed-policy-attached', { kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN }],
    ['inline-policy-put', { kind: 'inline-policy-put', user: aUser(), policyName: 'DenyIAM', before: '{}' }],
    ['boundary-set', { kind: 'boundary-set', user: aUser(), policyArn: DENY_ARN }],
    ['group-left', { kind: 'group-left', user: aUser(), group }],
    ['tags-set', { kind: 'tags-set', principal, set: { A: '1' }, removed: ['B'], before: { B: '2' } }],
  ])('with a change of kind %s is read back as it was written', (_, change) => {
    expect(incidentOf(incidentItem('revoker', anIncident(change)))).toEqual(anIncident(change));
  });
});
