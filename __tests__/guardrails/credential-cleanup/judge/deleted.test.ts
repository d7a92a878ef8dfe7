import type { SlotSet } from '../../../../src/audit/recorded/slot-set';
import type { RecordedEntry } from '../../../../src/domain/recorded-change/entry';
import { leftInstead } from '../../../../src/guardrails/credential-cleanup/judge/begun';
import { decide } from '../../../../src/guardrails/credential-cleanup/judge/decide';
import {
  deletionNameOf,
  disabledIn,
  type Disabled,
} from '../../../../src/guardrails/credential-cleanup/judge/disabled';
import {
  deleted,
  DELETION_SLOT,
  denied,
  keyDeleted,
  keyOff,
  slotOfDeletedKey,
} from '../../../../src/guardrails/credential-cleanup/kinds';
import type { ListedKey } from '../../../../src/guardrails/credential-cleanup/judge/unused-keys';
import type { CleanableSubject } from '../../../../src/guardrails/credential-cleanup/subject';
import { aRole, aUser, circumstances, daysAgo, disabledOf, NOW, stoodOf } from '../../../support/some-credentials';

const DELETING = {
  ...{ keys: { report: 30, disable: 90, delete: 120 }, users: { disable: 90, delete: 180 } },
  roles: { disable: 90, delete: 180 },
};
const [ADA, ETL] = ['AIDAADA', 'AROAETL'];
const AT = daysAgo(50);
const standings = new Map([...stoodOf(ADA, 7, DELETION_SLOT), ...stoodOf(ETL, 7, DELETION_SLOT)]);
const disabled = new Map([...disabledOf(ADA, AT), ...disabledOf(ETL, AT)]);
const judge = (
  subject: CleanableSubject,
  around: Partial<Parameters<typeof circumstances>[0]> = {},
  rules: object = DELETING,
) => decide(subject, [], circumstances({ standings, disabled, ...around }, rules));
const aDenied = {
  user: (more: Partial<CleanableSubject> = {}) => aUser({}, { denied: true, ...more }),
  role: (more: Partial<CleanableSubject> = {}): CleanableSubject => ({
    ...{ ...aRole(daysAgo(400), daysAgo(200)), denied: true, ...more },
  }),
};

describe.each(['user', 'role'] as const)('a %s that is denied everything and due to be deleted', (kind) => {
  const subject = aDenied[kind];

  it('is, by a name that follows from the deny and is the same in every run', () => {
    const [change] = [judge(subject()), judge(subject(), { now: new Date(NOW.getTime() + 86_400_000) })].map((one) =>
      one.kind === 'change' ? one.changes : [],
    );
    expect(change).toMatchObject([
      { slot: DELETION_SLOT, to: 'credential-cleanup-deny-everything-000001', principal: { kind } },
    ]);
  });

  it('is warned of by itself, however long the deny stood in reports', () => {
    const decision = judge(subject(), { standings: stoodOf(subject().id, 90, 'deny-everything', kind) });
    expect(decision).toMatchObject({
      kind: 'countdown',
      announced: [{ thing: DELETION_SLOT, since: NOW.toISOString(), due: { on: '2026-06-08', does: 'deleted' } }],
    });
  });

  it('is left where the ledger does not say that the guardrail denies it', () => {
    expect(judge(subject(), { disabled: new Map() })).toMatchObject({ kind: 'leave', reason: 'denied' });
  });

  it('is left where it was released', () => {
    const releases = new Map([[subject().id, new Date(daysAgo(3))]]);
    expect(judge(subject(), { releases })).toMatchObject({ kind: 'leave', reason: 'released' });
  });

  it('is no more to be deleted once it was seen after the deny, and waits for a person, for good', () => {
    const disabledBefore = disabledOf(subject().id, daysAgo(kind === 'user' ? 501 : 201));
    const decision = judge(subject(), { disabled: disabledBefore });
    const seenOn = kind === 'user' ? '2025-01-17' : '2025-11-13';
    expect(decision).toMatchObject({ kind: 'leave', reason: 'denied', needsAgain: [`everything, as of ${seenOn}`] });
    expect(decision.announced?.map(({ due }) => due)).toEqual([undefined]);
  });

  it('goes on being deleted where an earlier run has begun it, whatever that has left of it', () => {
    const begun = disabledOf(subject().id, AT, { deletion: { name: 'one', isOver: false } });
    const stripped = subject({ denied: undefined });
    expect(judge(stripped, { disabled: begun, standings: new Map() })).toMatchObject({
      ...{ kind: 'change', reason: 'deletion-begun', changes: [{ slot: DELETION_SLOT, to: 'one' }] },
    });
  });

  it.each([
    ['the settings delete nobody any more', { rules: { ...DELETING, [`${kind}s`]: { disable: 90, delete: 0 } } }],
    ['it is there though it was deleted', { isOver: true }],
    ['AWS has quarantined it', { more: { quarantined: true as const } }],
    ['somebody needs it', { more: { needed: { reason: 'service-role' as const, why: 'arn:function has it' } } }],
  ])('is left to people in the middle of it where %s', (_, { rules = DELETING, isOver = false, more = {} }: Midway) => {
    const begun = disabledOf(subject().id, AT, { deletion: { name: 'one', isOver } });
    const decision = judge(subject(more), { disabled: begun }, rules);
    expect(decision).toMatchObject({ kind: 'leave', reason: 'deletion-begun' });
    expect(decision.why).toContain(`iam-guardrails restore ${kind}/${subject().name}`);
  });

  it('is told of in the middle of it where every guardrail leaves it alone', () => {
    const begun = disabledOf(subject().id, AT, { deletion: { name: 'one', isOver: false } });
    expect(leftInstead(subject(), 'admin', begun)).toMatchObject({
      ...{ reason: 'deletion-begun', why: expect.stringContaining('admin') as string },
    });
    expect(leftInstead(subject(), 'admin', disabled)).toBeUndefined();
  });
});

