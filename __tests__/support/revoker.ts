import { DENY_IAM, DENY_IAM_BOUNDARY } from '../../src/domain/policy/deny';
import type { User } from '../../src/domain/identity/principal';
import type { Remembered } from '../../src/guardrails/revoker/judge/admin-status';
import { decide, type Circumstances } from '../../src/guardrails/revoker/judge/decide';
import type { Decision } from '../../src/guardrails/revoker/judge/decision';
import type { Facts } from '../../src/guardrails/revoker/judge/facts';
import type { Call, UserCaller } from '../../src/guardrails/revoker/judge/parse';
import type { StandingDeny } from '../../src/guardrails/revoker/judge/standing-deny';
import type { Rules } from '../../src/guardrails/revoker/rules';

export const ACCOUNT = '111122223333';
export const ADMINS = { id: 'AGPAADMINISTRATORS001', name: 'Administrators', memberIds: ['AIDAADMIN000000000001'] };
export const DEVELOPERS = { id: 'AGPADEVELOPERS0000001', name: 'Developers' };
export const DENY_ARN = `arn:aws:iam::${ACCOUNT}:policy/DenyIAMAccess`;
export const BOUNDARY_ARN = `arn:aws:iam::${ACCOUNT}:policy/iam-guardrails/iam-guardrails-deny-iam-boundary`;

/** A user that is nobody special; override only what the test is about. */
export const aUser = (overrides: Partial<User> = {}): User => ({
  accountId: ACCOUNT,
  id: 'AIDAROGUE000000000001',
  arn: `arn:aws:iam::${ACCOUNT}:user/rogue`,
  name: 'rogue',
  ...overrides,
});

export const aCaller = (overrides: Partial<UserCaller> = {}): UserCaller => ({
  kind: 'user',
  id: 'AIDAROGUE000000000001',
  arn: `arn:aws:iam::${ACCOUNT}:user/rogue`,
  name: 'rogue',
  accessKeyId: 'AKIAROGUE00000000001',
  ...overrides,
});

/** A call that succeeded and that only an admin may make. */
export const aCall = (overrides: Partial<Call> = {}): Call => ({
  eventId: '11111111-2222-4333-8444-555555555555',
  eventName: 'CreateAccessKey',
  at: new Date('2026-06-01T12:00:00Z'),
  accountId: ACCOUNT,
  caller: aCaller(),
  sourceIp: '203.0.113.7',
  userAgent: 'aws-cli/2.17',
  parameters: { userName: 'bob' },
  response: { accessKey: { accessKeyId: 'AKIAFORBOB0000000001', userName: 'bob' } },
  ...overrides,
});

export const noDeny: StandingDeny = {
  ...{ attached: false, policy: 'intact', inline: 'absent', boundary: false },
  isUnread: false,
};

/** What is remembered of a user who was never an admin; override only what the test is about. */
export const remembered = (overrides: Partial<Extract<Remembered, { kind: 'known' }>> = {}): Remembered => ({
  kind: 'known',
  counted: [],
  unsettled: [],
  readAt: new Date('2026-06-01T12:00:00Z'),
  // Everything is sure, unless a test is about what is not.
  settledAt: new Date('2100-01-01T00:00:00Z'),
  ...overrides,
});

/** What is remembered of a user who has been an admin for ever. */
export const rememberedAdmin = (userId = 'AIDAROGUE000000000001'): Remembered =>
  remembered({ counted: [{ userId, groupId: ADMINS.id, from: 0, votes: true }] });

/** Facts of a user outside the admin group against whom nothing stands. */
export const someFacts = (overrides: Partial<Facts> = {}): Facts => ({
  user: aUser(),
  groups: [DEVELOPERS],
  adminGroups: [ADMINS],
  deny: noDeny,
  remembered: remembered(),
  added: {},
  unread: [],
  ...overrides,
});

export const someRules = (overrides: Partial<Rules> = {}): Rules => ({
  mode: 'enforce',
  adminGroups: [ADMINS],
  exempt: [],
  ownRoles: { path: '/iam-guardrails/', names: ['iam-guardrails-revoker', 'iam-guardrails-release'] },
  adminRoles: ['/aws-reserved/sso.amazonaws.com/'],
  selfService: [
    'ChangePassword',
    'CreateVirtualMFADevice',
    'EnableMFADevice',
    'ResyncMFADevice',
    'DeleteVirtualMFADevice',
  ],
  failedCalls: 'revoke',
  viaServices: 'revoke',
  readOnlyCalls: false,
  revocationsPer10Minutes: 20,
  releaseFunction: 'iam-guardrails-release',
  runbook: 'docs/runbook.md',
  guard: { prefix: 'iam-guardrails', region: 'us-east-1' },
  inlineDocument: DENY_IAM,
  denyDocument: DENY_IAM,
  boundaryDocument: DENY_IAM_BOUNDARY,
  denyPolicyArn: DENY_ARN,
  boundaryPolicyArn: BOUNDARY_ARN,
  inlinePolicyName: 'DenyIAM',
  ...overrides,
});

/** Judged at once, after a quiet while; override only what the test is about. */
export const someCircumstances = (overrides: Partial<Circumstances> = {}): Circumstances => ({
  now: new Date('2026-06-01T12:00:05Z'),
  recentRevocations: 0,
  ...overrides,
});

/** What is decided of a call by somebody outside the admin groups against whom nothing stands, unless told otherwise. */
export const aDecisionOn = (call: Call, facts: Partial<Facts> = {}): Decision =>
  decide(call, someFacts(facts), someRules(), someCircumstances());
