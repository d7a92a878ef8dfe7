import { decide } from '../../../../src/guardrails/credential-cleanup/judge/decide';
import { isSoonDue, neededFor } from '../../../../src/guardrails/credential-cleanup/judge/needed';
import { withUndated } from '../../../../src/guardrails/credential-cleanup/judge/undated';
import { DENY_SLOT } from '../../../../src/guardrails/credential-cleanup/kinds';
import type { CleanableSubject } from '../../../../src/guardrails/credential-cleanup/subject';
import {
  aKey,
  aRole,
  aUser,
  circumstances,
  daysAgo,
  disabledOf,
  listed,
  NOW,
  stoodOf,
} from '../../../support/some-credentials';

const DENYING = { keys: { report: 0, disable: 0 }, users: { disable: 90 }, roles: { disable: 90 } };
/** Both have stood in reports for long enough. */
const standings = new Map([...stoodOf('AIDAADA', 7, DENY_SLOT), ...stoodOf('AROAETL', 7, DENY_SLOT)]);
const judge = (subject: CleanableSubject, rules: object = DENYING) =>
  decide(subject, [], circumstances({ standings }, rules));
const user = (more: Partial<CleanableSubject> = {}) => aUser({}, more);
const role = (more: Partial<CleanableSubject> = {}) => ({ ...aRole(daysAgo(400), daysAgo(200)), ...more });

describe.each([
  ['user', user],
  ['role', role],
])('a %s that is due to be denied everything', (kind, aSubject) => {
  it('is', () => {
    expect(judge(aSubject())).toMatchObject({ kind: 'change', changes: [{ slot: DENY_SLOT, principal: { kind } }] });
  });

  it('is announced with the day while the countdown runs, which begins when there is something to warn of', () => {
    const by = circumstances({ standings: stoodOf(aSubject().id, 30, kind) }, DENYING);
    const decision = decide(aSubject(), [], by);
    expect(decision).toMatchObject({
      kind: 'countdown',
      announced: [{ thing: DENY_SLOT, since: NOW.toISOString(), due: { on: '2026-06-08', does: 'denied everything' } }],
    });
  });

  it('is left where it is denied already, and reported without a day', () => {
    const decision = judge(aSubject({ denied: true }));
    expect(decision).toMatchObject({ kind: 'leave', reason: 'denied', announced: [{ thing: kind }] });
    expect(decision.announced?.map(({ due }) => due)).toEqual([undefined]);
    expect(decision.announced?.[0]?.say).toMatch(new RegExp(`^the ${kind}, denied everything, `));
    expect(decision.needsAgain).toBeUndefined();
  });

  it('is left to people where it has no room for another policy', () => {
    expect(judge(aSubject({ full: true }))).toMatchObject({ kind: 'leave', reason: 'attachment-quota' });
  });

  it('is no matter of room where nothing would be attached', () => {
    const rules = { ...DENYING, users: { disable: 0 }, roles: { disable: 0 } };
    expect(judge(aSubject({ full: true }), rules)).toMatchObject({ kind: 'leave', reason: 'unused' });
  });
});

describe('somebody who is denied everything', () => {
  it.each([
    ['a user', aUser({ password: { enabled: true, lastUsedAt: daysAgo(1) } }, { denied: true })],
    ['a role', { ...aRole(daysAgo(400), daysAgo(1)), denied: true as const }],
  ])('and has tried since waits for a person: %s', (_, subject) => {
    expect(judge(subject)).toMatchObject({
      ...{ kind: 'leave', reason: 'denied', needsAgain: ['everything, as of 2026-05-31'] },
    });
  });

  it('has not tried anything that anybody knows of, where nobody asks', () => {
    const subject = { ...aRole(daysAgo(400), daysAgo(1)), denied: true as const };
    expect(judge(subject, { ...DENYING, roles: { report: 0, disable: 0 } })).not.toHaveProperty('needsAgain');
  });
});

describe('a user of whom something was made lately', () => {
  it.each([
    ['a key', { keys: [aKey(1, 1)] }],
    ['a password', { password: { enabled: true, changedAt: daysAgo(1) } }],
  ])('is in use: %s', (_, credentials) => {
    expect(judge(aUser(credentials))).toMatchObject({ kind: 'leave', reason: 'in-use' });
  });
});

