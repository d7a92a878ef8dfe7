import type { Change, Outcome } from '../../../../src/domain/change/change';
import { DENY_IAM } from '../../../../src/domain/policy/deny';
import type { Joined } from '../../../../src/domain/ledger/incident';
import type { PolicyDocument } from '../../../../src/domain/policy/policy-document';
import type { Decision } from '../../../../src/guardrails/revoker/judge/decision';
import type { StandingDeny } from '../../../../src/guardrails/revoker/judge/standing-deny';
import { announcementsOf as announced } from '../../../../src/guardrails/revoker/report/notify';
import type { Call, RootCaller } from '../../../../src/guardrails/revoker/judge/parse';
import { mailOf } from '../../../../src/notify/render/text';
import {
  aCall,
  aCaller,
  aDecisionOn,
  ACCOUNT,
  ADMINS,
  aUser,
  DENY_ARN,
  noDeny,
  someRules,
} from '../../../support/revoker';

/** What is told, as people get it by mail. */
const announcementsOf = (...args: Parameters<typeof announced>) =>
  announced(...args).map(({ entry, notice }) => ({ entry, notice: mailOf(notice) }));

const attached: Change = { kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN };
const done: Outcome = { kind: 'done', changes: [attached], refused: [] };
const nothing: Outcome = { kind: 'nothing-to-do' };
const revoked: Decision = { kind: 'revoke', reason: 'unauthorized', user: aUser(), deny: noDeny, joined: [] };
const incident = {
  accountId: ACCOUNT,
  principalId: aUser().id,
  principalArn: aUser().arn,
  number: 2,
  openedAt: new Date(0),
  changes: [attached],
};
const opened: Joined = { kind: 'opened', incident };

const announce = (
  decision: Decision = revoked,
  outcome: Outcome = done,
  joined: Joined | undefined = opened,
  call: Call = aCall(),
) => announcementsOf(call, decision, outcome, joined, someRules())[0];
const bodyOf = (...args: Parameters<typeof announce>) => announce(...args)?.notice.body ?? '';

