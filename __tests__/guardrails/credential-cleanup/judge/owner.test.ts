import { ownerIn, withOwner } from '../../../../src/guardrails/credential-cleanup/judge/owner';
import { aRole, aUser, daysAgo } from '../../../support/some-credentials';

describe('who answers for a user or role', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['stands in the tag', { owner: 'ada@example.com' }, 'ada@example.com'],
    ['stands in it whatever the case of its key', { OWNER: ' team payments ' }, 'team payments'],
    ['is nobody where the tag is empty', { owner: ' ' }, undefined],
    ['is nobody where there is another tag', { ownership: 'ada' }, undefined],
  ])('%s', (_, tags, expected) => {
    expect(ownerIn(tags, 'Owner')).toBe(expected);
  });
});

describe('a decision', () => {
  const ada = aUser({}, { owner: 'ada@example.com' });
  const announced = [{ thing: 'user', say: 'the user', since: daysAgo(3) }];

  it.each([
    ['something is announced', { kind: 'leave', reason: 'unused', announced }],
    ['something is changed', { kind: 'change', reason: 'unused', changes: [] }],
    ['something was tried again', { kind: 'leave', reason: 'denied', needsAgain: ['everything'] }],
  ] as const)('names the owner where %s', (_, decision) => {
    expect(withOwner(decision, ada)).toEqual({ ...decision, owner: 'ada@example.com' });
  });

  it('names nobody where there is nothing to ask, or no tag says whom', () => {
    const inUse = { kind: 'leave', reason: 'in-use' } as const;
    expect(withOwner(inUse, ada)).toEqual(inUse);
    expect(withOwner({ kind: 'leave', reason: 'unused', announced }, aRole(daysAgo(40)))).not.toHaveProperty('owner');
  });
});