describe('a user with credentials of which IAM never says when they were used', () => {
  const undated = [{ kind: 'ssh-key', id: 'APKAADA' }] as const;
  const why =
    'IAM does not say when these were last used: SSH public key APKAADA; deactivate what nobody needs, or exempt the user';
  const isWarned = ({ announced = [] }: ReturnType<typeof decide>) => announced.some(({ due }) => due !== undefined);

  it('is reported, and warned of nothing that will never happen', () => {
    const decision = judge(withUndated(aUser(), undated));
    expect(decision).toMatchObject({ kind: 'leave', reason: 'use-undated', why, announced: [{ thing: 'user' }] });
    expect(decision.announced?.[0]?.say).toMatch(/^the user, .*; left, for IAM does not say/);
    expect([isWarned(decision), isWarned(judge(withUndated(aUser(), [])))]).toEqual([false, true]);
  });

  it('is warned of no deletion, once it is denied everything', () => {
    const by = circumstances(
      { disabled: disabledOf('AIDAADA', daysAgo(50)) },
      { ...DENYING, users: { disable: 90, delete: 180 } },
    );
    const denied = aUser({}, { denied: true });
    const decision = decide(withUndated(denied, undated), [], by);
    expect(decision).toMatchObject({ kind: 'leave', reason: 'use-undated', why });
    expect([isWarned(decision), isWarned(decide(denied, [], by))]).toEqual([false, true]);
  });
});

describe('a user whom a trust policy names', () => {
  const needed = { reason: 'named-in-trust', why: 'so it is' } as const;

  it('is told of with the reason beside one of its keys on its way, which decides its row', () => {
    const rules = { ...DENYING, keys: { report: 30, disable: 90 } };
    const user = aUser({ keys: [aKey(1, 200)] }, { needed });
    const decision = decide(user, listed(aKey(1, 200)), circumstances({ standings: new Map() }, rules));
    expect(decision).toMatchObject({ kind: 'countdown', announced: [{ thing: 'user' }, { due: {} }] });
    expect(decision.announced?.[0]?.say).toMatch(/^the user, .*; left, for so it is$/);
    expect(decision.announced?.[1]?.say).not.toContain('left, for');
  });

  it('is left, reported with no day, and warned of no further', () => {
    const decision = judge(aUser({}, { needed }));
    expect(decision).toMatchObject({ kind: 'leave', reason: 'named-in-trust', announced: [{ thing: 'user' }] });
    expect(decision.announced?.map(({ due }) => due)).toEqual([undefined]);
  });
});

describe('a role that is needed', () => {
  it.each(['service-role', 'named-in-trust', 'service-unknown'] as const)('is left, and why is said: %s', (reason) => {
    const decision = judge(role({ needed: { reason, why: 'so it is' } }));
    expect(decision).toMatchObject({ kind: 'leave', reason, why: 'so it is', announced: [{ thing: 'role' }] });
    expect(decision.announced?.[0]?.say).toMatch(/; left, for so it is$/);
    expect(decision.announced?.map(({ due }) => due)).toEqual([undefined]);
    // Nobody could say this time: an earlier warning goes on standing.
    expect(decision.unknown).toBe(reason === 'service-unknown' ? true : undefined);
  });

  it.each([
    ['a service has it', { kind: 'used', by: 'arn:function' }, ['arn:other'], 'service-role', 'arn:function'],
    ['a trust policy names it', { kind: 'none' }, ['arn:other'], 'named-in-trust', 'arn:other'],
    ['both could be', { kind: 'unknown', why: 'nobody knows' }, ['arn:other'], 'named-in-trust', 'arn:other'],
    ['nobody could say', { kind: 'unknown', why: 'nobody knows' }, [], 'service-unknown', 'nobody knows'],
  ] as const)('is so where %s', (_, use, namedBy, reason, why) => {
    expect(neededFor(use, namedBy)).toEqual({ reason, why: expect.stringContaining(why) as string });
  });

  it('is not where no service has it, and nobody names it', () => {
    expect(neededFor({ kind: 'none' }, [])).toBeUndefined();
  });
});

describe('it is found out who needs somebody', () => {
  const asked = (subject: CleanableSubject, disable = 90) =>
    isSoonDue(
      subject,
      {
        warnDays: 7,
        users: { report: 30, disable, delete: 0 },
        roles: { report: 30, disable, delete: 0, regions: [] },
      },
      NOW,
    );

  it.each([
    ['that is due within the days of a warning', aRole(daysAgo(400), daysAgo(83, -1)), true],
    ['that is due a moment later', aRole(daysAgo(400), daysAgo(83)), false],
    ['that nobody has ever used', aRole(daysAgo(90)), true],
    ['that is new', aRole(daysAgo(3)), false],
    ['that is a user due within the days of a warning', aUser({ createdAt: daysAgo(83, -1) }), true],
    ['that is a user due a moment later', aUser({ createdAt: daysAgo(83) }), false],
    ['that is a user whom the report does not know', aUser({}, { credentials: { kind: 'unknown', why: 'so' } }), false],
  ])('%s', (_, subject, expected) => {
    expect(asked(subject)).toBe(expected);
  });

  it('never where none is disabled', () => {
    expect(asked(aRole(daysAgo(400)), 0)).toBe(false);
  });
});
