import { waveOf } from '../../../../../src/audit/plan/wave';
import {
  notPrincipalOf,
  planObjectOf,
  scannedPoliciesOf,
} from '../../../../../src/guardrails/permissions-boundary/apply/plan/plan-object';
import type { BoundaryPlan } from '../../../../../src/guardrails/permissions-boundary/plan';
import { aPrincipal, ownArn } from '../../../../support/boundaries';
import { ACCOUNT } from '../../../../support/permissions-boundary';

const plan: BoundaryPlan = {
  version: 1,
  accountId: ACCOUNT,
  runId: 'run',
  purpose: 'upkeep',
  startedAt: '2026-06-01T03:00:00.000Z',
  mode: 'enforce',
  scope: 'widening',
  items: [
    {
      principal: aPrincipal(),
      boundaryArn: ownArn('new'),
      before: { policyArn: ownArn('old'), text: '{}' },
      widened: ['s3'],
    },
    { principal: aPrincipal(), boundaryArn: ownArn('new') },
  ],
  left: [{ principal: aPrincipal(), reason: 'next-change-run', why: 'because', widened: [] }],
  altered: [{ arn: ownArn('altered'), restored: false, why: 'nobody knows what it said' }],
  collected: [ownArn('gone')],
  notPrincipal: ['arn:aws:s3:::closed'],
};

describe('what a run plans', () => {
  it('comes back as it was written', () => {
    expect(planObjectOf(JSON.parse(JSON.stringify(plan)), 'plan.json')).toEqual(plan);
  });

  it.each([
    ['version', { version: 2 }],
    ['scope', { scope: 'narrowing' }],
    ['mode', { mode: 'off' }],
    ['purpose', { purpose: 'fun' }],
    ['startedAt', { startedAt: 'yesterday' }],
    ['items.0.principal.kind', { items: [{ principal: { ...aPrincipal(), kind: 'group' }, boundaryArn: 'arn' }] }],
    ['left.0.reason', { left: [{ principal: aPrincipal(), reason: 'whatever' }] }],
    ['collected', { collected: undefined }],
  ])('is not read with another %s', (field, wrong) => {
    expect(() => planObjectOf({ ...plan, ...wrong }, 'plan.json')).toThrow(`plan.json: ${field}: `);
  });
});

describe('what else a plan rests on', () => {
  it.each([
    [
      'the policies that stand',
      scannedPoliciesOf,
      { version: 1, policies: [{ arn: 'arn', text: '' }], notPrincipal: ['arn'], unread: ['arn'] },
    ],
    ['the wave', waveOf, { version: 1, runId: 'run', startedAt: plan.startedAt, begunAt: plan.startedAt, waiting: 0 }],
    ['what denies everybody but some', notPrincipalOf, { version: 1, runId: 'run', notPrincipal: ['arn'], unread: [] }],
  ])('is %s, and comes back as it was written', (_, readAs, value) => {
    expect(readAs(JSON.parse(JSON.stringify(value)), 'object')).toEqual(value);
    expect(() => readAs({ ...value, version: 2 }, 'object')).toThrow('object: version: ');
  });

  it('is no wave in which fewer than nobody waits', () => {
    expect(() => waveOf({ version: 1, runId: 'run', startedAt: plan.startedAt, waiting: -1 }, 'wave')).toThrow(
      /waiting/,
    );
  });
});
