import { ROSTER_CALLS } from '../../../src/domain/admin-roster/call';
import { patternOf } from '../../../src/embedded-account/events/pattern';
import { CALLS_OF_ANYBODY, EVENT_PATTERN } from '../../../src/guardrails/revoker/judged-calls';

const matches = (type: string, eventName: string, more: object = {}) =>
  patternOf(EVENT_PATTERN).matches({
    ...{ source: 'aws.iam', 'detail-type': 'AWS API Call via CloudTrail' },
    detail: { eventSource: 'iam.amazonaws.com', eventName, userIdentity: { type } },
    ...more,
  });
const PEOPLE = ['IAMUser', 'FederatedUser', 'Root'];
const OTHERS = ['AssumedRole', 'AWSService', 'AWSAccount', 'IdentityCenterUser', 'SAMLUser', 'WebIdentityUser'];

describe('the event rule', () => {
  it('matches every call by people', () => {
    const calls = ['CreateAccessKey', 'AddUserToGroup', 'AnythingNew'];
    expect(PEOPLE.flatMap((type) => calls.map((call) => matches(type, call)))).not.toContain(false);
  });

  it('matches whoever makes a call that the roster follows, changes the policies of a group or takes off a deny', () => {
    const ofPolicies = ['AttachGroupPolicy', 'DetachGroupPolicy', 'PutGroupPolicy', 'DeleteGroupPolicy'];
    const takingOff = ['DetachUserPolicy', 'DeleteUserPolicy', 'DeleteUserPermissionsBoundary'];
    const calls = [...Object.keys(ROSTER_CALLS), ...ofPolicies, ...takingOff];
    expect([...CALLS_OF_ANYBODY].sort()).toEqual(calls.sort());
    expect(OTHERS.flatMap((type) => calls.map((call) => matches(type, call)))).not.toContain(false);
  });

  it('matches no other call by anybody else', () => {
    const calls = ['CreateAccessKey', 'AttachUserPolicy', 'PutRolePolicy'];
    expect(OTHERS.flatMap((type) => calls.map((call) => matches(type, call)))).not.toContain(true);
  });

  it.each([
    ['that anybody may put on the bus', { source: 'my.iam' }],
    ['of another kind', { 'detail-type': 'AWS Console Sign In via CloudTrail' }],
  ])('matches no event %s', (_, more) => {
    expect(matches('IAMUser', 'AddUserToGroup', more)).toBe(false);
  });
});
