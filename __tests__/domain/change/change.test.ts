import { isSameChange, type Change, type TagsSet } from '../../../src/domain/change/change';
import { describe as wordsOf } from '../../../src/domain/change/describe';
import { aBoundarySet, aPrincipal, ownArn } from '../../support/boundaries';
import { aUser, DENY_ARN } from '../../support/revoker';

const someTags = (overrides: Partial<TagsSet> = {}): TagsSet => ({
  kind: 'tags-set',
  principal: {
    kind: 'role',
    accountId: '111122223333',
    id: 'AROA1',
    arn: 'arn:aws:iam::111122223333:role/etl',
    name: 'etl',
  },
  set: { Permissions_Granted: '2', Permissions_Used: '1' },
  removed: ['Permissions_Services_2'],
  before: { Permissions_Granted: '3', Permissions_Services_2: 'sqs' },
  ...overrides,
});

const attached: Change = { kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN };
const put: Change = { kind: 'inline-policy-put', user: aUser(), policyName: 'DenyIAM' };

describe('isSameChange', () => {
  it.each<[string, Change, Change, boolean]>([
    ['a policy attached twice', attached, { ...attached }, true],
    ['two policies', attached, { ...attached, policyArn: `${DENY_ARN}2` }, false],
    ['an inline policy in place of two others', put, { ...put, before: '{}' }, false],
    ['tags in another order', someTags(), someTags({ set: { Permissions_Used: '1', Permissions_Granted: '2' } }), true],
    ['tags that were something else before', someTags(), someTags({ before: {} }), true],
    ['tags of two values', someTags(), someTags({ set: {} }), false],
    ['tags of which one goes', someTags(), someTags({ removed: [] }), false],
    ['tags of two principals', someTags(), someTags({ principal: { ...someTags().principal, id: 'AROA2' } }), false],
    ['a boundary in place of another', aBoundarySet(), aBoundarySet({ before: { policyArn: ownArn('old') } }), true],
    ['two boundaries', aBoundarySet(), aBoundarySet({ policyArn: ownArn('old') }), false],
    ['boundaries of two principals', aBoundarySet(), aBoundarySet({ principal: aPrincipal({ id: 'AROA2' }) }), false],
    ['changes of two kinds', attached, someTags(), false],
  ])('says of %s whether they leave the same behind', (_, one, other, expected) => {
    expect(isSameChange(one, other)).toBe(expected);
  });
});

describe('describe', () => {
  it('words tags that were set and removed', () => {
    expect(wordsOf(someTags())).toBe(
      'tag Permissions_Granted set to "2", tag Permissions_Used set to "1", tag Permissions_Services_2 removed on role etl',
    );
  });

  it.each<[string, Change]>([
    [`policy ${DENY_ARN} attached to user rogue`, attached],
    ['inline policy DenyIAM put on user rogue', put],
    [
      'inline policy DenyIAM put on user rogue in place of another of that name (its text is in the log)',
      { ...put, before: '{}' },
    ],
    [
      'user rogue taken out of group Admins',
      { kind: 'group-left', user: aUser(), group: { id: 'AGPA1', name: 'Admins' } },
    ],
  ])('says to whom it was done: %s', (words, change) => {
    expect(wordsOf(change)).toBe(words);
  });

  it.each<[string, Change]>([
    ['set on user rogue', { kind: 'boundary-set', user: aUser(), policyArn: 'NEW' }],
    ['set on role etl', aBoundarySet({ policyArn: 'NEW' })],
    ['set on role etl in place of OLD', aBoundarySet({ policyArn: 'NEW', before: { policyArn: 'OLD', text: '{}' } })],
  ])('words a boundary that was %s', (words, change) => {
    expect(wordsOf(change)).toBe(`permissions boundary NEW ${words}`);
  });
});
