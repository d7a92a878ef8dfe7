import { conditionHolds } from '../../src/embedded-account/policy/conditions';
import { RequestContext } from '../../src/embedded-account/policy/request-context';

const context = new RequestContext({
  'iam:PolicyARN': 'arn:aws:iam::111122223333:policy/guard/Deny',
  'aws:username': 'bob',
  'aws:MultiFactorAuthPresent': 'true',
  'aws:MultiFactorAuthAge': '300',
  'aws:CurrentTime': '2026-06-01T12:00:00Z',
  'aws:TagKeys': ['team', 'cost'],
});
const ABSENT = 'iam:PermissionsBoundary';

describe('conditionHolds', () => {
  it.each([
    ['StringEquals', 'aws:username', ['bob'], true],
    ['StringEquals', 'AWS:UserName', ['bob'], true],
    ['StringEquals', 'aws:username', ['Bob'], false],
    ['StringEquals', 'aws:username', ['alice', 'bob'], true],
    ['StringEqualsIgnoreCase', 'aws:username', ['BOB'], true],
    ['StringEquals', 'aws:username', ['b*'], false],
    ['StringLike', 'aws:username', ['b*'], true],
    ['StringNotEquals', 'aws:username', ['alice', 'bob'], false],
    ['StringNotEquals', 'aws:username', ['alice'], true],
    ['StringNotLike', 'aws:username', ['b*'], false],
    ['ArnEquals', 'iam:PolicyARN', ['arn:aws:iam::111122223333:policy/guard/*'], true],
    ['ArnLike', 'iam:PolicyARN', ['arn:aws:iam::*:policy/guard/Deny'], true],
    ['ArnLike', 'iam:PolicyARN', ['arn:aws:iam::111122223333:policy/Deny'], false],
    ['ArnNotLike', 'iam:PolicyARN', ['arn:aws:iam::111122223333:policy/guard/*'], false],
    ['ArnNotEquals', 'iam:PolicyARN', ['arn:aws:iam::111122223333:policy/other'], true],
    ['Bool', 'aws:MultiFactorAuthPresent', ['true'], true],
    ['Bool', 'aws:MultiFactorAuthPresent', ['false'], false],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', ['301'], true],
    ['NumericLessThan', 'aws:MultiFactorAuthAge', ['300'], false],
    ['NumericLessThanEquals', 'aws:MultiFactorAuthAge', ['300'], true],
    ['DateLessThan', 'aws:CurrentTime', ['2026-06-01T12:00:01Z'], true],
    ['DateLessThan', 'aws:CurrentTime', ['2026-06-01T12:00:00Z'], false],
    ['DateGreaterThan', 'aws:CurrentTime', ['2026-06-01T11:00:00Z'], true],
    ['Null', 'aws:username', ['false'], true],
    ['Null', 'aws:username', ['true'], false],
  ])('%s of a key that is there: %s %j is %s', (operator, key, wanted, expected) => {
    expect(conditionHolds(operator, key, wanted, context)).toBe(expected);
  });

  it.each([
    ['StringEquals', false],
    ['StringEqualsIfExists', true],
    ['StringNotEquals', true],
    ['ArnEquals', false],
    ['ArnNotEquals', true],
    ['ArnLikeIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
  ])('%s of a key that is absent is %s', (operator, expected) => {
    expect(conditionHolds(operator, ABSENT, ['x'], context)).toBe(expected);
  });

  it('tells an absent key by Null', () => {
    expect(conditionHolds('Null', ABSENT, ['true'], context)).toBe(true);
    expect(conditionHolds('Null', ABSENT, ['false'], context)).toBe(false);
  });

  it.each([
    ['ForAllValues:StringEquals', ['team', 'cost', 'owner'], true],
    ['ForAllValues:StringEquals', ['team'], false],
    ['ForAnyValue:StringEquals', ['team'], true],
    ['ForAnyValue:StringEquals', ['owner'], false],
  ])('%s of the tag keys team and cost: %j is %s', (operator, wanted, expected) => {
    expect(conditionHolds(operator, 'aws:TagKeys', wanted, context)).toBe(expected);
  });

  it.each(['StringEquls', 'IpAddress', 'NullIfExists'])('does not know the operator %s', (operator) => {
    expect(() => conditionHolds(operator, 'aws:username', ['bob'], context)).toThrow(`${operator} is not known`);
  });
});
