import type { Group } from '../../../../src/domain/identity/principal';
import { decide, decideByEvent } from '../../../../src/guardrails/revoker/judge/decide';
import type { Facts } from '../../../../src/guardrails/revoker/judge/facts';
import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import {
  aCall,
  aCaller,
  aDecisionOn,
  ADMINS,
  aUser,
  BOUNDARY_ARN,
  DENY_ARN,
  noDeny,
  remembered,
  rememberedAdmin,
  someCircumstances,
  someFacts,
  someRules,
} from '../../../support/revoker';

const leave = (reason: string) => ({ kind: 'leave', reason });
const OWN_ROLES = 'arn:aws:iam::111122223333:role/iam-guardrails/';
const plainly = ({ id, name }: Group): Group => ({ id, name });

describe('decideByEvent', () => {
  const bySelf = (eventName: string, parameters?: Record<string, unknown>, more: Partial<Call> = {}) =>
    aCall({ eventName, parameters, response: undefined, ...more });

  it.each([
    ['root', aCall({ caller: { kind: 'root' } }), { kind: 'tell', reason: 'root' }],
    ['a role', aCall({ caller: { kind: 'other', type: 'AssumedRole' } }), leave('other-identity')],
    [
      'a function of the deployment',
      aCall({ caller: { kind: 'other', type: 'AssumedRole', role: `${OWN_ROLES}iam-guardrails-release` } }),
      leave('own-session'),
    ],
    [
      'a role with a name like those of the deployment',
      aCall({ caller: { kind: 'other', type: 'AssumedRole', role: `${OWN_ROLES}iam-guardrails-release-2` } }),
      leave('other-identity'),
    ],
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
    [
      'a service that deletes its role',
      bySelf('DeleteServiceLinkedRole', {}, { invokedBy: 'ecs.amazonaws.com' }),
      leave('service-linked-role'),
    ],
    [
      'a user who starts enrolling an MFA device again',
      bySelf('DeleteVirtualMFADevice', { serialNumber: 'arn:aws:iam::111122223333:mfa/rogue' }),
      leave('self-service'),
    ],
  ])('settles %s without reading IAM', (_, call, expected) => {
    expect(decideByEvent(call, someRules())).toEqual(expected);
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
    ['deletes a service-linked role by hand', bySelf('DeleteServiceLinkedRole', {}), {}],
    [
      'has CloudFormation delete a service-linked role',
      bySelf('DeleteServiceLinkedRole', {}, { invokedBy: 'cloudformation.amazonaws.com' }),
      {},
    ],
    [
      'has the Cloud Control API make a service-linked role',
      bySelf('CreateServiceLinkedRole', {}, { invokedBy: 'cloudcontrolapi.amazonaws.com' }),
      {},
    ],
    [
      'was refused an MFA device of somebody else',
      bySelf('EnableMFADevice', undefined, {
        failedWith: 'AccessDenied',
        failedBecause:
          'User: arn:aws:iam::111122223333:user/rogue is not authorized to perform: iam:EnableMFADevice on resource: user ada',
      }),
      {},
    ],
    [
      'makes a user through CloudFormation',
      bySelf('CreateUser', { userName: 'x' }, { invokedBy: 'cloudformation.amazonaws.com' }),
      {},
    ],
    ['changes the own password where no self-service is allowed', bySelf('ChangePassword'), { selfService: [] }],
  ])('asks IAM about a user who %s', (_, call, rules) => {
    expect(decideByEvent(call, someRules(rules))).toEqual({ kind: 'read', caller: call.caller });
  });

  describe('of a call that only reads', () => {
    const OTHER_READS = [
      'GenerateCredentialReport',
      'GenerateServiceLastAccessedDetails',
      'GenerateOrganizationsAccessReport',
      'SimulatePrincipalPolicy',
      'SimulateCustomPolicy',
    ];
    const READS = [...OTHER_READS, 'GetUser', 'ListUsers', 'DescribeWhatIsToCome'];

    it.each(READS.flatMap((name) => [[name, { readOnly: true as const }] as const, [name, {}] as const]))(
      'leaves %s of a record with %j',
      (eventName, recorded) => {
        expect(decideByEvent(bySelf(eventName, {}, recorded), someRules())).toEqual(leave('read-only'));
      },
    );

    it('leaves a read whose name nobody knows, where CloudTrail says that it only reads', () => {
      expect(decideByEvent(bySelf('PreviewWhatIsToCome', {}, { readOnly: true }), someRules())).toEqual(
        leave('read-only'),
      );
    });

    it('pages nobody for a read by root', () => {
      const call = bySelf('GenerateCredentialReport', {}, { caller: { kind: 'root' }, readOnly: true });
      expect(decideByEvent(call, someRules())).toEqual(leave('read-only'));
      expect(decideByEvent(call, someRules({ readOnlyCalls: true }))).toEqual({ kind: 'tell', reason: 'root' });
    });

    it.each(READS)('judges %s where the settings ask for reads', (eventName) => {
      const call = bySelf(eventName, {}, { readOnly: true });
      expect(decideByEvent(call, someRules({ readOnlyCalls: true }))).toEqual({ kind: 'read', caller: call.caller });
    });

    it.each(['CreateUser', 'GenerateWhatIsToCome', 'ResyncMFADevice', 'SetDefaultPolicyVersion'])(
      'judges %s, which no record calls a read',
      (eventName) => {
        const call = bySelf(eventName, { userName: 'bob' });
        expect(decideByEvent(call, someRules())).toEqual({ kind: 'read', caller: call.caller });
      },
    );
  });

  it.each([
    ['ignore', leave('failed-call')],
    ['notify', { kind: 'read', caller: aCaller() }],
    ['revoke', { kind: 'read', caller: aCaller() }],
  ] as const)('with failedCalls %s answers a refused call', (failedCalls, expected) => {
    expect(decideByEvent(aCall({ failedWith: 'AccessDenied' }), someRules({ failedCalls }))).toEqual(expected);
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
    expect(decide(aCall(), someFacts(), someRules(), someCircumstances())).toEqual({
      kind: 'revoke',
      reason: 'unauthorized',
      user: aUser(),
      deny: noDeny,
      joined: [],
    });
  });

  it('leaves an admin, whatever stands against her', () => {
    const facts = someFacts({ remembered: rememberedAdmin(), deny: { ...noDeny, attached: true } });
    expect(decide(aCall(), facts, someRules(), someCircumstances({ recentRevocations: 99 }))).toEqual(leave('admin'));
  });

  it('goes by history and not by who is in the group: whom somebody took out is an admin, whom somebody put in is none', () => {
    const judged = (facts: Partial<Facts>) => decide(aCall(), someFacts(facts), someRules(), someCircumstances());
    expect(judged({ groups: [], remembered: rememberedAdmin() })).toEqual(leave('admin'));
    expect(judged({ groups: [ADMINS], remembered: remembered({ unsettled: ['intruder'] }) })).toMatchObject({
      kind: 'revoke',
      joined: [plainly(ADMINS)],
    });
  });

  it('knows the admin group by its id and not by its name', () => {
    const impostor = { id: 'AGPAIMPOSTOR00000001', name: 'Administrators' };
    const renamed = { id: ADMINS.id, name: 'was-Administrators' };
    const judged = (group: Group) => decide(aCall(), someFacts({ groups: [group] }), someRules(), someCircumstances());
    expect(judged(impostor)).toMatchObject({ kind: 'revoke' });
    expect(judged(renamed)).toMatchObject({ kind: 'hold', reason: 'newcomer' });
  });

  it.each([
    ['both its ARN and its id are exempt', exempt, 'leave'],
    ['only its ARN is', [{ arn: aUser().arn, id: 'AIDAANOTHER0000000001' }], 'revoke'],
    ['only its id is, since somebody renamed it', [{ arn: `${aUser().arn}-old`, id: aUser().id }], 'tell'],
  ])('treats a user of whom %s as it should', (_, list, kind) => {
    expect(decide(aCall(), someFacts(), someRules({ exempt: list }), someCircumstances()).kind).toBe(kind);
  });

  it('tells of a call by a user that is gone', () => {
    expect(decide(aCall(), someFacts({ user: undefined }), someRules(), someCircumstances())).toEqual({
      kind: 'tell',
      reason: 'gone',
    });
  });

  describe('of a call that changes an admin group', () => {
    const OPERATORS = { id: 'AGPAOPERATORS00000001', name: 'Operators', memberIds: ['AIDAADMIN000000000001'] };
    const twoGroups = someRules({ adminGroups: [ADMINS, OPERATORS] });
    const judged = (
      call: Call,
      overrides: Partial<Facts> = {},
      rules = someRules(),
      circumstances = someCircumstances(),
    ) => decide(call, someFacts({ groups: [ADMINS], ...overrides }), rules, circumstances);
    const unknown = { remembered: { kind: 'unknown', why: 'nobody has looked', isSeeded: false } } as const;
    const byAdmin = { added: { byAdmin: toAdmins().at } };
    const change = (eventName: string, parameters: Record<string, unknown>) => toAdmins({ eventName, parameters });

    it.each([
      ['shown by the reading', [ADMINS]],
      ['not shown yet by a lagging one', []],
    ])('revokes a self-promoter whose membership is %s, and takes it back', (_, groups) => {
      expect(judged(toAdmins(), { groups })).toMatchObject({
        kind: 'revoke',
        reason: 'self-promotion',
        joined: [plainly(ADMINS)],
      });
    });

    it.each([
      ['the name in its event', 'ROGUE'],
      ['the name it has by now', 'quiet'],
    ])('knows a self-promoter by %s', (_, userName) => {
      const user = aUser({ name: 'quiet' });
      const decision = judged(toAdmins({ parameters: { userName, groupName: 'Administrators' } }), { user });
      expect(decision).toMatchObject({ reason: 'self-promotion' });
    });

    it('does not excuse one promotion by another', () => {
      const facts = { groups: [ADMINS, OPERATORS], adminGroups: [ADMINS, OPERATORS] };
      const decision = judged(toAdmins(), facts, twoGroups);
      expect(decision).toMatchObject({ reason: 'self-promotion', joined: [plainly(ADMINS), plainly(OPERATORS)] });
    });

    it.each([
      ['the admin group away', change('UpdateGroup', { groupName: 'Administrators', newGroupName: 'tmp' })],
      ['another group to its name', change('UpdateGroup', { groupName: 'Developers', newGroupName: 'Administrators' })],
      ['an admin out of it', change('RemoveUserFromGroup', { groupName: 'Administrators', userName: 'ada' })],
    ])('revokes a member whom no admin made one who moves %s', (_, call) => {
      expect(judged(call, { remembered: remembered({ unsettled: ['intruder'] }) })).toMatchObject({ kind: 'revoke' });
    });

    it('knows the group by the name of the settings too, while it has another', () => {
      const renamed = { ...ADMINS, name: 'decoy' };
      expect(judged(toAdmins(), { groups: [renamed], adminGroups: [renamed] })).toMatchObject({
        reason: 'self-promotion',
      });
    });

    it('never leaves the group empty', () => {
      const alone = { ...ADMINS, memberIds: [aUser().id] };
      expect(judged(toAdmins(), { groups: [alone], adminGroups: [alone] })).toMatchObject({
        kind: 'revoke',
        joined: [],
      });
    });

    it.each<[string, Partial<Facts>, object]>([
      ['is an admin', { remembered: rememberedAdmin() }, { kind: 'tell', reason: 'admin-re-added' }],
      ['was made one by an admin, as a message told', byAdmin, { kind: 'hold', reason: 'newcomer' }],
      ['was made one by somebody else', { added: { byOther: toAdmins().at } }, { kind: 'revoke' }],
      ['was never made one', {}, { kind: 'revoke' }],
      ['nobody knows anything of', unknown, { kind: 'revoke' }],
    ])('judges a caller who adds itself and %s', (_, facts, expected) => {
      expect(judged(toAdmins(), facts)).toMatchObject(expected);
    });

    it.each<[string, Partial<Facts>, object]>([
      ['is an admin', { remembered: rememberedAdmin() }, leave('admin')],
      ['is in the group, and nobody knows yet why', {}, { kind: 'hold', reason: 'newcomer' }],
      ['is in the group, and nobody knows anything of', unknown, { kind: 'hold', reason: 'admin-unproven' }],
      ['was put there by somebody who may not', { added: { byOther: toAdmins().at } }, { kind: 'revoke' }],
    ])('judges a caller who adds somebody else and %s', (_, facts, expected) => {
      const call = toAdmins({ parameters: { userName: 'bob', groupName: 'Administrators' } });
      expect(judged(call, facts)).toMatchObject(expected);
    });
  });

  it('holds nobody who takes the own deny off, whoever it may turn out to be', () => {
    const call = aCall({ eventName: 'DetachUserPolicy', parameters: { userName: 'rogue', policyArn: DENY_ARN } });
    expect(aDecisionOn(call, { groups: [ADMINS] })).toMatchObject({ kind: 'revoke', escaped: true });
  });

  describe('of a caller against whom something stands', () => {
    it.each([
      ['the intact deny is attached', { attached: true }],
      ['the intact inline deny stands', { inline: 'intact' as const }],
      ['the guard bounds it', { boundary: true }],
    ])('has nothing to do when %s', (_, standing) => {
      const deny = { ...noDeny, ...standing };
      expect(
        decide(
          aCall({ failedWith: 'AccessDenied' }),
          someFacts({ deny }),
          someRules(),
          someCircumstances({ recentRevocations: 99 }),
        ),
      ).toMatchObject(leave('already-revoked'));
    });

    it.each([
      ['the attached deny was altered', { attached: true, policy: 'altered' as const }],
      ['an inline policy merely has the name of the deny', { inline: { altered: '{}' } }],
    ])('revokes when %s', (_, standing) => {
      expect(
        decide(aCall(), someFacts({ deny: { ...noDeny, ...standing } }), someRules(), someCircumstances()),
      ).toMatchObject({
        kind: 'revoke',
      });
    });

    it.each<[string, Call['parameters']]>([
      ['DetachUserPolicy', { userName: 'rogue', policyArn: DENY_ARN }],
      ['DeleteUserPolicy', { userName: 'rogue', policyName: 'DenyIAM' }],
      ['PutUserPolicy', { userName: 'rogue', policyName: 'DenyIAM' }],
      ['DeleteUserPermissionsBoundary', { userName: 'rogue' }],
      ['CreatePolicyVersion', { policyArn: DENY_ARN }],
      ['SetDefaultPolicyVersion', { policyArn: BOUNDARY_ARN }],
      ['DetachUserPolicy', { userName: 'ROGUE', policyArn: DENY_ARN.toLowerCase() }],
      ['DeleteUserPolicy', { userName: 'rogue', policyName: 'denyiam' }],
      ['DeletePolicyVersion', { policyArn: DENY_ARN.toLowerCase() }],
      // Padded until CloudTrail left its parameters out: it may have been about the deny.
      ['CreatePolicyVersion', undefined],
    ])('does not trust a reading after %s of its own deny', (eventName, parameters) => {
      const facts = someFacts({ deny: { ...noDeny, attached: true } });
      expect(
        decide(aCall({ eventName, parameters }), facts, someRules(), someCircumstances({ recentRevocations: 99 })),
      ).toMatchObject({ kind: 'revoke' });
      expect(
        decide(
          aCall({ eventName, parameters, failedWith: 'AccessDenied' }),
          facts,
          someRules(),
          someCircumstances({ recentRevocations: 99 }),
        ),
      ).toMatchObject(leave('already-revoked'));
    });

    it.each([
      ['revokes again', { inline: 'intact' as const }, { kind: 'revoke', deny: { inline: 'absent' } }],
      ['has nothing to do where another deny stands', { attached: true }, leave('already-revoked')],
    ])('%s after an inline policy of which CloudTrail has left out whose and which it is', (_, standing, verdict) => {
      const put = aCall({ eventName: 'PutUserPolicy', parameters: undefined });
      const facts = someFacts({ deny: { ...noDeny, ...standing } });
      expect(decide(put, facts, someRules(), someCircumstances())).toMatchObject(verdict);
    });
  });

  describe('says what the call itself did to the guard:', () => {
    const detached = (userName: string) =>
      aCall({ eventName: 'DetachUserPolicy', parameters: { userName, policyArn: DENY_ARN } });
    const byRoot = (call: Call) => decideByEvent({ ...call, caller: { kind: 'root' } }, someRules());
    const byAdmin = (call: Call) =>
      decide(call, someFacts({ remembered: rememberedAdmin() }), someRules(), someCircumstances());
    const byExempt = (call: Call) => decide(call, someFacts(), someRules({ exempt }), someCircumstances());

    it.each([
      ['takes the own deny off', detached('rogue')],
      ['rewrites the deny', aCall({ eventName: 'CreatePolicyVersion', parameters: { policyArn: DENY_ARN } })],
    ])('that somebody who %s has escaped', (_, call) => {
      expect(aDecisionOn(call)).toMatchObject({ kind: 'revoke', escaped: true });
    });

    it.each([
      ['takes a deny off somebody else', detached('bob')],
      ['only calls IAM', aCall()],
      ['makes itself an admin', toAdmins()],
    ])('but not that somebody who %s has', (_, call) => {
      expect(aDecisionOn(call)).not.toHaveProperty('escaped');
    });

    it.each([
      ['root', byRoot, 'root'],
      ['an admin', byAdmin, 'admin'],
      ['an exempt user', byExempt, 'exempt'],
    ] as const)('whom %s freed of a deny', (_, decideOn, reason) => {
      expect(decideOn(detached('bob'))).toMatchObject({ reason, freed: 'bob' });
      expect(decideOn({ ...detached('bob'), failedWith: 'AccessDenied' })).not.toHaveProperty('freed');
      expect(decideOn(aCall())).not.toHaveProperty('freed');
    });

    it.each([
      ['is revoked', {}, { kind: 'revoke' }],
      ['was revoked before', { deny: { ...noDeny, attached: true } }, leave('already-revoked')],
    ])('whom somebody who %s made an admin', (_, overrides, decision) => {
      const call = toAdmins({ parameters: { userName: 'eve', groupName: 'administrators' } });
      const granted = { name: 'eve', group: 'Administrators', itself: false };
      expect(aDecisionOn(call, overrides)).toMatchObject({ ...decision, granted });
      expect(aDecisionOn(aCall(), overrides)).not.toHaveProperty('granted');
      const removal = toAdmins({ eventName: 'RemoveUserFromGroup' });
      expect(aDecisionOn(removal, overrides)).not.toHaveProperty('granted');
    });

    it('who made itself an admin, where it stays one because the group would be left empty', () => {
      const granted = { name: 'rogue', group: 'Administrators', itself: true };
      const alone = { adminGroups: [{ ...ADMINS, memberIds: [aUser().id] }] };
      expect(aDecisionOn(toAdmins(), alone)).toMatchObject({ reason: 'self-promotion', joined: [], granted });
      expect(aDecisionOn(toAdmins())).not.toHaveProperty('granted');
    });
  });

  it.each([
    ['notify', { kind: 'tell', reason: 'failed-call', user: aUser() }],
    ['revoke', { kind: 'revoke' }],
  ] as const)('with failedCalls %s answers the refused call of a user', (failedCalls, expected) => {
    expect(
      decide(aCall({ failedWith: 'AccessDenied' }), someFacts(), someRules({ failedCalls }), someCircumstances()),
    ).toMatchObject(expected);
  });

  describe('of a call that a service makes in the name of a user', () => {
    const invokedBy = 'cloudformation.amazonaws.com';
    const notify = someRules({ viaServices: 'notify' });
    const through = (eventName: string, parameters: Record<string, unknown>, facts = someFacts()) =>
      decide(aCall({ eventName, parameters, invokedBy }), facts, notify, someCircumstances());
    const told = { kind: 'tell', reason: 'via-service', user: aUser() };

    it('revokes unless the settings say otherwise', () => {
      expect(decide(aCall({ invokedBy }), someFacts(), someRules(), someCircumstances())).toMatchObject({
        kind: 'revoke',
        reason: 'unauthorized',
      });
    });

    it.each([
      ['made', aCall({ invokedBy })],
      ['was refused', aCall({ invokedBy, failedWith: 'AccessDenied' })],
    ])('only tells of one that the service %s, where the settings say so', (_, call) => {
      expect(decide(call, someFacts(), notify, someCircumstances({ recentRevocations: 99 }))).toEqual(told);
    });

    it.each([
      ['the console, which is the person', aCall({ invokedBy: 'signin.amazonaws.com' })],
      ['the person', aCall()],
    ])('revokes for a call by %s all the same', (_, call) => {
      expect(decide(call, someFacts(), notify, someCircumstances())).toMatchObject({ kind: 'revoke' });
    });

    it.each([
      ['takes the own deny off', 'DetachUserPolicy', { userName: 'rogue', policyArn: DENY_ARN }],
      ['takes a deny off somebody else', 'DetachUserPolicy', { userName: 'bob', policyArn: DENY_ARN }],
      ['takes a boundary off somebody', 'DeleteUserPermissionsBoundary', { userName: 'bob' }],
      ['rewrites the deny', 'CreatePolicyVersion', { policyArn: DENY_ARN }],
      ['puts the caller into an admin group', 'AddUserToGroup', { userName: 'rogue', groupName: 'Administrators' }],
      ['puts somebody else into one', 'AddUserToGroup', { userName: 'bob', groupName: 'Administrators' }],
      ['renames an admin group', 'UpdateGroup', { groupName: 'Administrators', newGroupName: 'x' }],
    ])('revokes for one that %s, whatever the settings say', (_, eventName, parameters) => {
      expect(through(eventName, parameters)).toMatchObject({ kind: 'revoke' });
    });

    it('only tells of one that changes another group', () => {
      expect(through('AddUserToGroup', { userName: 'rogue', groupName: 'Developers' })).toEqual(told);
    });

    it.each([
      ['an admin', someFacts({ remembered: rememberedAdmin() }), leave('admin')],
      [
        'a user against whom the deny stands',
        someFacts({ deny: { ...noDeny, attached: true } }),
        leave('already-revoked'),
      ],
    ])('leaves %s', (_, facts, expected) => {
      expect(through('CreateUser', { userName: 'carol' }, facts)).toMatchObject(expected);
    });
  });

  it.each([
    [19, 'revoke'],
    [20, 'tell'],
  ])('after %i revocations in ten minutes, of at most 20, will %s', (recent, kind) => {
    expect(decide(aCall(), someFacts(), someRules(), someCircumstances({ recentRevocations: recent })).kind).toBe(kind);
  });
});

