import { decide } from '../../../../src/guardrails/credential-cleanup/judge/decide';
import {
  DELETION_SLOT,
  DENY_SLOT,
  slotOfDeletedKey,
  slotOfKey,
} from '../../../../src/guardrails/credential-cleanup/kinds';
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

const OFF = { report: 0, disable: 0, delete: 0 };
const ALL_OFF = { keys: OFF, users: OFF, roles: OFF };

type Of = keyof typeof ALL_OFF;

const DELETED_KEY = slotOfDeletedKey('AKIA1');
const offKey = (lastUsedAt: string) => ({ ...listed(aKey(1, 450))[0], status: 'Inactive' as const, lastUsedAt });
const idOf = { keys: 'AIDAADA', users: 'AIDAADA', roles: 'AROAETL' };

/** Somebody whose key, or who itself, was last seen at some time and was disabled ten days ago, as it stood in reports on some days. */
const JUDGED: Readonly<
  Record<Of, { thing: string; judge: (at: string, by: Parameters<typeof decide>[2]) => ReturnType<typeof decide> }>
> = {
  keys: {
    thing: DELETED_KEY,
    judge: (at, by) => decide(aUser(), [{ keyId: 'AKIA1', createdAt: daysAgo(450), ...offKey(at) }], by),
  },
  users: {
    thing: DELETION_SLOT,
    judge: (at, by) => decide(aUser({ password: { enabled: true, lastUsedAt: at } }, { denied: true }), [], by),
  },
  roles: {
    thing: DELETION_SLOT,
    judge: (at, by) => decide({ ...aRole(daysAgo(450), at), denied: true }, [], by),
  },
};

const THRESHOLDS = [
  { report: 30, disable: 90, delete: 0 },
  { report: 30, disable: 90, delete: 90 },
  { report: 30, disable: 90, delete: 180 },
  { report: 90, disable: 180, delete: 180 },
];
/** Last seen exactly so long ago, and a second longer. */
const TIMES = [30, 90, 180, 400].flatMap((days) => [daysAgo(days), daysAgo(days, -1)]);
const idleDays = (at: string) => (NOW.getTime() - Date.parse(at)) / 86_400_000;

describe.each(['keys', 'users', 'roles'] as const)('of disabled %s', (of) => {
  const cases = THRESHOLDS.flatMap((days) =>
    TIMES.flatMap((at) => [0, 6, 7, 8].map((reports) => ({ ...days, at, reports }))),
  );

  it.each(cases)(
    'deleted after $delete days (0: never), one last seen at $at, whose deletion stood in $reports reports',
    ({ at, reports, ...days }) => {
      const { thing, judge } = JUDGED[of];
      const id = idOf[of];
      const by = { standings: stoodOf(id, reports, thing), disabled: disabledOf(id, daysAgo(10)) };
      const decision = judge(at, circumstances(by, { ...ALL_OFF, [of]: days }));
      // A key that the guardrail has deactivated is reported only where it is to be deleted.
      const isAnnounced = days.delete > 0 && (of === 'keys' || idleDays(at) > days.report);
      const isDeleted = isAnnounced && idleDays(at) > days.delete && reports >= 7;
      expect(decision.kind === 'change' ? decision.changes.map(({ slot }) => slot) : []).toEqual(
        isDeleted ? [thing] : [],
      );
      expect(decision.announced?.some((one) => one.thing === thing && one.due?.does === 'deleted') ?? false).toBe(
        isAnnounced,
      );
      expect(decision.kind).toBe(isDeleted ? 'change' : isAnnounced ? 'countdown' : 'leave');
    },
  );
});

describe('all nine thresholds', () => {
  const STAGES = [
    OFF,
    { report: 30, disable: 0, delete: 0 },
    { report: 30, disable: 90, delete: 0 },
    { report: 30, disable: 90, delete: 180 },
  ];
  const combined = STAGES.flatMap((keys) => STAGES.flatMap((users) => STAGES.map((roles) => ({ keys, users, roles }))));
  /** Everything has stood in reports for long enough. */
  const warned = (id: string) => stoodOf(id, 7, DENY_SLOT, DELETION_SLOT, DELETED_KEY, slotOfKey('AKIA1'));
  const slotsOf = (decision: ReturnType<typeof decide>) =>
    decision.kind === 'change' ? decision.changes.map(({ slot }) => slot) : [];

  it.each(combined)('are apart while nothing is disabled: keys $keys, users $users, roles $roles', (rules) => {
    const key = aKey(1, 400);
    const by = circumstances({ standings: new Map([...warned('AIDAADA'), ...warned('AROAETL')]) }, rules);
    expect(slotsOf(decide(aUser({ keys: [key] }), listed(key), by))).toEqual([
      ...(rules.keys.disable > 0 ? [slotOfKey('AKIA1')] : []),
      ...(rules.users.disable > 0 ? [DENY_SLOT] : []),
    ]);
    expect(slotsOf(decide(aRole(daysAgo(400)), [], by))).toEqual(rules.roles.disable > 0 ? [DENY_SLOT] : []);
  });

  it.each(combined)('are apart once everything is disabled: keys $keys, users $users, roles $roles', (rules) => {
    const [at, standings] = [daysAgo(10), new Map([...warned('AIDAADA'), ...warned('AROAETL')])];
    const disabled = new Map([...disabledOf('AIDAADA', at), ...disabledOf('AROAETL', at)]);
    const by = circumstances({ standings, disabled }, rules);
    const user = decide(
      aUser({}, { denied: true }),
      [{ keyId: 'AKIA1', createdAt: daysAgo(450), ...offKey(daysAgo(400)) }],
      by,
    );
    // Whoever is deleted takes the key along.
    const keys = rules.keys.delete > 0 ? [DELETED_KEY] : [];
    expect(slotsOf(user)).toEqual(rules.users.delete > 0 ? [DELETION_SLOT] : keys);
    const role = decide({ ...aRole(daysAgo(400)), denied: true }, [], by);
    expect(slotsOf(role)).toEqual(rules.roles.delete > 0 ? [DELETION_SLOT] : []);
  });
});
