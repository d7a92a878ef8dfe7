import { callWords } from '../../../../src/guardrails/revoker/judge/call-words';
import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import { aCall } from '../../../support/revoker';

const refusedOn = (resource: string, eventName = 'CreateAccessKey'): Partial<Call> => ({
  eventName,
  failedWith: 'AccessDenied',
  failedBecause: `User: arn:aws:iam::111122223333:user/rogue is not authorized to perform: iam:${eventName} on resource: ${resource} because no identity-based policy allows the iam:${eventName} action`,
  parameters: undefined,
});

describe('the words for a call', () => {
  it.each<[string, Partial<Call>, string]>([
    ['a call that succeeded', {}, 'iam:CreateAccessKey'],
    [
      'one on a user that was refused',
      refusedOn('user bob'),
      'iam:CreateAccessKey on user bob, refused with AccessDenied',
    ],
    [
      'one on a user whom IAM names by ARN',
      refusedOn('arn:aws:iam::111122223333:user/team/bob'),
      'iam:CreateAccessKey on user /team/bob, refused with AccessDenied',
    ],
    [
      'one on a group',
      refusedOn('group admins', 'AddUserToGroup'),
      'iam:AddUserToGroup on group admins, refused with AccessDenied',
    ],
    [
      'one on a policy of AWS',
      refusedOn('policy arn:aws:iam::aws:policy/ReadOnlyAccess', 'GetPolicy'),
      "iam:GetPolicy on AWS's policy ReadOnlyAccess, refused with AccessDenied",
    ],
    [
      'one on a device',
      refusedOn('arn:aws:iam::111122223333:mfa/phone', 'DeleteVirtualMFADevice'),
      'iam:DeleteVirtualMFADevice on MFA device phone, refused with AccessDenied',
    ],
    ['one on nobody knows whom', refusedOn('*'), 'iam:CreateAccessKey, refused with AccessDenied'],
    [
      'one that failed for another reason',
      { failedWith: 'LimitExceededException', failedBecause: 'Cannot exceed quota for AccessKeysPerUser: 2' },
      'iam:CreateAccessKey on user bob, refused with LimitExceededException',
    ],
    [
      'one through a service',
      { eventName: 'CreateUser', invokedBy: 'cloudformation.amazonaws.com' },
      'iam:CreateUser, through cloudformation.amazonaws.com',
    ],
    [
      'a refused one through a service',
      { ...refusedOn('user bob'), invokedBy: 'cloudformation.amazonaws.com' },
      'iam:CreateAccessKey on user bob, through cloudformation.amazonaws.com, refused with AccessDenied',
    ],
    ['one in the console', { invokedBy: 'signin.amazonaws.com' }, 'iam:CreateAccessKey'],
  ])('name %s', (_, overrides, words) => {
    expect(callWords(aCall(overrides))).toBe(words);
  });

  it('keep on one line what a caller chose', () => {
    const call = aCall({ failedWith: 'NoSuchEntityException', parameters: { userName: 'bob\nDone: nothing' } });
    expect(callWords(call)).toBe('iam:CreateAccessKey on user bob Done: nothing, refused with NoSuchEntityException');
  });
});