interface Midway {
  readonly rules?: object;
  readonly isOver?: boolean;
  readonly more?: Partial<CleanableSubject>;
}

describe('a role that is denied everything', () => {
  it.each(['service-role', 'named-in-trust', 'service-unknown'] as const)(
    'is kept for whoever needs it: %s',
    (reason) => {
      const decision = judge(aDenied.role({ needed: { reason, why: 'so it is' } }));
      expect(decision).toMatchObject({ kind: 'leave', reason, why: 'so it is' });
      expect(decision.unknown).toBe(reason === 'service-unknown' ? true : undefined);
    },
  );
});

describe('an access key that was deactivated', () => {
  const key = (more: Partial<ListedKey> = {}): ListedKey => ({
    ...{ keyId: 'AKIA1', createdAt: daysAgo(400), status: 'Inactive' as const, lastUsedAt: daysAgo(130), ...more },
  });
  const warned = stoodOf(ADA, 7, slotOfDeletedKey('AKIA1'));
  const judgeKey = (one: ReturnType<typeof key>, off = disabledOf(ADA, AT)) =>
    decide(aUser(), [one], circumstances({ standings: warned, disabled: off }, { ...DELETING, users: { report: 0 } }));

  it('is deleted with the time it was last seen at, which nobody could say any more', () => {
    expect(judgeKey(key())).toMatchObject({
      ...{ kind: 'change', changes: [{ slot: 'deleted-key-AKIA1', to: 'deleted', lastSeenAt: daysAgo(130) }] },
    });
  });

  it.each([
    ['somebody activated it since', key({ status: 'Active' }), disabledOf(ADA, AT)],
    ['somebody else deactivated it', key(), new Map<string, Disabled>()],
  ])('is left where %s', (_, one, off) => {
    expect(judgeKey(one, off)).toMatchObject({ kind: 'leave' });
  });

  it('is left to people where somebody used it since, who must have activated it', () => {
    const decision = judgeKey(key({ lastUsedAt: daysAgo(40) }));
    expect(decision).toMatchObject({ kind: 'leave', needsAgain: ['access key AKIA1, as of 2026-04-22'] });
    expect(decision.announced).toBeUndefined();
  });
});

describe('a user one of whose keys was deleted', () => {
  it('counts as seen by it', () => {
    const seen = disabledOf(ADA, AT, { deletedKeysSeenAt: daysAgo(100) });
    const rules = { users: { report: 101, disable: 0 } };
    expect(judge(aUser(), { disabled: seen }, rules)).toMatchObject({ kind: 'leave', reason: 'in-use' });
    expect(judge(aUser(), {}, rules)).toMatchObject({ kind: 'leave', reason: 'unused' });
  });
});

describe('what the ledger says is disabled', () => {
  const principal = { kind: 'user', accountId: '111122223333', id: ADA, arn: 'arn:ada', name: 'ada' } as const;
  const entry = (change: SlotSet, more: Partial<RecordedEntry<SlotSet>> = {}): RecordedEntry<SlotSet> => ({
    ...{ change, number: 1, runId: 'one', state: 'confirmed', flips: 0, openedAt: new Date(AT), ...more },
  });
  const of = (...entries: readonly RecordedEntry<SlotSet>[]) => disabledIn(entries).get(ADA);

  it('is read off its newest entries', () => {
    const older = entry(denied(principal, 'arn:deny'), { openedAt: new Date(daysAgo(90)) });
    const found = of(
      entry(denied(principal, 'arn:deny'), { number: 2 }),
      older,
      entry(keyOff(principal, 'AKIA1')),
      entry(keyDeleted(principal, 'AKIA2', daysAgo(140))),
      entry(keyDeleted(principal, 'AKIA3', daysAgo(150))),
      entry(deleted(principal, 'one'), { state: 'recorded' }),
    );
    expect(found).toEqual({
      ...{ deny: { at: AT, number: 2 }, keys: new Map([['AKIA1', AT]]), deletedKeysSeenAt: daysAgo(140) },
      deletion: { name: 'one', isOver: false },
    });
    expect(deletionNameOf({ at: AT, number: 2 })).toBe('credential-cleanup-deny-everything-000002');
  });

  it('is no access key that only was to be deactivated: whoever did it since may have been somebody else', () => {
    const entries = [entry(denied(principal, 'arn:deny')), entry(keyOff(principal, 'AKIA1'), { state: 'recorded' })];
    expect(of(...entries)?.keys.size).toBe(0);
  });

  it('is nothing that somebody else undid twice', () => {
    expect(of(entry(denied(principal, 'arn:deny'), { state: 'flipped' }))).toBeUndefined();
  });
});