describe('a call of before its caller was made an admin', () => {
  const made = { userId: aUser().id, groupId: ADMINS.id, from: aCall().at.getTime() + 1_000, votes: true };

  const unsure = { settledAt: aCall().at };
  const byRole = { votes: false };

  it.each<[string, object, object, boolean, string]>([
    ['denies nobody once that is sure', {}, {}, false, 'leave'],
    ['waits while it is not', {}, unsure, true, 'hold'],
    ['waits where a message alone tells that one called whom a role has made one', byRole, {}, false, 'hold'],
    ['denies whom a role has made one once history shows it', byRole, {}, true, 'revoke'],
    ['denies one who is none any more', { until: made.from + 1_000 }, {}, false, 'revoke'],
  ])('%s', (_, stay, known, isShown, kind) => {
    const facts = someFacts({ remembered: remembered({ counted: [{ ...made, ...stay }], ...known }) });
    expect(decide(aCall(), facts, someRules(), someCircumstances({ isShown }))).toMatchObject({ kind });
  });

  it.each<[string, object, Partial<Facts>]>([
    ['rewrites the deny', { eventName: 'CreatePolicyVersion', parameters: { policyArn: DENY_ARN } }, {}],
    [
      'puts its caller into the admin group',
      { eventName: 'AddUserToGroup', parameters: { userName: aUser().name, groupName: ADMINS.name } },
      {},
    ],
    ['is of somebody whom a deny stands on', {}, { deny: { ...someFacts().deny, attached: true, policy: 'intact' } }],
  ])('waits as well where it %s', (_, call, facts) => {
    const known = remembered({ counted: [{ ...made, ...byRole }] });
    const held = { kind: 'hold', reason: 'made-admin-since' };
    const judged = decide(aCall(call), someFacts({ ...facts, remembered: known }), someRules(), someCircumstances());
    expect(judged).toMatchObject(held);
  });
});
