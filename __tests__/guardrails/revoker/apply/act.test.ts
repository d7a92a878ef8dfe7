import { act, standingChanges } from '../../../../src/guardrails/revoker/apply/act';
import type { Decision } from '../../../../src/guardrails/revoker/judge/decision';
import { ADMINS, aUser, BOUNDARY_ARN, DENY_ARN, noDeny, someRules } from '../../../support/revoker';

const aRevocation = (overrides: Partial<Extract<Decision, { kind: 'revoke' }>> = {}): Decision => ({
  kind: 'revoke',
  reason: 'unauthorized',
  user: aUser(),
  deny: noDeny,
  joined: [],
  ...overrides,
});
const kinds = (decision: Decision) => act(decision, someRules()).map((rung) => rung.map(({ kind }) => kind));

describe('act', () => {
  it('attaches the deny, else puts the inline deny, else bounds the user', () => {
    expect(act(aRevocation(), someRules())).toEqual([
      [{ kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN }],
      [{ kind: 'inline-policy-put', user: aUser(), policyName: 'DenyIAM' }],
      [{ kind: 'boundary-set', user: aUser(), policyArn: BOUNDARY_ARN }],
    ]);
  });

  it('never replaces a boundary that stands', () => {
    const user = aUser({ boundaryArn: 'arn:aws:iam::111122223333:policy/theirs' });
    expect(kinds(aRevocation({ user }))).toEqual([['managed-policy-attached'], ['inline-policy-put']]);
  });

  it('restores an altered deny before it attaches it', () => {
    const deny = { ...noDeny, policy: 'altered' as const };
    expect(kinds(aRevocation({ deny }))[0]).toEqual(['deny-policy-restored', 'managed-policy-attached']);
  });

  it('does without a deny policy that was deleted', () => {
    expect(kinds(aRevocation({ deny: { ...noDeny, policy: 'missing' } }))).toEqual([
      ['inline-policy-put'],
      ['boundary-set'],
    ]);
  });

  it('takes a self-promoter out of the group on every rung, after the deny', () => {
    expect(kinds(aRevocation({ reason: 'self-promotion', joined: [ADMINS] }))).toEqual([
      ['managed-policy-attached', 'group-left'],
      ['inline-policy-put', 'group-left'],
      ['boundary-set', 'group-left'],
    ]);
  });

  it('keeps the text of another policy with the name of the inline deny', () => {
    const [, inline] = act(aRevocation({ deny: { ...noDeny, inline: { altered: 'theirs' } } }), someRules());
    expect(inline).toEqual([expect.objectContaining({ before: 'theirs' })]);
  });

  it.each<Decision>([
    { kind: 'leave', reason: 'admin' },
    { kind: 'tell', reason: 'root' },
  ])('changes nothing for $kind $reason', (decision) => {
    expect(act(decision, someRules())).toEqual([]);
  });
});

describe('standingChanges', () => {
  it.each([
    ['an intact deny', { attached: true }, ['managed-policy-attached']],
    ['an altered deny', { attached: true, policy: 'altered' as const }, []],
    [
      'the inline deny and the boundary',
      { inline: 'intact' as const, boundary: true },
      ['inline-policy-put', 'boundary-set'],
    ],
    ['another inline policy of that name', { inline: { altered: 'theirs' } }, []],
  ])('words %s as changes', (_, deny, expected) => {
    expect(standingChanges(aUser(), { ...noDeny, ...deny }, someRules()).map(({ kind }) => kind)).toEqual(expected);
  });
});
