import type { AccessKey } from '../../../../src/domain/credentials/access-key';
import type { ReportedKey } from '../../../../src/domain/credentials/user-credentials';
import { decide } from '../../../../src/guardrails/credential-cleanup/judge/decide';
import { keyIdOf } from '../../../../src/guardrails/credential-cleanup/kinds';
import {
  aKey,
  aRole,
  aUser,
  circumstances,
  daysAgo,
  known,
  listed,
  NOW,
  stood,
} from '../../../support/some-credentials';

/** Only keys count. */
const KEYS_ALONE = { users: { report: 0 } };
const thresholds = (report: number, disable: number) => ({ ...KEYS_ALONE, keys: { report, disable } });

/** What is decided of a user with these keys. */
function ofKeys(
  keys: readonly ReportedKey[],
  by = circumstances({}, KEYS_ALONE),
  inIam: readonly AccessKey[] = listed(...keys),
) {
  return decide(aUser({ keys }), inIam, by);
}

/** Ids of the keys that are deactivated. */
const off = (decision: ReturnType<typeof decide>) =>
  decision.kind === 'change' ? decision.changes.map(({ slot }) => keyIdOf(slot)) : [];
const things = ({ announced = [] }: ReturnType<typeof decide>) => announced.map(({ thing }) => thing);
/** A second beyond so many days. */
const beyond = (days: number) => daysAgo(days, -1);

describe('an access key', () => {
  const used = (lastUsedAt: string): ReportedKey => ({ ...aKey(1, 400), lastUsedAt });
  const made = (rotatedAt: string): ReportedKey => ({ ...aKey(1, 0), rotatedAt });

  it.each([
    ['used exactly as long ago as is reported', used(daysAgo(30)), 'in-use', []],
    ['used a second longer ago', used(beyond(30)), 'unused', []],
    ['used exactly as long ago as deactivates', used(daysAgo(90)), 'unused', []],
    ['used a second longer ago than that', used(beyond(90)), 'unused', ['AKIA1']],
    ['never used, and made exactly as long ago as is reported', made(daysAgo(30)), 'in-use', []],
    ['never used, and made a second longer ago', made(beyond(30)), 'unused', []],
    ['never used, and made exactly as long ago as deactivates', made(daysAgo(90)), 'unused', []],
    ['never used, and made a second longer ago than that', made(beyond(90)), 'unused', ['AKIA1']],
    ['used long ago, and rotated yesterday', { ...used(daysAgo(200)), rotatedAt: daysAgo(1) }, 'in-use', []],
    ['of no known time', { number: 1 as const, active: true }, 'in-use', []],
  ])('%s is judged by its last use, or its creation', (_, key, reason, expected) => {
    const decision = ofKeys([key]);
    expect([decision.reason, off(decision)]).toEqual([reason, expected]);
  });

  describe.each([
    { report: 0, disable: 0 },
    { report: 30, disable: 0 },
    { report: 30, disable: 30 },
    { report: 30, disable: 90 },
    { report: 90, disable: 90 },
  ])('where keys are reported after $report days, and deactivated after $disable (0: never)', ({ report, disable }) => {
    const limits = [30, 90, 400];
    const cases = limits.flatMap((days) =>
      [0, 6, 7, 8].flatMap((reports) => [daysAgo(days), beyond(days)].map((at) => ({ at, days, reports }))),
    );

    it.each(cases)('one last used at $at, which stood in $reports reports', ({ at, reports }) => {
      const by = circumstances({ standings: stood(reports, 'key-AKIA1') }, thresholds(report, disable));
      const idleDays = (NOW.getTime() - Date.parse(at)) / 86_400_000;
      const isReported = report > 0 && idleDays > report;
      const isOff = isReported && disable > 0 && idleDays > disable && reports >= 7;
      const decision = ofKeys([used(at)], by);
      expect([things(decision).length, off(decision).length]).toEqual([isReported ? 1 : 0, isOff ? 1 : 0]);
      expect(decision.kind).toBe(isOff ? 'change' : isReported && disable > 0 ? 'countdown' : 'leave');
    });
  });

  it.each([
    [6, 'countdown'],
    [7, 'change'],
  ])('that stood in reports on %d days is at a %s', (days, kind) => {
    const by = circumstances({ standings: stood(days, 'key-AKIA1') }, KEYS_ALONE);
    expect(ofKeys([used(daysAgo(200))], by).kind).toBe(kind);
  });

  it.each([
    ['it has stood in no report', 200, 0, '2026-06-08'],
    ['it has stood in five', 200, 5, '2026-06-03'],
    ['it has stood in enough, and is not unused for long enough', 40, 9, '2026-07-21'],
    ['neither is so', 89, 0, '2026-06-08'],
  ])('is announced for the day on which it may be deactivated, where %s', (_, idle, days, on) => {
    const standings = days === 0 ? new Map() : stood(days, 'key-AKIA1');
    const [announced] = ofKeys([used(daysAgo(idle))], circumstances({ standings }, KEYS_ALONE)).announced ?? [];
    expect(announced).toMatchObject({ thing: 'key-AKIA1', due: { on, does: 'deactivated' } });
    expect(announced?.since).toBe(days === 0 ? NOW.toISOString() : daysAgo(days));
  });

  it('is named as IAM names it, with when it was last used', () => {
    const [announced] = ofKeys([used(daysAgo(200))]).announced ?? [];
    expect(announced?.say).toBe('access key AKIA1, not used since 2025-11-13');
  });

  it('is named by its creation where none is deactivated, for nobody asks IAM for ids then, and has no day', () => {
    const by = circumstances({}, thresholds(30, 0));
    const decision = ofKeys([aKey(1, 200)], by, []);
    expect(decision).toMatchObject({ kind: 'leave', reason: 'unused' });
    expect(decision.announced).toEqual([
      {
        thing: `key-created-${daysAgo(200)}`,
        say: 'access key 1, created on 2025-11-13, never used, and there since 2025-11-13',
        since: NOW.toISOString(),
      },
    ]);
  });

  it('that is not active is no matter, used or not', () => {
    const decision = ofKeys([{ number: 1, active: false, lastUsedAt: daysAgo(400) }]);
    expect(decision).toEqual({ kind: 'leave', reason: 'in-use' });
  });

  it('that somebody has deactivated since the report was made is no matter either', () => {
    const key = aKey(1, 400, 200);
    const inactive = listed(key).map((one) => ({ ...one, status: 'Inactive' as const }));
    expect(ofKeys([key], undefined, inactive)).toEqual({ kind: 'leave', reason: 'in-use' });
  });
});

