import fc from 'fast-check';
import { RESERVE } from '../../src/domain/policy/room';
import { DEFAULT_ALWAYS_ALLOW } from '../../src/guardrails/permissions-boundary/judge/always-allowed';
import type { Rules } from '../../src/guardrails/permissions-boundary/rules';
import { Clock } from '../../src/embedded-account/clock';
import { addGroup, addPolicy, addRole, addUser } from '../../src/embedded-account/iam/principals/principals';
import { snapshotOf } from '../../src/embedded-account/iam/snapshot';
import { AccountState } from '../../src/embedded-account/iam/state';
import { Identifiers } from '../../src/embedded-account/identifiers';
import type { AttachedPolicy } from '../../src/embedded-account/policy/attached';
import { parseResourcePolicy } from '../../src/embedded-account/policy/statement';
import { replay } from '../../src/embedded-account/replay';
import { trustPolicies } from '../../src/embedded-account/resources/attached';
import { generatedAccount, policyOf, ROOMY, SERVICES, SPECIAL } from '../support/generated-accounts';
import { judged, Seen, type Scene } from '../support/oracle';
import { SEED, seedFor } from '../support/seed';
import { ACCOUNT, daysAgo, NOW, someRules } from '../support/permissions-boundary';
import { ledgerOfAll } from './support/boundary-state';
import { enforcedRun, type Enforced } from './support/enforced-run';
import { aStore } from './support/memory-store';
import { draws } from '../support/thorough';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(900_000);

const LAG_MS = 4 * 3_600_000;
const [ACCOUNTS_PER_WAY, LEAST] = [draws(250), draws(5)];
const TIMEOUT_MS = 300_000;

const PROTECTED = Array.from({ length: 6 }, (_, index) =>
  ['user', 'role'].map((kind) => `arn:aws:iam::${ACCOUNT}:${kind}/protected-${index}`),
);

const rulesFor = (more: Partial<Rules>): Rules =>
  someRules({
    ...{ mode: 'enforce', adminGroups: [{ name: 'Administrators' }], protectedArns: PROTECTED.flat() },
    exemptions: [
      { match: { name: 'exempt-*' }, from: ['permissions-boundary', 'tags'], owner: 'data', reason: 'theirs' },
    ],
    alwaysAllow: [...DEFAULT_ALWAYS_ALLOW],
    limits: { changesPerRun: 10_000, maxChangePercent: 100 },
    ...more,
  });

/** An account in memory, in which a run takes the steps of the functions. @param room policies that it has room for */
function sceneOf(room: number, rules: Rules): Scene {
  const clock = new Clock(NOW.getTime());
  const quotas = { PoliciesQuota: RESERVE + 1 + room };
  const state = new AccountState(ACCOUNT, clock, new Identifiers('oracle'), { quotas, usageLagMs: LAG_MS });
  const limits = addPolicy(state, { name: 'team-limits', document: policyOf({ kind: 'services', services: ['s3'] }) });
  const all = policyOf({ kind: 'services', services: SERVICES });
  const admins = addGroup(state, { name: 'Administrators', inline: { all } });
  const policies = new Map<string, string>();
  const attached = (arn: string): AttachedPolicy | undefined => {
    const text = policies.get(arn.replace(/\/object$/, ''));
    if (text === undefined) return trustPolicies(state)(arn);
    return { policy: parseResourcePolicy(text), mustAllow: arn.startsWith('arn:aws:kms:') };
  };
  const enforced: Enforced = {
    ...{ state, rules, store: aStore(), ledger: ledgerOfAll(), openIncidents: new Set() },
    resources: () => [...policies].map(([arn, text]) => ({ arn, text })),
  };
  const found = (kind: 'user' | 'role', name: string) =>
    kind === 'user' ? state.userNamed(name) : state.roleNamed(name);
  return {
    now: () => clock.now(),
    advance: (milliseconds) => {
      clock.advance(milliseconds);
    },
    add: ({ kind, special, ageDays, may }, name) => {
      const seed = {
        ...{ name, inline: { own: policyOf(may) }, createdAt: new Date(daysAgo(ageDays)) },
        ...(special === 'foreign' && { boundary: limits.arn }),
        ...(special === 'service-linked' && { path: '/aws-service-role/elasticbeanstalk.amazonaws.com/' }),
      };
      if (kind === 'role') return state.arnOf('role', addRole(state, seed));
      return state.arnOf('user', addUser(state, seed, special === 'admin' ? [admins.id] : []));
    },
    open: ({ kind, name, policy }) => {
      if (kind === 'role') return state.arnOf('role', addRole(state, { name, trust: policy }));
      const arn = kind === 'bucket' ? `arn:aws:s3:::${name}` : `arn:aws:kms:us-east-1:${ACCOUNT}:key/${name}`;
      policies.set(arn, JSON.stringify(policy));
      return kind === 'bucket' ? `${arn}/object` : arn;
    },
    use: (use) => {
      state.usage.add(use);
    },
    grant: ({ kind }, name, may) => {
      const { inline } = found(kind, name);
      inline.set({ ...inline.current, more: policyOf(may) });
    },
    revoke: ({ kind }, name) => {
      found(kind, name).inline.set({});
    },
    shed: ({ kind }, name) => {
      found(kind, name).boundary.set(undefined);
    },
    incident: ({ kind }, name) => {
      enforced.openIncidents.add(found(kind, name).id);
    },
    replay: (period) => replay(state, period, attached),
    snapshot: () => snapshotOf(state),
    ready: () => Promise.resolve(),
    run: async (runId, purpose) => (await enforcedRun(enforced, runId, purpose)).principals,
  };
}

