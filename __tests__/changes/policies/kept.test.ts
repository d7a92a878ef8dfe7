import { keptPolicies, type NamedByEntry } from '../../../src/changes/policies/kept';
import { ownArn } from '../../support/boundaries';

const entry = (to: string, before?: string, id = 'AROATHERE'): NamedByEntry => ({
  ...{ id, to: [to], from: before === undefined ? [] : [before] },
});
const [first, second, third] = [ownArn('1'), ownArn('2'), ownArn('3')] as const;
const rows = [{ id: 'AROATHERE' }];
const open = [entry(first), entry(second, first), entry(ownArn('of-nobody'), undefined, 'AROAGONE')];
const kept = (policies: number, put: readonly string[] = []) =>
  [...keptPolicies({ put, rows, open, quotas: { policies, policiesQuota: 1500 } })].sort();

describe('a policy that nobody has at the moment is kept', () => {
  it('where the run puts it, or an open entry of somebody who is there names it', () => {
    expect(kept(10, [third])).toEqual([first, second, third]);
    expect([...keptPolicies({ put: [], rows: [], open, quotas: { policies: 0, policiesQuota: 1500 } })]).toEqual([]);
  });

  it('for one’s past as long as half of the quota is free', () => {
    expect(kept(750)).toEqual([first, second]);
    expect(kept(751)).toEqual([second]);
  });

  it('where it stood before the first entry that is open', () => {
    const quotas = { policies: 1, policiesQuota: 1500 };
    expect([...keptPolicies({ put: [], rows, open: [entry(second, third)], quotas })]).toEqual([second, third]);
  });

  it('with every other that the same change has put', () => {
    const quotas = { policies: 1400, policiesQuota: 1500 };
    const both = [{ id: 'AROATHERE', to: [first, second], from: [third] }];
    expect([...keptPolicies({ put: [], rows, open: both, quotas })]).toEqual([first, second]);
  });
});
