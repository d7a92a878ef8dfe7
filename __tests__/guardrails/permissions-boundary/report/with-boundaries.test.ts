import type { Changed } from '../../../../src/domain/run/run-plan';
import type { BoundaryPlan } from '../../../../src/guardrails/permissions-boundary/plan';
import { withBoundaries } from '../../../../src/guardrails/permissions-boundary/report/with-boundaries';
import { aPrincipal, ownArn } from '../../../support/boundaries';
import { ACCOUNT, aRow, NOW } from '../../../support/permissions-boundary';

const principal = aPrincipal();
const { id } = principal;
const boundaryArn = ownArn('new');

const aPlan = (overrides: Partial<BoundaryPlan> = {}): BoundaryPlan => ({
  ...{ version: 1, accountId: ACCOUNT, runId: 'run-1', purpose: 'change', startedAt: NOW.toISOString() },
  ...{ mode: 'enforce', scope: 'everything', items: [], left: [], altered: [], collected: [], notPrincipal: [] },
  ...overrides,
});
const planned = (more: Partial<BoundaryPlan['items'][number]> = {}) =>
  aPlan({ items: [{ principal, boundaryArn, ...more }] });
const left = (one: Omit<BoundaryPlan['left'][number], 'principal'>) => aPlan({ left: [{ principal, ...one }] });

describe('what a row says of a boundary', () => {
  const before = { before: { policyArn: ownArn('old') }, widened: ['sqs'] };

  it.each<[string, BoundaryPlan, readonly Changed[], object]>([
    ['that was put', planned(), [{ id, kind: 'done' }], { kind: 'done', policyArn: boundaryArn }],
    [
      'that was put in place of another, wider than meant',
      planned(before),
      [{ id, kind: 'done' }],
      { kind: 'done', policyArn: boundaryArn, before: ownArn('old'), widened: ['sqs'] },
    ],
    [
      'that was left',
      planned(),
      [{ id, kind: 'left', why: 'gone' }],
      { kind: 'left', why: 'gone', policyArn: boundaryArn },
    ],
    ['whose batch failed', planned(), [], { kind: 'failed', why: 'its batch failed', policyArn: boundaryArn }],
    [
      'that is only observed',
      { ...planned(), mode: 'observe' },
      [{ id, kind: 'done' }],
      { kind: 'withheld', policyArn: boundaryArn },
    ],
    ['that stands', left({ reason: 'stands' }), [], { kind: 'stands' }],
    [
      'that stands, wider than meant',
      left({ reason: 'stands', widened: ['sqs'] }),
      [],
      { kind: 'stands', widened: ['sqs'] },
    ],
    [
      'that waits',
      left({ reason: 'next-wave', why: 'the 51st', widened: ['sqs'] }),
      [],
      { kind: 'left', reason: 'next-wave', why: 'the 51st', widened: ['sqs'] },
    ],
  ])('%s', (_, plan, changed, expected) => {
    expect(withBoundaries([aRow()], plan, changed)[0]?.boundary).toEqual(expected);
  });

  it('names the services that it keeps because a resource policy grants them, and says so to people', () => {
    const kept = [{ id, services: [{ service: 'kms', by: ['arn:key'], resources: 1 }] }];
    const [row] = withBoundaries([aRow()], { ...planned(), kept }, [{ id, kind: 'done' }]);
    expect(row).toMatchObject({
      keptByResourcePolicy: [{ service: 'kms', by: ['arn:key'], resources: 1 }],
      wouldChange: 'boundary of 1 service (s3), beyond what resource policies grant (kms)',
    });
  });

  it('is that nothing would change only where it stands', () => {
    const words = (plan: BoundaryPlan) => withBoundaries([aRow()], plan, [])[0]?.wouldChange;
    expect(words(left({ reason: 'stands' }))).toBe('');
    expect(words(left({ reason: 'next-wave' }))).toBe(aRow().wouldChange);
    const kept = [{ id, services: [{ service: 'kms', by: ['arn:key'], resources: 1 }] }];
    const [row] = withBoundaries([aRow({ wouldChange: '' })], { ...planned(), kept }, [{ id, kind: 'done' }]);
    expect(row?.wouldChange).toBe('');
  });

  it('is nothing for whoever is not in the plan', () => {
    const row = aRow({ id: 'AROAOTHER' });
    expect(withBoundaries([row], aPlan(), [{ id: row.id, kind: 'done' }])).toEqual([row]);
  });

  it('is an error for a plan of somebody whom the run does not look at', () => {
    expect(() => withBoundaries([aRow({ id: 'AROAOTHER' })], planned(), [])).toThrow(`${id}, who is not audited`);
  });
});