describe('announcementsOf', () => {
  it.each([
    ['who', `Who:     ${aUser().arn} (${aUser().id}, access key AKIAROGUE00000000001)`],
    ['which call', 'Call:    iam:CreateAccessKey'],
    ['when', 'When:    2026-06-01T12:00:00.000Z'],
    ['from where', 'From:    203.0.113.7, aws-cli/2.17'],
    [
      'why',
      'rogue does not count as an admin. Only members of an admin group (Administrators) whom an admin put there do, and only they may call the IAM API.\n',
    ],
    ['what was done', `took IAM access away from rogue: policy ${DENY_ARN} attached to user rogue.\n`],
    [
      'what the call did',
      'iam:CreateAccessKey. The call created access key AKIAFORBOB0000000001 for user bob (it still exists).\n',
    ],
    [
      'how to release',
      `--function-name iam-guardrails-release --cli-binary-format raw-in-base64-out --payload '{"principal":"${aUser().arn}"}'`,
    ],
    ['where the event is', '#/events/11111111-2222-4333-8444-555555555555'],
  ])('says %s', (_, line) => {
    expect(bodyOf()).toContain(line);
  });

  it('has a subject that names the user and says why', () => {
    expect(announce()?.notice.subject).toBe('IAM access revoked: rogue is no admin and called the IAM API');
    expect(announce()?.notice.body).toContain(
      'assume that the key is stolen and deactivate it with this command; then end its sessions as the runbook says:\n     aws iam update-access-key --user-name rogue --access-key-id AKIA',
    );
  });

  it.each<[string, Joined | undefined, string | undefined]>([
    ['an incident that it opened', opened, 'incident-000002'],
    ['an incident that another delivery opened', { kind: 'join', incident }, 'incident-000002'],
    ['an escalation', { kind: 'escalate', incident }, 'escalation-2-2026-06-01T12:00Z'],
    [
      'a release by hand',
      { kind: 'released', incident },
      `released-11111111-2222-4333-8444-555555555555-${incident.principalId}-2`,
    ],
    ['a user who was just released', { kind: 'none' }, undefined],
    ['nobody', undefined, undefined],
  ])('announces %s under one entry', (_, joined, entryId) => {
    // A default parameter would take the place of an undefined argument.
    expect(announcementsOf(aCall(), revoked, done, joined, someRules())[0]?.entry.entryId).toBe(entryId);
  });

  it('never lets the entry of an open incident expire', () => {
    expect(announce()?.entry.expires).toBe(false);
    expect(announce(revoked, done, { kind: 'escalate', incident })?.entry.expires).toBe(true);
  });

  it('tells of a deny that stands already, when the first attempt died before it told', () => {
    const decision: Decision = {
      kind: 'leave',
      reason: 'already-revoked',
      user: aUser(),
      deny: { ...noDeny, attached: true },
    };
    expect(announce(decision, nothing)?.notice.subject).toContain('IAM access revoked: rogue');
    expect(bodyOf(decision, nothing)).toContain('Nothing new: the deny on rogue is in place already.');
  });

  it('says in observe mode what would be done, and that nothing was', () => {
    const announcement = announcementsOf(
      aCall(),
      revoked,
      { kind: 'withheld', changes: [attached] },
      undefined,
      someRules(),
    )[0];
    expect(announcement?.notice.subject).toBe(
      'Observe mode: rogue would have lost IAM access: it is no admin and called the IAM API',
    );
    expect(announcement?.notice.body).toContain(
      `Nothing was done: the revoker is in observe mode. In enforce mode it would have done this: policy ${DENY_ARN} attached to user rogue.\n`,
    );
    expect(announcement?.entry.entryId).toBe('observed-unauthorized-2026-06-01T00:00Z');
  });

  it('tells of root without a way to release what nobody took', () => {
    const call = aCall({ caller: { kind: 'root' }, parameters: undefined, response: undefined });
    const announcement = announce({ kind: 'tell', reason: 'root' }, nothing, undefined, call);
    expect(announcement?.notice.subject).toContain('root called the IAM API');
    expect(announcement?.notice.body).toContain(`root of account ${ACCOUNT}`);
    expect(announcement?.notice.body).not.toContain('lambda invoke');
    expect(announcement?.entry).toMatchObject({
      principalId: 'root',
      entryId: 'told-root-2026-06-01T12:00Z',
    });
  });

  it('tells of a call through a service, and through which', () => {
    const call = aCall({ eventName: 'CreateUser', invokedBy: 'cloudformation.amazonaws.com' });
    const announcement = announce({ kind: 'tell', reason: 'via-service', user: aUser() }, nothing, undefined, call);
    expect(announcement).toMatchObject({
      entry: { principalId: aUser().id, entryId: 'told-via-service-2026-06-01T12:00Z', expires: true },
      notice: { subject: 'rogue called the IAM API through a service; nothing was done' },
    });
    expect(announcement?.notice.body).toContain('Call:    iam:CreateUser, through cloudformation.amazonaws.com\n');
    expect(announcement?.notice.body).not.toContain('lambda invoke');
  });

  it('says through which service a revoked user called', () => {
    const call = aCall({ eventName: 'CreateUser', invokedBy: 'cloudformation.amazonaws.com' });
    expect(bodyOf(revoked, done, opened, call)).toContain('iam:CreateUser, through cloudformation.amazonaws.com\n');
  });

  it.each<[string, Partial<RootCaller>, string]>([
    ['a long-term key', { accessKeyId: 'AKIAROOT' }, 'access key AKIAROOT, without MFA, as every long-term key'],
    ['a session with MFA', { accessKeyId: 'ASIAROOT', mfa: true }, 'session key ASIAROOT, with MFA'],
    ['a session without MFA', { accessKeyId: 'ASIAROOT', mfa: false }, 'session key ASIAROOT, without MFA'],
    ['an event that says nothing of it', {}, 'with or without MFA: not recorded'],
  ])('says of root which key it used, of which kind, and whether with MFA: %s', (_, by, words) => {
    const body = bodyOf(
      { kind: 'tell', reason: 'root' },
      nothing,
      undefined,
      aCall({ caller: { kind: 'root', ...by } }),
    );
    expect(body).toContain(`Who:     root of account ${ACCOUNT} (${words})\n`);
  });

  it('gives one notice an hour to what root did, whatever it did, and one to each call that it was refused', () => {
    const tell: Decision = { kind: 'tell', reason: 'root' };
    const entryOf = (overrides: Partial<Call>) =>
      announce(tell, nothing, undefined, aCall({ caller: { kind: 'root' }, ...overrides }))?.entry.entryId;
    expect(entryOf({ eventName: 'CreateUser' })).toBe(entryOf({ eventName: 'DeleteUser' }));
    expect(entryOf({ failedWith: 'AccessDenied' })).toBe('told-root-CreateAccessKey-2026-06-01T12:00Z');
  });

  it('says of the key of a session that nobody can deactivate it', () => {
    const session = aCall({ caller: aCaller({ accessKeyId: 'ASIAROGUE0000000001', mfa: false }) });
    expect(bodyOf(revoked, done, opened, session)).toContain(
      `(${aUser().id}, session key ASIAROGUE0000000001, without MFA)`,
    );
    expect(bodyOf(revoked, done, opened, session)).toContain(
      'Key:     belongs to a temporary session and cannot be deactivated',
    );
    expect(bodyOf()).not.toContain('Key:');
  });

  it('says what else stops for a user who is denied IAM', () => {
    expect(bodyOf()).toMatch(
      /rogue can no longer call IAM.*iam:PassRole.*iam:CreateServiceLinkedRole.*expired password/,
    );
    expect(bodyOf({ kind: 'tell', reason: 'gone' }, nothing)).not.toContain('can no longer');
    const spared: PolicyDocument = { ...DENY_IAM, Statement: [{ Effect: 'Deny', NotAction: 'iam:ChangePassword' }] };
    const notice = announcementsOf(aCall(), revoked, done, opened, someRules({ denyDocument: spared }))[0];
    expect(notice?.notice.body).toContain('except for the self-service calls that the settings spare');
    expect(notice?.notice.body).not.toContain('expired password');
  });

  it('calls nothing still there that the guard has answered', () => {
    const escape = aCall({ eventName: 'DetachUserPolicy', parameters: { userName: 'rogue', policyArn: DENY_ARN } });
    expect(bodyOf(aDecisionOn(escape), done, opened, escape)).toContain(
      `The call detached policy ${DENY_ARN} from user rogue.\n`,
    );
    const removal = aCall({ eventName: 'DeleteUser', parameters: { userName: 'bob' } });
    expect(bodyOf(aDecisionOn(removal), done, opened, removal)).toContain('The call deleted user bob (not undone).\n');
  });

  it('says that nothing stops a user whom the deny did not reach, and names no release', () => {
    const failed: Outcome = { kind: 'failed', why: 'every quota is full', changes: [] };
    const said = bodyOf(revoked, failed, undefined);
    expect(said).toContain('NOTHING stops rogue');
    expect(said).toContain('Runbook: docs/runbook.md#revoked');
    expect(said).not.toMatch(/can no longer|lambda invoke/);
  });

  it('names the release where a deny failed after something was done', () => {
    const failed: Outcome = { kind: 'failed', why: 'the group could not be left', changes: [attached] };
    const said = bodyOf(revoked, failed, undefined);
    expect(said).toContain(
      `failed: the group could not be left. It did do this: policy ${DENY_ARN} attached to user rogue.\n`,
    );
    expect(said).toMatch(/rogue can no longer call IAM[^]*lambda invoke/);
    expect(said).not.toContain('NOTHING stops');
  });

  it('names no release in observe mode, where nobody lost anything', () => {
    const withheld: Outcome = { kind: 'withheld', changes: [attached] };
    const said = bodyOf(revoked, withheld, undefined);
    expect(said).toContain('Runbook: docs/runbook.md#revoked');
    expect(said).not.toMatch(/can no longer|lambda invoke/);
  });

  it.each<[Decision, string]>([
    [{ kind: 'tell', reason: 'root' }, 'revoked'],
    [{ kind: 'tell', reason: 'too-many-revocations', user: aUser() }, 'revoker-runaway'],
    [{ kind: 'undecidable', reason: 'admin-group', why: 'empty' }, 'revoker-failing'],
  ])('says where to read what to do: %j', (decision, article) => {
    expect(bodyOf(decision, nothing, undefined)).toContain(`Runbook: docs/runbook.md#${article}\n`);
  });

  it('tells of a write that begins like a read, and of no read that CloudTrail calls one', () => {
    const unknown = aCall({ eventName: 'GenerateWhatIsToCome', parameters: {}, response: undefined });
    expect(bodyOf({ kind: 'tell', reason: 'gone' }, nothing, undefined, unknown)).toContain(
      'GenerateWhatIsToCome (not undone)',
    );
    const read = aCall({ eventName: 'PreviewWhatIsToCome', readOnly: true, parameters: {}, response: undefined });
    expect(bodyOf({ kind: 'tell', reason: 'gone' }, nothing, undefined, read)).not.toContain('The call');
  });

  describe('of a quarantine by AWS for a leaked key', () => {
    const policyArn = 'arn:aws:iam::aws:policy/AWSCompromisedKeyQuarantineV3';
    const call = aCall({
      eventName: 'AttachUserPolicy',
      parameters: { userName: 'bob', policyArn },
      response: undefined,
    });
    const subject = "ACTION NEEDED: user bob is under AWS's quarantine for leaked keys";

    it.each<[string, Decision]>([
      ['an admin', { kind: 'leave', reason: 'admin' }],
      ['an exempt user', { kind: 'leave', reason: 'exempt' }],
      ['root', { kind: 'tell', reason: 'root' }],
    ])('says that it must stay, though %s put it', (_, decision) => {
      const said = announcementsOf(call, decision, nothing, undefined, someRules());
      const notice = said.map((one) => one.notice).find((one) => one.subject === subject);
      expect(notice?.body).toContain('It must stay on user bob.');
      expect(notice?.body).toContain('AWSCompromisedKeyQuarantineV3 to user bob.\n');
    });

    it.each([
      ['AttachRolePolicy', { roleName: 'app' }, 'role app'],
      ['AttachGroupPolicy', { groupName: 'users' }, 'group users'],
      ['AttachUserPolicy', { userName: 'group-role' }, 'user group-role'],
      ['AttachUserPolicy', {}, 'user that the event does not name'],
    ])('says by %s of %j whom it quarantines', (eventName, whom, words) => {
      const put = aCall({ eventName, parameters: { ...whom, policyArn }, response: undefined });
      const decision: Decision = { kind: 'leave', reason: 'admin' };
      const [said] = announcementsOf(put, decision, nothing, undefined, someRules());
      expect(said?.notice.subject).toBe(`ACTION NEEDED: ${words} is under AWS's quarantine for leaked keys`);
      expect(said?.notice.body).toContain(`It must stay on ${words}.`);
    });

    it('vouches for none that somebody put who may not call IAM', () => {
      const said = announcementsOf(call, revoked, nothing, undefined, someRules());
      const notice = said.map((one) => one.notice).find((one) => one.subject === subject);
      expect(notice?.body).toContain(
        'If AWS opened a support case about a leaked key, the policy must stay, and the key has to be replaced.',
      );
      expect(notice?.body).toContain('If there is none, detach the policy.');
      expect(notice?.body).toContain('(not undone).\n');
    });

    it('says nothing of a refused attempt, of another policy, or of one that is taken off', () => {
      const others = [
        aCall({ ...call, failedWith: 'AccessDenied' }),
        aCall({
          ...call,
          parameters: { userName: 'bob', policyArn: 'arn:aws:iam::111122223333:policy/AWSCompromisedKeyQuarantineV3' },
        }),
        aCall({ ...call, eventName: 'DetachUserPolicy' }),
      ];
      for (const other of others)
        expect(announcementsOf(other, { kind: 'leave', reason: 'admin' }, nothing, undefined, someRules())).toEqual([]);
    });
  });

  it('keeps how a user agent ends', () => {
    const call = aCall({ userAgent: `aws-cli/2.17.0 ${'md/awscrt '.repeat(60)}exec-env/CloudShell` });
    expect(bodyOf(revoked, done, opened, call)).toMatch(
      /From: +203\.0\.113\.7, aws-cli\/2\.17.*…*exec-env\/CloudShell\n/,
    );
  });

  it('gives an admin the right reason where it tells of a release by hand', () => {
    const body = bodyOf({ kind: 'leave', reason: 'admin' }, nothing, { kind: 'released', incident });
    expect(body).toContain('rogue is an admin, and an admin may call the IAM API.\n');
  });

  it('says of a self-promoter which group it was taken out of', () => {
    const decision: Decision = { ...revoked, reason: 'self-promotion', joined: [ADMINS] };
    const outcome: Outcome = { ...done, changes: [attached, { kind: 'group-left', user: aUser(), group: ADMINS }] };
    expect(announce(decision, outcome)?.notice.subject).toContain('put itself into an admin group');
    expect(bodyOf(decision, outcome)).toContain('taken out of group Administrators');
  });

  it.each<[string, (typeof ADMINS)[], string]>([
    ['was undone', [ADMINS], '.\n'],
    ['stands, for nobody else is in it', [], ' (not undone).\n'],
  ])('says of a self-promotion whether the membership %s', (_, joined, rest) => {
    const call = aCall({ eventName: 'AddUserToGroup', parameters: { userName: 'rogue', groupName: 'Administrators' } });
    expect(bodyOf({ ...revoked, reason: 'self-promotion', joined }, done, opened, call)).toContain(
      `The call added user rogue to group Administrators${rest}`,
    );
  });

  it('says which rungs a quota refused', () => {
    const outcome: Outcome = {
      kind: 'done',
      changes: [{ kind: 'inline-policy-put', user: aUser(), policyName: 'DenyIAM' }],
      refused: ['managed-policy-attached'],
    };
    expect(bodyOf(revoked, outcome)).toContain(
      'inline policy DenyIAM put on user rogue. A quota of AWS had refused this before: managed-policy-attached.\n',
    );
  });

  it('is silent about a call that is left alone', () => {
    expect(announcementsOf(aCall(), { kind: 'leave', reason: 'admin' }, nothing, undefined, someRules())).toEqual([]);
  });

  it.each<[string, Decision, Outcome, string]>([
    [
      'the user at every quota',
      revoked,
      { kind: 'failed', changes: [], why: 'IAM refused every way to deny' },
      'ACTION NEEDED: rogue could not be denied access to IAM',
    ],
    [
      'an admin group that was emptied',
      { kind: 'undecidable', reason: 'admin-group', why: 'admin group Administrators is empty' },
      nothing,
      'ACTION NEEDED: rogue called IAM and cannot be judged',
    ],
  ])('names who got away because of %s, and why', (_, decision, outcome, subject) => {
    const announcement = announcementsOf(aCall(), decision, outcome, undefined, someRules())[0];
    expect(announcement?.notice.subject).toBe(subject);
    expect(announcement?.notice.body).toMatch(/IAM refused every way|Administrators is empty/);
  });

  it.each<[string, Decision['kind'], StandingDeny]>([
    ['while it is revoked', 'revoke', noDeny],
    ['after it was', 'leave', { ...noDeny, attached: true }],
  ])('tells of every accomplice that a user made an admin %s', (_, kind, deny) => {
    const call = aCall({ eventName: 'AddUserToGroup', parameters: { userName: 'eve', groupName: 'Administrators' } });
    const decision = aDecisionOn(call, { deny });
    expect(decision.kind).toBe(kind);
    const said = announcementsOf(call, decision, nothing, { kind: 'join', incident }, someRules());
    expect(said.map(({ notice }) => notice.subject)).toContain('ACTION NEEDED: rogue put eve into Administrators');
    expect(said.map(({ entry }) => entry.entryId)).toContain('granted-11111111-2222-4333-8444-555555555555-eve');
  });

  describe('says what was done and what to do before how the caller is released', () => {
    const beforeRelease = (body = '') => body.split('give rogue IAM access back')[0] ?? '';

    it('of an accomplice, with the command that takes the accomplice out of the group', () => {
      const call = aCall({ eventName: 'AddUserToGroup', parameters: { userName: 'eve', groupName: 'Administrators' } });
      const said = announcementsOf(call, aDecisionOn(call), done, opened, someRules());
      const mail = said.find(({ notice }) => notice.subject.startsWith('ACTION NEEDED'))?.notice.body;
      expect(mail).toContain('lambda invoke');
      expect(beforeRelease(mail)).toContain('What happened:\nrogue added eve to the admin group Administrators');
      expect(beforeRelease(mail)).toContain(
        '     aws iam remove-user-from-group --group-name Administrators --user-name eve\n',
      );
      expect(beforeRelease(mail)).toContain('Releasing rogue does not take eve out of the group.');
    });

    it('of an accomplice whose name a command cannot hold, with a blank', () => {
      const call = aCall({
        eventName: 'AddUserToGroup',
        parameters: { userName: '-eve', groupName: 'Administrators' },
      });
      const said = announcementsOf(call, aDecisionOn(call), done, opened, someRules());
      expect(said.map(({ notice }) => notice.body).join()).toContain('--group-name Administrators --user-name …\n');
    });

    it.each<[string, Partial<Call>, string]>([
      [
        'took the deny off itself',
        { eventName: 'DetachUserPolicy', parameters: { userName: 'rogue', policyArn: DENY_ARN } },
        'Then this call of rogue took the deny away',
      ],
      ['is free by an unknown hand', {}, 'Then somebody took the deny away from rogue'],
    ])('of an escalation of a user who %s', (_, overrides, words) => {
      const call = aCall(overrides);
      const mail = bodyOf(aDecisionOn(call), done, { kind: 'escalate', incident }, call);
      expect(mail).toContain('lambda invoke');
      expect(beforeRelease(mail)).toContain(words);
      expect(beforeRelease(mail)).toMatch(
        /What to do:\n {2}1\. Assume an attacker\. Deactivate the access keys of rogue/,
      );
    });
  });

  it('keeps the words of an attacker within their line', () => {
    const call = aCall({
      userAgent: 'curl\n\nWhat was done:\nnothing, all is well',
      caller: aCaller({ name: 'a\nb' }),
    });
    expect(
      bodyOf(revoked, done, opened, call)
        .split('\n')
        .filter((line) => line.startsWith('What was done:')),
    ).toHaveLength(1);
  });
});
