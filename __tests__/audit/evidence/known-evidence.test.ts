import { standingOf, type KnownReport } from '../../../src/audit/evidence/known-evidence';
import type { Subject } from '../../../src/domain/identity/subject';
import { aSubject } from '../support/subjects';

const HOUR_MS = 3_600_000;
const now = new Date('2026-06-01T00:00:00.000Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
const MOMENT = 1 / HOUR_MS;

const known = (fetchedHoursAgo: number, fingerprint = 'same', more: Partial<KnownReport> = {}): KnownReport => ({
  ...{ fingerprint, fetchedAt: hoursAgo(fetchedHoursAgo), services: [], ...more },
});
const active = (kind: Subject['kind'], activeHoursAgo?: number) =>
  aSubject({
    kind,
    basis: {
      ...{ fingerprint: 'same', shard: 1 },
      ...(activeHoursAgo !== undefined && { activeAt: hoursAgo(activeHoursAgo) }),
    },
  });
const standing = (report: KnownReport, subject: Subject, refreshDays = 30) =>
  standingOf(report, subject, { now, refreshDays, sharedHours: 12 }, 'reader');
const holds = (report: KnownReport, subject: Subject) => standing(report, subject) === 'current';

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

describe('a report that another guardrail asked for', () => {
  const busy = aSubject({ basis: { fingerprint: 'other', grants: 'g', shard: 1, activeAt: hoursAgo(0) } });
  const asked = (fetchedHoursAgo: number, more: Partial<KnownReport> = {}) =>
    known(fetchedHoursAgo, 'same', { askedBy: 'other', grants: 'g', ...more });

  it('serves while it is younger than sharedHours, although its principal was used meanwhile', () => {
    expect(standing(asked(12 - MOMENT), busy)).toBe('shared');
    expect(standing(asked(12), busy)).toBe('outdated');
    expect(standing(asked(0), busy)).toBe('outdated');
    expect(standing(asked(-1), busy)).toBe('outdated');
  });

  it('serves a run that has waited for it, whichever of the two began first', () => {
    const waited = (fetchedHoursAgo: number, more: Partial<KnownReport> = {}, lookedForAt = 1) => {
      const reuse = {
        now,
        lookedForAt: new Date(now.getTime() + lookedForAt * HOUR_MS),
        refreshDays: 30,
        sharedHours: 12,
      };
      return standingOf(asked(fetchedHoursAgo, more), busy, reuse, 'reader');
    };
    expect(waited(0)).toBe('shared');
    expect(waited(-1 + MOMENT)).toBe('shared');
    expect(waited(-1)).toBe('outdated');
    expect(waited(-1, { askedBy: 'reader' })).toBe('outdated');
    expect(waited(-12 + MOMENT, {}, 48)).toBe('shared');
    expect(waited(-12, {}, 48)).toBe('outdated');
  });

  it.each<[string, Partial<KnownReport>]>([
    ['was asked for by the reader itself', { askedBy: 'reader' }],
    ['says not who asked for it', { askedBy: undefined }],
    ['rests on other policies', { grants: 'more' }],
    ['says not which policies it rests on', { grants: undefined }],
  ])('does not serve where it %s', (_, more) => {
    expect(standing(asked(1, more), busy)).toBe('outdated');
  });

  it('serves nobody of whom it is not known what policies grant', () => {
    const { grants, ...basis } = busy.basis ?? { fingerprint: '', shard: 1 };
    expect(standing(asked(1, { grants: undefined }), aSubject({ basis }))).toBe('outdated');
    expect(grants).toBe('g');
  });

  it('stands for a new one where it says the same, for as long as the reader takes it', () => {
    const quiet = active('role');
    expect(standing(asked(168), quiet)).toBe('current');
    expect(standing(asked(168), quiet, 7)).toBe('outdated');
    expect(standing(asked(168), quiet, 8)).toBe('current');
  });
});
