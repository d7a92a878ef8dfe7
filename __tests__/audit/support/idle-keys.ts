import * as z from 'zod/mini';
import type { RecordedGuardrail } from '../../../src/audit/recorded/guardrail';
import type { Decision } from '../../../src/audit/recorded/row';
import type { Giving } from '../../../src/audit/recorded/releaser';
import type { Principal } from '../../../src/domain/identity/principal';
import type { Subject } from '../../../src/domain/identity/subject';
import type { Kinds, RecordedChange } from '../../../src/domain/recorded-change/kinds';

/** An access key that goes from `Active` to `Inactive`. */
export interface KeyOff extends RecordedChange {
  readonly kind: 'key-off';
  readonly keyId: string;
}

const text = z.string();
const stored = z.object({
  kind: z.literal('key-off'),
  principal: z.object({ kind: z.enum(['user', 'role']), accountId: text, id: text, arn: text, name: text }),
  keyId: text,
});

export const keyOff = (principal: Principal, keyId: string): KeyOff => ({ kind: 'key-off', principal, keyId });

/** A slot for each key: a user has up to two. */
export const KEY_KINDS: Kinds<KeyOff> = {
  read: (value) => stored.parse(value),
  slot: ({ keyId }) => `key-${keyId}`,
  isSlot: (slot) => slot.startsWith('key-'),
  from: () => 'Active',
  to: () => 'Inactive',
  joined: (newer) => newer,
  words: {
    slot: 'access key',
    undone: 'activated the access key',
    misplaced: (meantFor, on) => `the key meant to be that of ${meantFor} is that of ${on}`,
  },
};

export const keyOfSlot = (slot: string) => slot.slice('key-'.length);

/** A guardrail that the project does not have: it deactivates access keys that nobody uses. */
export const IDLE_KEYS: RecordedGuardrail<KeyOff> = {
  guardrail: 'idle-keys',
  kinds: KEY_KINDS,
  words: { title: 'Access keys', change: ({ keyId }) => `deactivates ${keyId}` },
};

/** A key as the guardrail sees it. */
export interface SeenKey {
  readonly keyId: string;
  readonly status: 'Active' | 'Inactive';
  readonly isIdle: boolean;
}

export function decideKeys({ kind, accountId, id, arn, name }: Subject, keys: readonly SeenKey[]): Decision<KeyOff> {
  const idle = keys.filter(({ status, isIdle }) => status === 'Active' && isIdle);
  if (idle.length === 0 || kind === 'group') return { kind: 'leave', reason: 'in-use' };
  const principal = { kind, accountId, id, arn, name };
  return { kind: 'change', reason: 'unused', changes: idle.map(({ keyId }) => keyOff(principal, keyId)) };
}

/** What a release of its keys is to people. */
export const GIVING_KEYS: Giving<KeyOff> = {
  ...IDLE_KEYS,
  whom: ['user'],
  release: {
    headline: 'Access keys given back',
    done: 'deprived of access keys',
    takenAway: ({ keyId }) => `the deactivation of ${keyId}`,
    givenBack: ({ keyId }) => keyId,
    again: { one: 'The next change run deactivates it again', many: 'The next change run deactivates them again' },
  },
};