/** What the histories have to show: else the runs could have done nothing wrong. */
const SHOWN = [
  ...['first boundaries', 'other boundaries', 'kept', 'denied beyond what is known', 'needs again'],
  ...['kept for a resource that names it', 'stuck: no-policy-left', ...SPECIAL],
];

const perRun = fc.constantFrom(1, 10_000, 10_000);

describe('a user whom a boundary leaves nothing', () => {
  it.each(['allowUsed', 'denyUnused'] as const)(
    'still rotates a key, uses KMS and assumes a role: style %s',
    async (style) => {
      const clock = new Clock(NOW.getTime());
      const state = new AccountState(ACCOUNT, clock, new Identifiers('always'), { quotas: {}, usageLagMs: LAG_MS });
      const all = policyOf({ kind: 'services', services: ['iam', 'kms', 's3', 'sqs'] });
      const assume = JSON.stringify({
        ...{ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }] },
      });
      const inline = { all, assume };
      const createdAt = new Date(daysAgo(400));
      const users = ['/', '/team/a/'].map((path, index) =>
        state.arnOf('user', addUser(state, { name: `u${index}`, path, inline, createdAt })),
      );
      const at = new Date(daysAgo(1));
      for (const arn of users) state.usage.add({ arn, action: 's3:GetObject', at });
      const enforced: Enforced = {
        ...{ state, store: aStore(), ledger: ledgerOfAll(), openIncidents: new Set(), resources: () => [] },
        // With a kept action of IAM, denyUnused leaves all of IAM.
        rules: rulesFor({ style, alwaysKeep: [] }),
      };
      const { principals } = await enforcedRun(enforced, 'run-1', 'change');
      expect(principals.filter(({ kind }) => kind === 'user').map(({ boundary }) => boundary?.kind)).toEqual([
        ...['done', 'done'],
      ]);

      clock.advance(3_600_000);
      const rotated = users.flatMap((arn) =>
        ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:ChangePassword'].map((action) => ({
          action,
          resource: arn,
          arn,
        })),
      );
      const others = users.flatMap((arn) => [
        ...[
          { action: 'kms:Decrypt', arn },
          { action: 'sts:AssumeRole', arn },
          { action: 's3:GetObject', arn },
        ],
      ]);
      const denied = users.flatMap((arn, index) => [
        { action: 'iam:CreateAccessKey', resource: users[1 - index] ?? '', arn },
        ...['iam:CreateUser', 'sqs:SendMessage', 'sts:GetFederationToken'].map((action) => ({ action, arn })),
      ]);
      const from = clock.now();
      for (const use of [...rotated, ...others, ...denied]) state.usage.add({ ...use, at: from });
      const outcomes = replay(state, { from }).map(({ outcome }) => outcome);
      expect(outcomes).toEqual([
        ...[...rotated, ...others].map(() => 'allowed'),
        ...denied.map(() => 'denied-by-boundary'),
      ]);
    },
  );
});

describe('a role that may do everything', () => {
  it('gets a boundary of what it uses where the names of the rest find no room, and the run says so', async () => {
    const clock = new Clock(NOW.getTime());
    const state = new AccountState(ACCOUNT, clock, new Identifiers('wide'), { quotas: {}, usageLagMs: LAG_MS });
    const inline = { all: policyOf({ kind: 'everything', services: ['s3'] }) };
    const arn = state.arnOf('role', addRole(state, { name: 'wide', inline, createdAt: new Date(daysAgo(400)) }));
    state.usage.add({ arn, action: 's3:GetObject', at: new Date(daysAgo(1)) });
    const enforced: Enforced = {
      ...{ state, store: aStore(), ledger: ledgerOfAll(), openIncidents: new Set(), resources: () => [] },
      rules: rulesFor({ style: 'denyUnused' }),
    };
    const { principals } = await enforcedRun(enforced, 'run-1', 'change');
    expect(principals.map(({ boundary }) => [boundary?.kind, boundary?.style])).toEqual([['done', 'allowUsed']]);
    // The next run means the same.
    clock.advance(86_400_000);
    const again = await enforcedRun(enforced, 'run-2', 'change');
    expect(again.principals.map(({ boundary }) => [boundary?.kind, boundary?.style])).toEqual([
      ['stands', 'allowUsed'],
    ]);
    for (const action of ['s3:PutObject', 'kms:Sign', 'sqs:SendMessage'])
      state.usage.add({ arn, action, at: clock.now() });
    expect(replay(state, { from: clock.now() }).map(({ outcome }) => outcome)).toEqual([
      ...['allowed', 'allowed', 'denied-by-boundary'],
    ]);
  });
});

describe(`over a thousand generated accounts (GUARDRAILS_SEED=${SEED})`, () => {
  const seen = new Seen();

  it.each([
    ['allowUsed', 'ask'],
    ['allowUsed', 'automatic'],
    ['denyUnused', 'ask'],
    ['denyUnused', 'automatic'],
  ] as const)(
    'what the evidence knows stays allowed, and nobody is touched who must not be: style %s, reopen %s',
    async (style, reopen) => {
      const later = { minLength: 1, maxLength: 3 };
      await fc.assert(
        fc.asyncProperty(generatedAccount(later), perRun, async (account, changesPerRun) => {
          const scene = sceneOf(
            account.room,
            rulesFor({ style, reopen, limits: { changesPerRun, maxChangePercent: 100 } }),
          );
          expect(await judged(account, { scene, seen, reopen, isCramped: account.room < ROOMY })).toEqual([]);
        }),
        { seed: seedFor(`oracle ${style} ${reopen}`), numRuns: ACCOUNTS_PER_WAY },
      );
    },
    TIMEOUT_MS,
  );

  it('there was much to do wrong', () => {
    expect(SHOWN.filter((what) => (seen.get(what) ?? 0) < LEAST)).toEqual([]);
  });
});