describe('the keys of one user', () => {
  it('are judged apart: of an old one and one in use only the old one is deactivated', () => {
    expect(off(ofKeys([aKey(1, 400, 200), aKey(2, 399, 1)]))).toEqual(['AKIA1']);
    expect(off(ofKeys([aKey(1, 400, 1), aKey(2, 399, 200)]))).toEqual(['AKIA2']);
  });

  it('are both deactivated where both are old', () => {
    expect(off(ofKeys([aKey(1, 400, 200), aKey(2, 399, 200)]))).toEqual(['AKIA1', 'AKIA2']);
  });

  it('are told apart by when they were created, whatever their order', () => {
    const keys = [aKey(1, 400, 200), aKey(2, 300, 1)];
    expect(off(ofKeys(keys, undefined, [...listed(...keys)].reverse()))).toEqual(['AKIA1']);
  });

  it('are told apart to the second', () => {
    const keys = [aKey(1, 400, 200), { ...aKey(2, 400, 1), rotatedAt: daysAgo(400, 1) }];
    expect(off(ofKeys(keys))).toEqual(['AKIA1']);
  });

  it.each<[string, readonly ReportedKey[], readonly AccessKey[] | undefined]>([
    ['one of them in use', [aKey(1, 400, 200), aKey(2, 400, 1)], undefined],
    ['one not active', [aKey(1, 400, 200)], listed(aKey(1, 400), aKey(2, 400))],
    ['one deleted since', [aKey(1, 400, 200), aKey(2, 400, 1)], listed(aKey(1, 400))],
  ])('are both left, and people are told, where they share a second, %s', (_, keys, inIam) => {
    const decision = ofKeys(keys, undefined, inIam);
    expect(decision).toMatchObject({ kind: 'leave', reason: 'keys-alike' });
    expect(decision).toHaveProperty('why', expect.stringContaining('nobody can tell which of them is unused'));
    expect(decision.announced?.map(({ due }) => due)).toEqual([undefined]);
  });

  it('are left, and people are told, where IAM lists none of that time', () => {
    const decision = ofKeys([aKey(1, 400, 200)], undefined, listed(aKey(1, 399)));
    expect(decision).toMatchObject({ kind: 'leave', reason: 'key-unmatched' });
  });
});

describe('a service user', () => {
  it('with keys in use and no password is never touched, nor reported', () => {
    const keys = [aKey(1, 400, 1), aKey(2, 390, 2)];
    const by = circumstances({ standings: stood(90, 'key-AKIA1', 'key-AKIA2', 'user') });
    expect(decide(aUser({ keys }), listed(...keys), by)).toEqual({ kind: 'leave', reason: 'in-use' });
  });

  it('keeps a new key that nobody has used yet, rotated yesterday', () => {
    const keys = [aKey(1, 400, 200), aKey(2, 1)];
    expect(off(decide(aUser({ keys }), listed(...keys), circumstances()))).toEqual(['AKIA1']);
  });
});

