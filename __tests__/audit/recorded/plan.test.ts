import { outcomesOf, recordedPlanIn, type RecordedPlan } from '../../../src/audit/recorded/plan';
import type { SlotSet } from '../../../src/audit/recorded/slot-set';
import { PayloadError } from '../../../src/audit/reading';
import { KEY_KINDS, keyOff } from '../support/idle-keys';
import { aKeyRow, principalOf } from '../support/key-rows';
import { ACCOUNT } from '../support/subjects';

describe('a plan', () => {
  const head = {
    version: 1,
    accountId: ACCOUNT,
    runId: 'one',
    purpose: 'change',
    startedAt: '2026-06-01T03:00:00.000Z',
    mode: 'enforce',
    scope: 'everything',
  } as const;
  const planIn = recordedPlanIn(KEY_KINDS);
  const items = [principalOf('ada'), principalOf('bob')].map((principal) => ({
    principal,
    changes: aKeyRow(principal.name, 2).changes,
  }));
  const left = [{ principal: principalOf('cleo'), reason: 'next-wave' as const }];
  const plan = { ...head, items, left };

  it('is read as it was written', () => {
    expect(planIn(JSON.parse(JSON.stringify(plan)), 'plan.json')).toEqual(plan);
  });

  it('refuses a change of another guardrail, and says whose it is', () => {
    const principal = principalOf('ada');
    const foreign = { kind: 'boundary-set', principal, policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
    const read = () => planIn({ ...plan, items: [...items, { principal, changes: [foreign] }] }, 'plan.json');
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(`plan.json: ${principal.arn}: no change of this guardrail: `);
  });

  it("refuses a change of somebody else among a principal's", () => {
    const [ada, bob] = [principalOf('ada'), principalOf('bob')];
    const read = () => planIn({ ...plan, items: [{ principal: ada, changes: [keyOff(bob, 'K1')] }] }, 'plan.json');
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(`plan.json: ${ada.arn}: a change of ${bob.arn}`);
  });

  it.each([
    [
      'a reason that this version does not know',
      { left: [{ principal: principalOf('ada'), reason: 'bored' }] },
      'left.0.reason',
    ],
    ['a mode in which nothing is planned', { mode: 'off' }, 'mode'],
    [
      'a group',
      { items: [{ principal: { ...principalOf('ada'), kind: 'group' }, changes: [] }] },
      'items.0.principal.kind',
    ],
  ])('refuses %s, and names the field', (_, other, field) => {
    const read = () => planIn({ ...plan, ...other }, 'plan.json');
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(`plan.json: ${field}: `);
  });

  it('is read with what it says of policies, and refuses one that is not restored without saying why', () => {
    const altered = [
      { arn: 'arn:aws:iam::111122223333:policy/one', restored: true },
      { arn: 'arn:aws:iam::111122223333:policy/two', restored: false, why: 'the policy is gone' },
    ];
    const policies = { altered, collected: ['arn:aws:iam::111122223333:policy/three'] };
    expect(planIn({ ...plan, policies }, 'plan.json').policies).toEqual(policies);
    const unsaid = { ...policies, altered: [{ arn: 'arn:aws:iam::111122223333:policy/two', restored: false }] };
    expect(() => planIn({ ...plan, policies: unsaid }, 'plan.json')).toThrow('plan.json: policies.altered.0');
  });

  it('says of each principal what became of it', () => {
    const [ada, bob, cleo, dan] = [principalOf('ada'), principalOf('bob'), principalOf('cleo'), principalOf('dan')];
    const made: RecordedPlan<SlotSet> = {
      ...head,
      items: [ada, bob, cleo].map((principal) => ({ principal, changes: [] })),
      left: [{ principal: dan, reason: 'flipped' }],
    };
    const changed = [
      { id: ada.id, kind: 'done' as const },
      { id: bob.id, kind: 'failed' as const, why: 'AccessDenied: no' },
    ];
    const saidOf = (...of: Parameters<typeof outcomesOf>) =>
      Object.fromEntries([...outcomesOf(...of)].map(([id, { outcome }]) => [id, outcome]));
    expect(saidOf(made, changed)).toEqual({
      [ada.id]: { kind: 'done' },
      [bob.id]: { kind: 'failed', why: 'AccessDenied: no' },
      [cleo.id]: { kind: 'failed', why: 'its batch failed' },
      [dan.id]: { kind: 'left', why: 'flipped' },
    });
    expect(saidOf({ ...made, mode: 'observe' }, [])).toMatchObject({
      [ada.id]: { kind: 'withheld' },
      [dan.id]: { kind: 'left', why: 'flipped' },
    });
  });
});
