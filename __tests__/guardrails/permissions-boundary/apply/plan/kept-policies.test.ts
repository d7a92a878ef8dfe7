import { keptPolicies } from '../../../../../src/guardrails/permissions-boundary/apply/plan/kept-policies';
import type { BoundaryEntry } from '../../../../../src/guardrails/permissions-boundary/kinds';
import { aBoundarySet, aPrincipal, ownArn } from '../../../../support/boundaries';
import { NOW } from '../../../../support/permissions-boundary';

const entry = (number: number, policyArn: string, before?: string, id = 'AROATHERE'): BoundaryEntry => ({
  change: aBoundarySet({
    principal: aPrincipal({ id }),
    policyArn,
    ...(before !== undefined && { before: { policyArn: before } }),
  }),
  ...{ number, runId: `run-${number}`, state: 'confirmed', flips: 0, openedAt: NOW },
});
const [first, second, third] = [ownArn('1'), ownArn('2'), ownArn('3')] as const;
const open = [entry(1, first), entry(2, second, first), entry(1, ownArn('of-nobody'), undefined, 'AROAGONE')];
const kept = (policies: number, items: readonly { boundaryArn: string }[] = []) =>
  [...keptPolicies({ items, rows: [{ id: 'AROATHERE' }], open, quotas: { policies, policiesQuota: 1500 } })].sort();

describe('a policy that nobody has at the moment is kept', () => {
  it('where the run puts it, or an open entry of somebody who is there names it', () => {
    expect(kept(10, [{ boundaryArn: third }])).toEqual([first, second, third]);
    expect([...keptPolicies({ items: [], rows: [], open, quotas: { policies: 0, policiesQuota: 1500 } })]).toEqual([]);
  });

  it('for one’s past as long as half of the quota is free', () => {
    expect(kept(750)).toEqual([first, second]);
    expect(kept(751)).toEqual([second]);
  });

  it('where it stood before the first entry that is open', () => {
    const adopted = [entry(7, second, third)];
    const quotas = { policies: 1, policiesQuota: 1500 };
    expect([...keptPolicies({ items: [], rows: [{ id: 'AROATHERE' }], open: adopted, quotas })]).toEqual([
      second,
      third,
    ]);
  });
});
