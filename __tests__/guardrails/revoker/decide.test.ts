import { decide, decideUnread } from '../../../src/guardrails/revoker/decide';
import type { Call } from '../../../src/guardrails/revoker/parse';
import {
  aCall,
  aCaller,
  ADMINS,
  aUser,
  BOUNDARY_ARN,
  DENY_ARN,
  DEVELOPERS,
  noDeny,
  someFacts,
  someRules,
} from '../../support/revoker';

const leave = (reason: string) => ({ kind: 'leave', reason });

describe('decideUnread', () => {
  const bySelf = (eventName: string, parameters?: Record<string, unknown>, more: Partial<Call> = {}) =>
    aCall({ eventName, parameters, response: undefined, ...more });

  it.each([
    ['root', aCall({ caller: { kind: 'root' } }), { kind: 'tell', reason: 'root' }],
    ['a role', aCall({ caller: { kind: 'other', type: 'AssumedRole' } }), leave('other-identity')],
    ['a user who changes the own password', bySelf('ChangePassword'), leave('self-service')],
    ['a user who enables the own MFA device', bySelf('EnableMFADevice', { userName: 'rogue' }), leave('self-service')],
    [
      'a user whose name is written in another case',
      bySelf('EnableMFADevice', { userName: 'Rogue' }),
      leave('self-service'),
    ],
    [
      'a refused self-service call',
      bySelf('ChangePassword', undefined, { failedWith: 'AccessDenied' }),
      leave('self-service'),
    ],
    [
      'a service that makes its role',
      bySelf('CreateServiceLinkedRole', {}, { invokedBy: 'ecs.amazonaws.com' }),
      leave('service-linked-role'),
    ],
  ])('settles %s without reading IAM', (_, call, expected) => {
    expect(decideUnread(call, someRules())).toEqual(expected);
  });

  it.each([
    ['enables an MFA device of somebody else', bySelf('EnableMFADevice', { userName: 'ada' }), {}],
    ['makes an own access key, which no setting allows', bySelf('CreateAccessKey', { userName: 'rogue' }), {}],
    [
      'makes a service-linked role in the console',
      bySelf('CreateServiceLinkedRole', {}, { invokedBy: 'signin.amazonaws.com' }),
      {},
    ],
    ['makes a service-linked role by hand', bySelf('CreateServiceLinkedRole', {}), {}],
    [
      'makes a user through CloudFormation',
      bySelf('CreateUser', { userName: 'x' }, { invokedBy: 'cloudformation.amazonaws.com' }),
      {},
    ],
    ['changes the own password where no self-service is allowed', bySelf('ChangePassword'), { selfService: [] }],
  ])('asks IAM about a user who %s', (_, call, rules) => {
    expect(decideUnread(call, someRules(rules))).toEqual({ kind: 'read', caller: call.caller });
  });

  it.each([
    ['ignore', leave('failed-call')],
    ['notify', { kind: 'read', caller: aCaller() }],
    ['revoke', { kind: 'read', caller: aCaller() }],
  ] as const)('with failedCalls %s answers a refused call', (failedCalls, expected) => {
    expect(decideUnread(aCall({ failedWith: 'AccessDenied' }), someRules({ failedCalls }))).toEqual(expected);
  });
});

