import type { Judged, JudgedLedger } from '../../../src/aws/ledger/judged';
import type { Hints } from '../../../src/domain/admin-roster/hints';
import type { WatchedRoster } from '../../../src/domain/admin-roster/watched';
import type { EntryKey } from '../../../src/domain/ledger/entry';
import type { Incident } from '../../../src/domain/ledger/incident';
import type { Owed } from '../../../src/domain/ledger/owed';
import type { Waiting } from '../../../src/domain/ledger/waiting';
import type { RevokerPorts } from '../../../src/guardrails/revoker/ports';

/** Incidents in memory. */
export function incidentsInMemory(): RevokerPorts['incidents'] {
  const all = new Map<string, Incident>();
  const keyOf = ({ principalId, number }: Incident) => `${principalId} ${number}`;
  return {
    latest: (_, principalId) =>
      Promise.resolve([...all.values()].filter((one) => one.principalId === principalId).at(-1)),
    open: (incident) => {
      const isNew = !all.has(keyOf(incident));
      if (isNew) all.set(keyOf(incident), incident);
      return Promise.resolve(isNew);
    },
    addChanges: (incident, changes) => {
      const known = all.get(keyOf(incident)) ?? incident;
      all.set(keyOf(incident), { ...known, changes: [...known.changes, ...changes] });
      return Promise.resolve();
    },
    close: (incident, closedAt) => {
      all.set(keyOf(incident), { ...(all.get(keyOf(incident)) ?? incident), closedAt });
      return Promise.resolve();
    },
    allOpen: () => Promise.resolve([...all.values()].filter(({ closedAt }) => closedAt === undefined)),
  };
}

/** What else the revoker keeps in the ledger, in memory. */
export function ledgersInMemory() {
  const hints = new Map<string, Hints>();
  const waiting = new Map<string, Waiting>();
  const owed = new Map<string, Owed>();
  /** What was owed and is told stays in the table for a month. */
  const settled = new Set<string>();
  const marks = new Map<string, Judged>();
  const told = new Map<string, string | undefined>();
  const kept: { roster?: WatchedRoster; searched?: Date } = {};
  const keyOf = ({ accountId, principalId, entryId }: Omit<EntryKey, 'guardrail'>) =>
    `${accountId} ${principalId} ${entryId}`;
  const judged: JudgedLedger = {
    mark: (accountId, principalId, eventId, as) =>
      Promise.resolve(void marks.set(`${accountId} ${principalId} ${eventId}`, as)),
    judgedAs: (accountId, principalId, eventId) => Promise.resolve(marks.get(`${accountId} ${principalId} ${eventId}`)),
    searchedUntil: () => Promise.resolve(kept.searched),
    saveSearched: (_, until) => {
      kept.searched = until;
      return Promise.resolve();
    },
  };
  return {
    judged,
    // Nobody is asked here.
    acceptances: { add: () => Promise.reject(new Error('no person is here')), all: () => Promise.resolve([]) },
    adminRosters: {
      of: () => Promise.resolve(kept.roster),
      save: (_: string, roster: WatchedRoster) => {
        kept.roster = roster;
        return Promise.resolve();
      },
    },
    hints: {
      of: (accountId: string, id: string) => Promise.resolve(hints.get(`${accountId} ${id}`) ?? {}),
      note: (accountId: string, id: string, hint: keyof Hints, at: Date) =>
        Promise.resolve(void hints.set(`${accountId} ${id}`, { ...hints.get(`${accountId} ${id}`), [hint]: at })),
    },
    waiting: {
      add: (one: Waiting) => {
        const known = waiting.get(keyOf(one));
        const isUrgent = one.isUrgent || known?.isUrgent === true;
        waiting.set(keyOf(one), { ...(known ?? one), ...(!one.isUrgent && { why: one.why }), isUrgent });
        return Promise.resolve(known === undefined);
      },
      open: (accountId: string) => Promise.resolve([...waiting.values()].filter((one) => one.accountId === accountId)),
      whole: (one: Omit<EntryKey, 'guardrail'>) => Promise.resolve(waiting.get(keyOf(one))),
      settle: (one: Omit<EntryKey, 'guardrail'>) => Promise.resolve(void waiting.delete(keyOf(one))),
    },
    owed: {
      note: (one: Owed) => {
        if (!owed.has(keyOf(one)) && !settled.has(keyOf(one))) owed.set(keyOf(one), one);
        return Promise.resolve();
      },
      open: (accountId: string) => Promise.resolve([...owed.values()].filter((one) => one.accountId === accountId)),
      from: ({ accountId, principalId }: EntryKey) =>
        Promise.resolve(
          [...owed.values()].filter((one) => one.accountId === accountId && one.principalId === principalId),
        ),
      settle: (one: EntryKey) => {
        settled.add(keyOf(one));
        return Promise.resolve(void owed.delete(keyOf(one)));
      },
    },
    tellings: {
      claim: (entry: EntryKey) => Promise.resolve(!told.has(keyOf(entry))),
      giveUp: () => Promise.resolve(),
      markTold: (entry: EntryKey & { readonly names?: string | undefined }) =>
        Promise.resolve(void told.set(keyOf(entry), entry.names)),
      told: (entry: EntryKey) => {
        const names = told.get(keyOf(entry));
        return Promise.resolve({ isTold: told.has(keyOf(entry)), ...(names !== undefined && { names }) });
      },
      toldAbout: (about: Omit<EntryKey, 'entryId'>) => {
        const beginning = keyOf({ ...about, entryId: '' });
        const keys = [...told.keys()].filter((key) => key.startsWith(beginning));
        return Promise.resolve(new Set(keys.map((key) => key.slice(beginning.length))));
      },
    },
  };
}
