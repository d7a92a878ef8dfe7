import {
  adminStatusOf,
  type AdminFacts,
  type AdminStatus,
  type Moments,
} from '../../../../src/guardrails/revoker/judge/admin-status';
import { ADMINS, remembered } from '../../../support/revoker';

const ADA = 'AIDAADA';
const MADE = Date.parse('2026-06-01T12:00:00Z');
const at = (seconds: number) => new Date(MADE + seconds * 1_000);
const stay = (from: number, until?: number) => ({
  ...{ userId: ADA, groupId: ADMINS.id, from: MADE + from * 1_000, votes: true },
  ...(until !== undefined && { until: MADE + until * 1_000 }),
});

/** A member of an admin group of whom nothing is known, judged five seconds after the call. */
const statusOf = (facts: Partial<AdminFacts> = {}, moments: Partial<Moments> = {}): AdminStatus =>
  adminStatusOf(
    { userId: ADA, isMember: true, remembered: remembered({ readAt: at(-60) }), added: {}, ...facts },
    { madeAt: at(0), now: at(5), firstJudgedAt: at(5), ...moments },
  );

describe('an admin', () => {
  it.each([
    ['since the second of the call', stay(0)],
    ['until the second of the call', stay(-600, 0)],
    ['until a minute before, with the call under way', stay(-600, -60)],
  ])('is who was one %s, whatever IAM shows', (_, counted) => {
    const facts = { isMember: false, remembered: remembered({ counted: [counted] }) };
    expect(statusOf(facts)).toEqual({ kind: 'admin' });
  });

  it.each([
    ['was one until more than a minute before', stay(-600, -61)],
    ['became one after the call, and is none any more', stay(1, 2)],
  ])('is not who %s', (_, counted) => {
    const facts = { isMember: false, remembered: remembered({ counted: [counted] }) };
    expect(statusOf(facts)).toEqual({ kind: 'outsider', isIntruder: false });
  });
});

describe('a member of an admin group whom history does not know as an admin', () => {
  const outsider = { kind: 'outsider', isIntruder: false };
  const late = (seconds: number) => ({ now: at(seconds), firstJudgedAt: at(0) });
  const readAt = (seconds: number) => remembered({ readAt: at(seconds) });

  it('is no admin where history says that somebody put it there who may not', () => {
    const facts = { remembered: remembered({ unsettled: ['intruder'] }), added: { byAdmin: at(0) } };
    expect(statusOf(facts)).toEqual({ kind: 'outsider', isIntruder: true });
  });

  it('is none where it is not sure that an admin meant it', () => {
    expect(statusOf({ remembered: remembered({ unsettled: ['unclear'] }), added: { byAdmin: at(0) } })).toEqual(
      outsider,
    );
  });

  it('is none where it became one after its call, once history shows the call, and is sure of the rest', () => {
    const counted = [stay(60)];
    const [sure, unsure] = [90, 30].map((seconds) => ({ remembered: remembered({ counted, settledAt: at(seconds) }) }));
    expect(statusOf(sure, { isShown: true })).toEqual(outsider);
    for (const [facts, isShown] of [[sure, false] as const, [unsure, true] as const])
      expect(statusOf(facts, { isShown })).toEqual({ kind: 'admin-since' });
  });

  it.each([
    [179, { kind: 'newcomer' }],
    [180, outsider],
  ])('without any word of who added it, %i seconds after it was first judged', (seconds, expected) => {
    expect(statusOf({ remembered: readAt(seconds - 60) }, late(seconds))).toEqual(expected);
  });

  it.each([
    ['history was read 19 minutes after', 19 * 60, { kind: 'newcomer' }],
    ['history was read 20 minutes after, and does not know of it', 20 * 60, outsider],
  ])('with word of an admin who added it, once %s it was first judged', (_, seconds, expected) => {
    const facts = { remembered: readAt(seconds), added: { byAdmin: at(0) } };
    expect(statusOf(facts, late(seconds + 60))).toEqual(expected);
  });

  it('is not awaited longer for words that come again and again', () => {
    const facts = { remembered: readAt(20 * 60), added: { byAdmin: at(20 * 60) } };
    expect(statusOf(facts, late(21 * 60))).toEqual(outsider);
  });

  it('is none at once with word of somebody else who added it, unless an admin did too', () => {
    expect(statusOf({ added: { byOther: at(0) } })).toEqual(outsider);
    expect(statusOf({ added: { byOther: at(0), byAdmin: at(0) } })).toEqual({ kind: 'newcomer' });
  });

  it('is not judged by words of an hour ago', () => {
    expect(statusOf({ added: { byOther: at(5 - 3_600) } })).toEqual({ kind: 'newcomer' });
    expect(statusOf({ isMember: false, added: { byAdmin: at(5 - 3_600) } })).toEqual(outsider);
  });

  it('is awaited with word of an admin who added it, though IAM does not show it in the group yet', () => {
    expect(statusOf({ isMember: false, added: { byAdmin: at(0) } })).toEqual({ kind: 'newcomer' });
  });

  it.each([
    [900, { kind: 'newcomer' }],
    [901, { kind: 'unproven', why: 'the event history was last read at 2026-06-01T12:00:00.000Z' }],
  ])('is judged by nobody %i seconds after history was read last', (seconds, expected) => {
    const moments = { now: at(seconds), firstJudgedAt: at(seconds) };
    expect(statusOf({ remembered: readAt(0) }, moments)).toEqual(expected);
  });

  it('is judged by nobody without a roster, while others are', () => {
    const facts = { remembered: { kind: 'unknown', why: 'lost', isSeeded: false } } as const;
    expect(statusOf(facts)).toEqual({ kind: 'unproven', why: 'lost' });
    expect(statusOf({ ...facts, isMember: false })).toEqual(outsider);
  });
});

describe('without a roster that can be read, whom a plan found in the admin group', () => {
  const remembered = { kind: 'unknown', why: 'lost', isSeeded: true } as const;

  it('is an admin where it is in the group', () => {
    expect(statusOf({ remembered })).toEqual({ kind: 'admin' });
  });

  it('is judged by nobody where it is not: an admin may have taken it out, or somebody who may not', () => {
    expect(statusOf({ remembered, isMember: false })).toEqual({ kind: 'unproven', why: 'lost' });
  });
});
