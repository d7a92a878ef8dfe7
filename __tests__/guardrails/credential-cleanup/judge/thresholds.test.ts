import { decide } from '../../../../src/guardrails/credential-cleanup/judge/decide';
import { DENY_SLOT, slotOfKey } from '../../../../src/guardrails/credential-cleanup/kinds';
import {
  aKey,
  aRole,
  aUser,
  circumstances,
  daysAgo,
  DENY_ARN,
  listed,
  NOW,
  stoodOf,
} from '../../../support/some-credentials';

/** Where nothing is reported or disabled. */
const OFF = { report: 0, disable: 0 };
const ALL_OFF = { keys: OFF, users: OFF, roles: OFF };

type Of = keyof typeof ALL_OFF;

/** Somebody whose key, or who itself, was last seen at some time, as it stood in reports on some days. */
const JUDGED: Readonly<
  Record<Of, { thing: string; judge: (at: string, reports: number, rules: object) => ReturnType<typeof decide> }>
> = {
  keys: {
    thing: slotOfKey('AKIA1'),
    judge: (at, reports, rules) => {
      const key = { ...aKey(1, 450), lastUsedAt: at };
      const by = circumstances({ standings: stoodOf('AIDAADA', reports, slotOfKey('AKIA1')) }, rules);
      return decide(aUser({ keys: [key] }), listed(key), by);
    },
  },
  users: {
    thing: DENY_SLOT,
    judge: (at, reports, rules) => {
      const by = circumstances({ standings: stoodOf('AIDAADA', reports, DENY_SLOT) }, rules);
      return decide(aUser({ password: { enabled: true, lastUsedAt: at } }), [], by);
    },
  },
  roles: {
    thing: DENY_SLOT,
    judge: (at, reports, rules) => {
      const by = circumstances({ standings: stoodOf('AROAETL', reports, DENY_SLOT) }, rules);
      return decide(aRole(daysAgo(450), at), [], by);
    },
  },
};

const THRESHOLDS = [
  { report: 0, disable: 0 },
  { report: 30, disable: 0 },
  { report: 30, disable: 30 },
  { report: 30, disable: 90 },
  { report: 90, disable: 90 },
];
/** Last seen exactly so long ago, and a second longer. */
const TIMES = [30, 90, 400].flatMap((days) => [daysAgo(days), daysAgo(days, -1)]);
const idleDays = (at: string) => (NOW.getTime() - Date.parse(at)) / 86_400_000;

describe.each(['keys', 'users', 'roles'] as const)('of %s', (of) => {
  const cases = THRESHOLDS.flatMap((days) =>
    TIMES.flatMap((at) => [0, 6, 7, 8].map((reports) => ({ ...days, at, reports }))),
  );

  it.each(cases)(
    'reported after $report days and disabled after $disable (0: never), one last seen at $at, in $reports reports',
    ({ report, disable, at, reports }) => {
      const { thing, judge } = JUDGED[of];
      const decision = judge(at, reports, { ...ALL_OFF, [of]: { report, disable } });
      const isReported = report > 0 && idleDays(at) > report;
      const isDisabled = isReported && disable > 0 && idleDays(at) > disable && reports >= 7;
      expect(decision.announced?.length ?? 0).toBe(isReported ? 1 : 0);
      expect(decision.kind === 'change' ? decision.changes.map(({ slot }) => slot) : []).toEqual(
        isDisabled ? [thing] : [],
      );
      expect(decision.kind).toBe(isDisabled ? 'change' : isReported && disable > 0 ? 'countdown' : 'leave');
    },
  );
});

describe('thresholds of users and of keys', () => {
  const both = THRESHOLDS.flatMap((users) => THRESHOLDS.flatMap((keys) => TIMES.map((at) => ({ users, keys, at }))));

  it.each(both)('$users and $keys are apart, for a user and its key last seen at $at', ({ users, keys, at }) => {
    const key = { ...aKey(1, 450), lastUsedAt: at };
    const standings = stoodOf('AIDAADA', 7, slotOfKey('AKIA1'), DENY_SLOT);
    const decision = decide(
      aUser({ keys: [key] }),
      listed(key),
      circumstances({ standings }, { ...ALL_OFF, users, keys }),
    );
    const isDone = ({ disable }: typeof keys) => disable > 0 && idleDays(at) > disable;
    const isTold = ({ report }: typeof keys) => report > 0 && idleDays(at) > report;
    const expected = [...(isDone(keys) ? [slotOfKey('AKIA1')] : []), ...(isDone(users) ? [DENY_SLOT] : [])];
    expect(decision.kind === 'change' ? decision.changes.map(({ slot }) => slot) : []).toEqual(expected);
    expect(decision.announced?.length ?? 0).toBe([users, keys].filter(isTold).length);
  });

  it('deny a user by the one policy, and touch no key whose own days are not over', () => {
    const key = aKey(1, 400, 200);
    const standings = stoodOf('AIDAADA', 7, slotOfKey('AKIA1'), DENY_SLOT);
    const rules = { keys: { report: 30, disable: 300 }, users: { disable: 90 } };
    expect(decide(aUser({ keys: [key] }), listed(key), circumstances({ standings }, rules))).toMatchObject({
      ...{ kind: 'change', changes: [{ slot: DENY_SLOT, to: DENY_ARN, principal: { kind: 'user', name: 'ada' } }] },
    });
  });
});
