import { madeBy } from '../../../src/guardrails/revoker/made';
import { aCall } from '../../support/revoker';

describe('madeBy', () => {
  it.each([
    [
      'CreateUser',
      { userName: 'eve' },
      { user: { arn: 'arn:aws:iam::111122223333:user/eve' } },
      'user arn:aws:iam::111122223333:user/eve for eve',
    ],
    ['CreateAccessKey', { userName: 'eve' }, { accessKey: { accessKeyId: 'AKIA1' } }, 'access key AKIA1 for eve'],
    ['CreateLoginProfile', { userName: 'eve' }, {}, 'console password of eve'],
    [
      'AddUserToGroup',
      { userName: 'eve', groupName: 'Administrators' },
      undefined,
      'membership of group Administrators for eve',
    ],
    [
      'AttachRolePolicy',
      { roleName: 'r', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      undefined,
      'attached policy arn:aws:iam::aws:policy/AdministratorAccess for r',
    ],
    ['UpdateAssumeRolePolicy', { roleName: 'r' }, undefined, 'new trust policy of role r'],
  ])('says what %s made', (eventName, parameters, response, expected) => {
    expect(madeBy(aCall({ eventName, parameters, response }))).toBe(expected);
  });

  it('shows the parameters of a call it does not know', () => {
    expect(madeBy(aCall({ eventName: 'CreateTomorrow', parameters: { name: 'x' }, response: undefined }))).toBe(
      'whatever CreateTomorrow makes of {"name":"x"}',
    );
  });

  it('says nothing of a call that was refused', () => {
    expect(madeBy(aCall({ failedWith: 'AccessDenied' }))).toBeUndefined();
  });
});