describe('decide', () => {
  const toAdmins = (overrides: Partial<Call> = {}) =>
    aCall({
      eventName: 'AddUserToGroup',
      parameters: { userName: 'rogue', groupName: 'Administrators' },
      response: undefined,
      ...overrides,
    });
  const exempt = [{ arn: aUser().arn, id: aUser().id }];

  it('revokes a user outside the admin groups', () => {
    expect(decide(aCall(), someFacts(), someRules(), 0)).toEqual({
      kind: 'revoke',
      reason: 'unauthorized',
      user: aUser(),
      deny: noDeny,
      joined: [],
    });
  });

  it('leaves an admin, whatever stands against her', () => {
    const facts = someFacts({ groups: [DEVELOPERS, ADMINS], deny: { ...noDeny, attached: true } });
    expect(decide(aCall(), facts, someRules(), 99)).toEqual(leave('admin'));
  });

  it('knows the admin group by its id and not by its name', () => {
    const impostor = { id: 'AGPAIMPOSTOR00000001', name: 'Administrators' };
    const renamed = { id: ADMINS.id, name: 'was-Administrators' };
    expect(decide(aCall(), someFacts({ groups: [impostor] }), someRules(), 0)).toMatchObject({ kind: 'revoke' });
    expect(decide(aCall(), someFacts({ groups: [renamed] }), someRules(), 0)).toEqual(leave('admin'));
  });

  it.each([
    ['both its ARN and its id are exempt', exempt, 'leave'],
    ['only its ARN is', [{ arn: aUser().arn, id: 'AIDAANOTHER0000000001' }], 'revoke'],
    ['only its id is', [{ arn: `${aUser().arn}-old`, id: aUser().id }], 'revoke'],
  ])('treats a user of whom %s as it should', (_, list, kind) => {
    expect(decide(aCall(), someFacts(), someRules({ exempt: list }), 0).kind).toBe(kind);
  });

  it('tells of a call by a user that is gone', () => {
    expect(decide(aCall(), someFacts({ user: undefined }), someRules(), 0)).toEqual({ kind: 'tell', reason: 'gone' });
  });

  describe('of a caller who joined an admin group', () => {
    it('revokes a membership granted by the very call', () => {
      const decision = decide(toAdmins(), someFacts({ groups: [ADMINS] }), someRules(), 0);
      expect(decision).toMatchObject({ kind: 'revoke', reason: 'self-promotion', joined: [ADMINS] });
    });

    it('revokes it as well when the group was renamed around the call', () => {
      const call = toAdmins({ parameters: { userName: 'rogue', groupName: 'renamed-for-a-second' } });
      expect(decide(call, someFacts({ groups: [ADMINS] }), someRules(), 0)).toMatchObject({ reason: 'self-promotion' });
    });

    it.each([
      [
        'the membership is of another admin group',
        toAdmins(),
        [ADMINS, { id: 'AGPASECURITY00000001', name: 'Security' }],
      ],
      [
        'the call added the admin to an ordinary group',
        toAdmins({ parameters: { userName: 'rogue', groupName: 'Developers' } }),
        [ADMINS, DEVELOPERS],
      ],
      [
        'the call added somebody else',
        toAdmins({ parameters: { userName: 'bob', groupName: 'Administrators' } }),
        [ADMINS],
      ],
      ['the call was refused', toAdmins({ failedWith: 'AccessDenied' }), [ADMINS]],
    ])('leaves an admin when %s', (_, call, groups) => {
      const facts = someFacts({ groups, adminGroups: [ADMINS, { id: 'AGPASECURITY00000001', name: 'Security' }] });
      expect(decide(call, facts, someRules(), 0)).toEqual(leave('admin'));
    });

    it.each([
      ['a second before the call', -1_000, { kind: 'tell', reason: 'admin-re-added' }],
      ['at the time of the call', 0, { kind: 'revoke', reason: 'self-promotion' }],
      ['after the call, as its own effect', 1_000, { kind: 'revoke', reason: 'self-promotion' }],
    ])('judges one who was seen as an admin %s', (_, offset, expected) => {
      const seenAsAdminAt = [new Date(toAdmins().at.getTime() + offset)];
      expect(decide(toAdmins(), someFacts({ groups: [ADMINS], seenAsAdminAt }), someRules(), 0)).toMatchObject(
        expected,
      );
    });
  });

  describe('of a caller against whom something stands', () => {
    it.each([
      ['the intact deny is attached', { attached: true }],
      ['the intact inline deny stands', { inline: 'intact' as const }],
      ['the guard bounds it', { boundary: true }],
    ])('has nothing to do when %s', (_, standing) => {
      const deny = { ...noDeny, ...standing };
      expect(decide(aCall({ failedWith: 'AccessDenied' }), someFacts({ deny }), someRules(), 99)).toMatchObject(
        leave('already-revoked'),
      );
    });

    it.each([
      ['the attached deny was altered', { attached: true, policy: 'altered' as const }],
      ['an inline policy merely has the name of the deny', { inline: { altered: '{}' } }],
    ])('revokes when %s', (_, standing) => {
      expect(decide(aCall(), someFacts({ deny: { ...noDeny, ...standing } }), someRules(), 0)).toMatchObject({
        kind: 'revoke',
      });
    });

    it.each([
      ['DetachUserPolicy', { userName: 'rogue', policyArn: DENY_ARN }],
      ['DeleteUserPolicy', { userName: 'rogue', policyName: 'DenyIAM' }],
      ['PutUserPolicy', { userName: 'rogue', policyName: 'DenyIAM' }],
      ['DeleteUserPermissionsBoundary', { userName: 'rogue' }],
      ['CreatePolicyVersion', { policyArn: DENY_ARN }],
      ['SetDefaultPolicyVersion', { policyArn: BOUNDARY_ARN }],
    ])('does not trust a reading after %s of its own deny', (eventName, parameters) => {
      const facts = someFacts({ deny: { ...noDeny, attached: true } });
      expect(decide(aCall({ eventName, parameters }), facts, someRules(), 99)).toMatchObject({ kind: 'revoke' });
      expect(
        decide(aCall({ eventName, parameters, failedWith: 'AccessDenied' }), facts, someRules(), 99),
      ).toMatchObject(leave('already-revoked'));
    });
  });

  it.each([
    ['notify', { kind: 'tell', reason: 'failed-call', user: aUser() }],
    ['revoke', { kind: 'revoke' }],
  ] as const)('with failedCalls %s answers the refused call of a user', (failedCalls, expected) => {
    expect(decide(aCall({ failedWith: 'AccessDenied' }), someFacts(), someRules({ failedCalls }), 0)).toMatchObject(
      expected,
    );
  });

  it.each([
    [19, 'revoke'],
    [20, 'tell'],
  ])('after %i revocations in ten minutes, of at most 20, will %s', (recent, kind) => {
    expect(decide(aCall(), someFacts(), someRules(), recent).kind).toBe(kind);
  });
});
