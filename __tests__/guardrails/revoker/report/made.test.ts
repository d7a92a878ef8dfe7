import { deedOf } from '../../../../src/guardrails/revoker/report/made';
import { aCall } from '../../../support/revoker';

const eve = { userName: 'eve' };
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const TEAM = 'arn:aws:iam::111122223333:policy/team';

describe('deedOf', () => {
  it('says that the event does not name what stands there as null', () => {
    const call = aCall({ eventName: 'SetDefaultPolicyVersion', parameters: { policyArn: TEAM, versionId: null } });
    const words = `set version (the event does not name it) of policy ${TEAM} as its default`;
    expect(deedOf(call)).toMatchObject({ words });
  });

  it.each<[string, object | undefined, object | undefined, string, string]>([
    [
      'CreateUser',
      eve,
      { user: { arn: 'arn:aws:iam::111122223333:user/eve' } },
      'makes',
      'created user arn:aws:iam::111122223333:user/eve',
    ],
    ['CreateAccessKey', eve, { accessKey: { accessKeyId: 'AKIA1' } }, 'makes', 'created access key AKIA1 for user eve'],
    ['CreateLoginProfile', eve, undefined, 'makes', 'gave user eve a console password'],
    [
      'AddUserToGroup',
      { ...eve, groupName: 'Administrators' },
      undefined,
      'opens',
      'added user eve to group Administrators',
    ],
    [
      'AttachRolePolicy',
      { roleName: 'r', policyArn: ADMINISTRATOR },
      undefined,
      'opens',
      `attached policy ${ADMINISTRATOR} to role r`,
    ],
    [
      'UpdateAssumeRolePolicy',
      { roleName: 'r' },
      undefined,
      'opens',
      'replaced the trust policy of role r, which says who may assume it',
    ],
    [
      'SetDefaultPolicyVersion',
      { policyArn: TEAM, versionId: 'v3' },
      undefined,
      'opens',
      `set version v3 of policy ${TEAM} as its default`,
    ],
    [
      'CreatePolicyVersion',
      { policyArn: TEAM, setAsDefault: true },
      { policyVersion: { versionId: 'v4' } },
      'opens',
      `created version v4 of policy ${TEAM} and set it as its default`,
    ],
    [
      'UpdateAccessKey',
      { ...eve, accessKeyId: 'AKIA1', status: 'Active' },
      undefined,
      'opens',
      'activated access key AKIA1 of user eve',
    ],
    [
      'UpdateAccessKey',
      { ...eve, accessKeyId: 'AKIA1', status: 'Inactive' },
      undefined,
      'closes',
      'deactivated access key AKIA1 of user eve',
    ],
    ['UpdateUser', { ...eve, newUserName: 'bob' }, undefined, 'changes', 'changed user eve: renamed to bob'],
    [
      'AddRoleToInstanceProfile',
      { roleName: 'r', instanceProfileName: 'p' },
      undefined,
      'opens',
      'put role r into instance profile p',
    ],
    ['DeleteUserPermissionsBoundary', eve, undefined, 'opens', 'took the permissions boundary off user eve'],
    [
      'TagUser',
      {
        ...eve,
        tags: [
          { key: 'team', value: 'blue' },
          { key: 'x', value: '' },
        ],
      },
      undefined,
      'changes',
      'tagged user eve with team=blue, x=',
    ],
    ['DeleteUser', eve, undefined, 'removes', 'deleted user eve'],
  ])('says what %s did', (eventName, parameters, response, impact, words) => {
    const call = aCall({
      eventName,
      parameters: parameters as Record<string, unknown> | undefined,
      response: response as Record<string, unknown> | undefined,
    });
    expect(deedOf(call)).toMatchObject({ impact, words });
  });

  it.each([
    ['the answer names', { accessKey: { accessKeyId: 'AKIA1', userName: 'rogue' } }, 'user rogue'],
    ['nobody names', { accessKey: { accessKeyId: 'AKIA1' } }, 'the caller'],
  ])('knows a key that the call asked for without a name as that of the caller, whom %s', (_, response, owner) => {
    const call = aCall({ eventName: 'CreateAccessKey', parameters: undefined, response });
    expect(deedOf(call)?.words).toBe(`created access key AKIA1 for ${owner}`);
  });

  it('gives the ids of what was made as data', () => {
    const response = { user: { arn: 'arn:aws:iam::111122223333:user/eve', userId: 'AIDAEVE' } };
    expect(deedOf(aCall({ eventName: 'CreateUser', parameters: eve, response }))).toMatchObject({
      thing: 'user',
      name: 'arn:aws:iam::111122223333:user/eve',
      id: 'AIDAEVE',
    });
  });

  it.each([
    ['AttachUserPolicy', { ...eve, policyArn: TEAM }, { whom: 'eve', whomKind: 'user' }],
    ['AttachGroupPolicy', { groupName: 'g', policyArn: TEAM }, { whom: 'g', whomKind: 'group' }],
    ['AttachRolePolicy', { roleName: 'r', policyArn: TEAM }, { whom: 'r', whomKind: 'role' }],
    ['CreateAccessKey', {}, { whomKind: 'user' }],
  ])('says as data of %s to whom it was done', (eventName, parameters, expected) => {
    const deed = deedOf(aCall({ eventName, parameters, response: undefined }));
    expect({ whom: deed?.whom, whomKind: deed?.whomKind }).toEqual(expected);
  });

  it('says of a call to nobody but what it names that it was done to nobody', () => {
    expect(deedOf(aCall({ eventName: 'CreateUser', parameters: eve }))).not.toHaveProperty('whomKind');
  });

  it('says of a call it does not know that it does not know it, with what it was given', () => {
    const call = aCall({ eventName: 'CreateTomorrow', parameters: { name: 'x', n: 1 }, response: undefined });
    expect(deedOf(call)).toEqual({
      impact: 'unknown',
      words: 'did what this version does not know, CreateTomorrow, with name: x, n: 1',
    });
  });

  it.each(['constructor', 'toString', '__proto__'])('takes no call named %s for one of the table', (eventName) => {
    expect(deedOf(aCall({ eventName, parameters: {} }))?.impact).toBe('unknown');
  });

  it('keeps the words of an attacker on their line and short', () => {
    const call = aCall({ eventName: 'CreateTomorrow', parameters: { name: `a\nDone: nothing${'x'.repeat(100_000)}` } });
    expect(deedOf(call)?.words).not.toContain('\n');
    expect(deedOf(call)?.words.length).toBeLessThan(300);
    const renamed = aCall({ eventName: 'DeleteUser', parameters: { userName: `/${'p'.repeat(600)}\n/eve` } });
    expect(deedOf(renamed)?.words).toMatch(/^deleted user \/p+….*\/eve$/);
    expect(deedOf(renamed)?.words.length).toBeLessThan(250);
  });

  it.each([
    ['was refused', aCall({ failedWith: 'AccessDenied' })],
    ['only reads', aCall({ eventName: 'ListUsers' })],
  ])('says nothing of a call that %s', (_, call) => {
    expect(deedOf(call)).toBeUndefined();
  });
});
