import { mend, protect } from '../../src/guardrails/revoker/mend';
import { leftOutNotice } from '../../src/guardrails/revoker/report/rounds/notify-left-out';
import { RecentNotices } from '../../src/guardrails/revoker/apply/recent-notices';
import { RecentRevocations } from '../../src/guardrails/revoker/apply/recent-revocations';
import type { Incident } from '../../src/domain/ledger/incident';
import type { Waiting } from '../../src/domain/ledger/waiting';
import type { Owed } from '../../src/domain/ledger/owed';
import type { UnreadableEntry } from '../../src/domain/ledger/unreadable-entry';
import type { AnswerPorts } from '../../src/guardrails/revoker/composition';
import * as rounds from '../../src/guardrails/revoker/rounds';
import { titleOf } from '../../src/domain/notice/notice';
import { sha256 } from '../../src/aws/sha256';
import { wholeParts } from './guard-parts';
import { someIam, type SomeIam } from './iam';
import { aUser, DEVELOPERS, someRules } from './revoker';

/** What a revoker in memory is given, and what it did in this order. */
export interface SomeRevoker {
  readonly ports: AnswerPorts;
  readonly did: readonly string[];
  readonly logged: readonly Readonly<Record<string, unknown>>[];
}

const rogues: SomeIam = { users: [aUser()], memberships: { rogue: [DEVELOPERS] } };

/**
 * Ports that remember nothing from one message to the next but open calls.
 *
 * @param unread entries of the ledger that cannot be read
 */
export function someRevoker(
  { iam = rogues, unread = [] }: { readonly iam?: SomeIam; readonly unread?: readonly UnreadableEntry[] } = {},
  overrides: Partial<AnswerPorts> = {},
): SomeRevoker {
  const did: string[] = [];
  const logged: Record<string, unknown>[] = [];
  let calls: readonly Owed[] = [];
  const doing = (what: string) => {
    did.push(what);
    return Promise.resolve();
  };
  const owed = {
    note: (one: Owed) => {
      calls = [...calls, one];
      return doing('note the call');
    },
    open: () => Promise.resolve(calls),
    from: () => Promise.resolve(calls),
    settle: (one: Owed) => {
      calls = calls.filter(({ entryId }) => entryId !== one.entryId);
      return doing('settle the call');
    },
  };
  let waits: readonly Waiting[] = [];
  const waiting = {
    whole: (one: Pick<Waiting, 'entryId'>) => Promise.resolve(waits.find(({ entryId }) => entryId === one.entryId)),
    add: (one: Waiting) => {
      const isNew = !waits.some(({ entryId }) => entryId === one.entryId);
      if (isNew) waits = [...waits, one];
      return doing('have the call wait').then(() => isNew);
    },
    open: () => Promise.resolve(waits),
    settle: (one: Pick<Waiting, 'entryId'>) => {
      waits = waits.filter(({ entryId }) => entryId !== one.entryId);
      return doing('have the call wait no more');
    },
  };
  const ports: AnswerPorts = {
    rounds: () => Promise.resolve(rounds),
    rules: someRules(),
    iam: someIam(iam),
    adminRosters: { of: () => Promise.resolve(undefined) },
    adminSeeds: { of: () => Promise.resolve(undefined) },
    hints: { of: () => Promise.resolve({}), note: (_, id, by) => doing(`note that ${id} was added ${by}`) },
    waiting,
    sha256,
    judged: {
      mark: () => doing('mark the call as judged'),
      judgedAs: () => Promise.resolve(undefined),
      searchedUntil: () => Promise.resolve(undefined),
      saveSearched: () => Promise.resolve(),
    },
    incidents: {
      latest: () => Promise.resolve(undefined),
      open: ({ number }: Incident) => doing(`open incident ${number}`).then(() => true),
      addChanges: () => doing('add to the incident'),
      close: () => doing('close the incident'),
      allOpen: () => Promise.resolve([]),
    },
    parts: wholeParts(someRules()),
    watching: {
      adminRosters: { of: () => Promise.resolve(undefined), save: () => doing('save who is an admin by history') },
      adminSeeds: { of: (_, id) => Promise.resolve({ id, memberIds: [], at: new Date() }) },
      acceptances: { all: () => Promise.resolve([]) },
      history: () => Promise.resolve({ kind: 'complete', records: [] }),
      users: () => Promise.resolve([]),
    },
    entitiesOf: () => Promise.resolve([]),
    tags: {
      of: (name) => {
        const user = (iam.users ?? []).find((one) => one.name === name);
        return Promise.resolve(user && { id: user.id, tags: {} });
      },
      tag: (name) => doing(`tag ${name}`).then(() => true),
      untag: (name) => doing(`untag ${name}`).then(() => true),
    },
    writer: { detachGroupPolicy: (name) => doing(`detach from group ${name}`).then(() => true) },
    release: (id) => doing(`release ${id}`),
    carry: ({ kind }) => doing(kind).then(() => 'done' as const),
    telling: {
      ledger: {
        claim: () => Promise.resolve(true),
        giveUp: () => Promise.resolve(),
        markTold: () => Promise.resolve(),
        told: () => Promise.resolve({ isTold: true }),
        toldAbout: () => Promise.resolve(new Set()),
      },
      owed,
      alert: (notice) => doing(`tell: ${titleOf(notice)}`),
    },
    lists: (unreadable) => {
      for (const entry of unread) unreadable(entry);
      return { owed, waiting };
    },
    recent: new RecentRevocations(),
    recentNotices: new RecentNotices(),
    leftOut: () => Promise.resolve({ leftOutNotice }),
    mending: () => Promise.resolve({ mend, protect }),
    log: (line) => {
      did.push('log');
      logged.push({ ...line });
    },
    now: () => new Date('2026-06-01T12:00:05Z'),
    ...overrides,
  };
  return { ports, did, logged };
}
