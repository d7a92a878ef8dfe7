import { isCurrent, remembering, type KnownEvidence } from '../../../src/audit/evidence/known-evidence';
import type { Subject } from '../../../src/domain/identity/subject';
import { aSubject } from '../support/subjects';

const HOUR_MS = 3_600_000;
const now = new Date('2026-06-01T00:00:00.000Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
const MOMENT = 1 / HOUR_MS;

const known = (fetchedHoursAgo: number, fingerprint = 'same'): KnownEvidence => ({
  ...{ id: 'AROAAPP', shard: 1, fingerprint, fetchedAt: hoursAgo(fetchedHoursAgo), services: [] },
});
const active = (kind: Subject['kind'], activeHoursAgo?: number) =>
  aSubject({
    kind,
    basis: {
      ...{ fingerprint: 'same', shard: 1 },
      ...(activeHoursAgo !== undefined && { activeAt: hoursAgo(activeHoursAgo) }),
    },
  });
const holds = (evidence: KnownEvidence, subject: Subject) => isCurrent(evidence, subject, { now, refreshDays: 30 });

describe('a report of an earlier run', () => {
  it('holds for whoever was never used', () => {
    expect(holds(known(168), active('role'))).toBe(true);
  });

  it('does not hold once anything has changed that it rests on', () => {
    expect(holds(known(168, 'other'), active('role'))).toBe(false);
    expect(holds(known(168), aSubject())).toBe(false);
  });

  it.each([
    ['role', 24],
    ['user', 60],
    ['group', 60],
  ] as const)('of a %s lacks uses until %d hours after the last one that IAM knows of', (kind, hours) => {
    expect(holds(known(168), active(kind, 168 + hours))).toBe(false);
    expect(holds(known(168), active(kind, 168 + hours + MOMENT))).toBe(true);
    expect(holds(known(168), active(kind, 1))).toBe(false);
  });

  it('is asked for again after refreshDays', () => {
    expect(holds(known(30 * 24 - MOMENT), active('role'))).toBe(true);
    expect(holds(known(30 * 24), active('role'))).toBe(false);
  });

  it('holds neither for its own run, nor for one that began before it', () => {
    expect(holds(known(MOMENT), active('role'))).toBe(true);
    expect(holds(known(0), active('role'))).toBe(false);
    expect(holds(known(-1), active('role'))).toBe(false);
  });
});

describe('remembering what was granted when', () => {
  const START = '2026-06-01T00:00:00.000Z';
  const EARLIER = '2026-05-01T00:00:00.000Z';
  const service = (name: string, grantedAt?: string) => ({
    ...{ service: name, entities: 0 },
    ...(grantedAt !== undefined && { grantedAt }),
  });

  it('knows nothing new of whom it knows nothing', () => {
    expect(remembering([service('s3')], undefined, START)).toEqual({ services: [service('s3')] });
  });

  it('dates a service that no earlier report names to this run, and keeps the dates of the others', () => {
    const earlier = { services: [service('s3'), service('sqs', EARLIER)] };
    expect(remembering([service('ec2'), service('s3'), service('sqs')], earlier, START)).toEqual({
      services: [service('ec2', START), service('s3'), service('sqs', EARLIER)],
    });
  });

  it('takes nothing for new that was taken away and granted again', () => {
    const gone = remembering([service('s3')], { services: [service('s3'), service('sqs', EARLIER)] }, START);
    expect(gone).toEqual({ services: [service('s3')], formerly: ['sqs'] });
    const again = remembering([service('s3'), service('sqs')], gone, START);
    expect(again).toEqual({ services: [service('s3'), service('sqs')] });
    expect(remembering([], { ...again, formerly: ['ec2'] }, START).formerly).toEqual(['ec2', 's3', 'sqs']);
  });
});
