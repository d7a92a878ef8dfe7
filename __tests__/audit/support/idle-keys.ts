import type { RecordedGuardrail } from '../../../src/audit/recorded/guardrail';
import type { Giving } from '../../../src/audit/recorded/releaser';
import type { Decision } from '../../../src/audit/recorded/row';
import { slotKinds, type SlotSet } from '../../../src/audit/recorded/slot-set';
import type { RecordedPageWords } from '../../../src/audit/report/recorded-page-words';
import type { Principal } from '../../../src/domain/identity/principal';
import type { Subject } from '../../../src/domain/identity/subject';
import { dayOf, isWarned, standingKey, warnedOn, type Standings } from '../../../src/domain/run/countdown';

const PREFIX = 'key-';

/** An access key that goes from `Active` to `Inactive`; each has a slot of its own, and a user up to two. */
export const keyOff = (principal: Principal, keyId: string): SlotSet => ({
  ...{ kind: 'slot-set', principal, slot: `${PREFIX}${keyId}`, from: 'Active', to: 'Inactive' },
});

const WORDS = {
  slot: 'access key',
  undone: 'activated the access key',
  misplaced: (meantFor: string, on: string) => `the key meant to be that of ${meantFor} is that of ${on}`,
};

export const KEY_KINDS = slotKinds({ [PREFIX]: WORDS });

export const keyOfSlot = (slot: string) => slot.slice(PREFIX.length);

/** A guardrail that the project does not have: it deactivates access keys that nobody uses. */
export const IDLE_KEYS: RecordedGuardrail<SlotSet> = {
  guardrail: 'idle-keys',
  kinds: KEY_KINDS,
  words: {
    title: 'Access keys',
    change: ({ slot }) => `${keyOfSlot(slot)} deactivated`,
    back: ({ slot }) => `${keyOfSlot(slot)}, active again`,
  },
};

/** What its page says. */
export const IDLE_KEYS_PAGE: RecordedPageWords<SlotSet> = {
  ...{ reasons: { unused: 'Has an unused key.', off: 'All off already.' }, inPlace: ['off'] },
  columns: [{ label: 'Keys', kind: 'number', isDescending: true, cell: ({ changes }) => changes.length }],
  charts: (rows) => [{ title: 'Rows', unit: 'rows', bars: [{ label: 'all', value: rows.length }] }],
  measures: (rows) => [{ key: 'rows', label: 'Rows', kind: 'number', value: rows.length }],
  services: () => [],
  documents: ({ changes }) => changes.map(({ slot }) => ({ label: keyOfSlot(slot), after: '{}' })),
};

/** A key as the guardrail sees it. */
export interface SeenKey {
  readonly keyId: string;
  readonly status: 'Active' | 'Inactive';
  readonly isIdle: boolean;
}

export function decideKeys({ kind, accountId, id, arn, name }: Subject, keys: readonly SeenKey[]): Decision<SlotSet> {
  const idle = keys.filter(({ status, isIdle }) => status === 'Active' && isIdle);
  if (idle.length === 0 || kind === 'group') return { kind: 'leave', reason: 'in-use' };
  const principal = { kind, accountId, id, arn, name };
  return { kind: 'change', reason: 'unused', changes: idle.map(({ keyId }) => keyOff(principal, keyId)) };
}

/** What the same decides that announces for so many days what it deactivates. */
export function decideAnnounced(
  user: Subject,
  keys: readonly SeenKey[],
  {
    standings,
    warnDays,
    startedAt,
  }: { readonly standings: Standings; readonly warnDays: number; readonly startedAt: Date },
): Decision<SlotSet> {
  const decision = decideKeys(user, keys);
  if (decision.kind !== 'change') return decision;
  const today = dayOf(startedAt.toISOString());
  const standingOf = ({ slot }: SlotSet) => standings.get(standingKey(user.id, slot));
  const announced = decision.changes.map((change) => ({
    ...{ thing: change.slot, say: `${keyOfSlot(change.slot)} unused` },
    since: standingOf(change)?.since ?? startedAt.toISOString(),
    due: { on: warnedOn(standingOf(change), warnDays, today), does: 'deactivated' },
  }));
  const changes = decision.changes.filter((change) => isWarned(standingOf(change), warnDays, today));
  const said = { reason: 'unused', announced };
  return changes.length > 0 ? { kind: 'change', ...said, changes } : { kind: 'countdown', ...said };
}

/** The same, for a release. */
export const GIVING_KEYS: Giving<SlotSet> = { ...IDLE_KEYS, whom: ['user'], done: 'deprived of access keys' };