describe('a user', () => {
  const reason = (user: ReturnType<typeof aUser>, by = circumstances()) => decide(user, [], by).reason;

  it.each([
    ['created exactly so long ago', 'in-use', { createdAt: daysAgo(30) }],
    ['created a second longer ago', 'unused', { createdAt: beyond(30) }],
    ['who signed in since', 'in-use', { password: { enabled: true, lastUsedAt: daysAgo(30) } }],
    ['who signed in longer ago', 'unused', { password: { enabled: true, lastUsedAt: beyond(30) } }],
    ['with a key in use', 'in-use', { keys: [aKey(1, 400, 30)] }],
    ['with a second key in use', 'in-use', { keys: [aKey(1, 400, 60), aKey(2, 400, 3)] }],
    [
      'with a key that was in use, and is not active',
      'in-use',
      { keys: [{ number: 1 as const, active: false, lastUsedAt: daysAgo(5) }] },
    ],
  ])('%s is %s by the newest of password, keys and creation', (_, expected, credentials) => {
    expect(reason(aUser(credentials), circumstances({}, { keys: { report: 0, disable: 0 } }))).toBe(expected);
  });

  it('is reported, and nothing is done about it', () => {
    const [announced, ...more] = decide(aUser(), [], circumstances()).announced ?? [];
    expect(announced).toEqual({
      ...{ thing: 'user', say: 'the user, never used, and there since 2025-01-17', since: NOW.toISOString() },
    });
    expect(more).toEqual([]);
  });

  it('is not reported where the settings say never', () => {
    expect(reason(aUser(), circumstances({}, { users: { report: 0 } }))).toBe('in-use');
  });

  it('is reported beside its keys', () => {
    const keys = [aKey(1, 400, 200)];
    expect(things(decide(aUser({ keys }), listed(...keys), circumstances()))).toEqual(['user', 'key-AKIA1']);
  });

  it('who was created, and has used something, after the report was made is left', () => {
    expect(decide(aUser({}, { credentials: { kind: 'newer' } }), [], circumstances())).toMatchObject({
      ...{ kind: 'leave', reason: 'too-young' },
    });
  });

  it('of whom the report says nothing that can be counted is unknown, and never unused', () => {
    const user = aUser({}, { credentials: { kind: 'unknown', why: 'the credential report is too old' } });
    expect(decide(user, [], circumstances())).toEqual({
      ...{ kind: 'leave', reason: 'evidence-unknown', why: 'the credential report is too old', unknown: true },
    });
  });

  it('is judged as of when the report was made: nobody knows of the hours since', () => {
    const fourHoursAgo = new Date(NOW.getTime() - 4 * 3_600_000).toISOString();
    const credentials = { ...known({ createdAt: beyond(30) }), asOf: fourHoursAgo };
    expect(reason(aUser({}, { credentials }))).toBe('in-use');
  });

  it('whom AWS has quarantined is left to people', () => {
    const keys = [aKey(1, 400, 200)];
    const decision = decide(aUser({ keys }, { quarantined: true }), listed(...keys), circumstances());
    expect([decision.kind, decision.reason]).toEqual(['leave', 'quarantined']);
  });

  it.each([
    ['the user', 'AIDAADA', 30, 'released'],
    ['the user, longer ago', 'AIDAADA', 30.1, 'unused'],
    ['everybody', '*', 1, 'released'],
    ['somebody else', 'AIDABOB', 1, 'unused'],
  ])('is left for so many days where a person has released %s', (_, id, days, expected) => {
    const keys = [aKey(1, 400, 200)];
    const by = circumstances({ releases: new Map([[id, new Date(daysAgo(days))]]) });
    expect(decide(aUser({ keys }), listed(...keys), by).reason).toBe(expected);
  });
});

describe('a role', () => {
  it.each([
    ['used exactly so long ago', 'in-use', aRole(daysAgo(400), daysAgo(30))],
    ['used a second longer ago', 'unused', aRole(daysAgo(400), beyond(30))],
    ['never used, and created exactly so long ago', 'in-use', aRole(daysAgo(30))],
    ['never used, and created a second longer ago', 'unused', aRole(beyond(30))],
  ])('%s is %s by the newest of its use and its creation', (_, expected, role) => {
    expect(decide(role, [], circumstances()).reason).toBe(expected);
  });

  it('is reported, and nothing is done about it', () => {
    const decision = decide(aRole(daysAgo(400), daysAgo(200)), [], circumstances());
    expect([decision.kind, decision.announced]).toEqual([
      'leave',
      [{ thing: 'role', say: 'the role, not used since 2025-11-13', since: NOW.toISOString() }],
    ]);
  });

  it('is not reported where the settings say never', () => {
    expect(decide(aRole(daysAgo(400)), [], circumstances({}, { roles: { report: 0 } })).reason).toBe('in-use');
  });
});
