import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { adminRosterLedger } from '../../src/aws/ledger/admin-rosters';
import { adminSeedLedger } from '../../src/aws/ledger/admin-seeds';
import { allIncidents } from '../../src/aws/ledger/all-incidents';
import { incidentLedger } from '../../src/aws/ledger/incidents';
import { itemKey } from '../../src/aws/ledger/items';
import { hintLedger } from '../../src/aws/ledger/hints';
import { update } from '../../src/aws/ledger/table';
import { tellingLedger } from '../../src/aws/ledger/tellings';
import { seedKey } from '../../src/domain/admin-roster/seed';
import type { WatchedRoster } from '../../src/domain/admin-roster/watched';
import type { Telling } from '../../src/domain/ledger/entry';
import type { Incident } from '../../src/domain/ledger/incident';
import { ACCOUNT, ADMINS, aUser, DENY_ARN } from '../support/revoker';
import { aLedgerTable, type DynaliteTable } from './support/dynalite-table';

let started: DynaliteTable;
const table = () => started;

beforeAll(async () => {
  started = await aLedgerTable();
});

afterAll(() => {
  started.stop();
});

const now = new Date('2026-06-01T12:00:00Z');
const after = (seconds: number) => new Date(now.getTime() + seconds * 1_000);
const first = { deliveryId: 'first', attempt: 1 };
const other = { deliveryId: 'other', attempt: 1 };

let entries = 0;
/** An entry that nobody has told of. */
const anEntry = (overrides: Partial<Telling> = {}): Telling => {
  entries += 1;
  return {
    accountId: ACCOUNT,
    principalId: 'AIDA',
    guardrail: 'revoker',
    entryId: `told-${entries}`,
    expires: true,
    ...overrides,
  };
};
const read = async (entry: Telling) => {
  const { Item } = await table().client.send(new GetItemCommand({ TableName: 'ledger', Key: itemKey(entry) }));
  return Item && unmarshall(Item);
};

describe('a notice', () => {
  it('is told by one delivery at a time', async () => {
    const ledger = tellingLedger(table());
    const entry = anEntry();
    await expect(ledger.claim(entry, first, now)).resolves.toBe(true);
    await expect(ledger.claim(entry, other, now)).resolves.toBe(false);
    await expect(ledger.claim(entry, first, now)).resolves.toBe(false);
  });

  it('stays told for ever', async () => {
    const ledger = tellingLedger(table());
    const entry = anEntry();
    await ledger.claim(entry, first, now);
    await ledger.markTold(entry, first, now);
    await expect(ledger.claim(entry, { ...first, attempt: 2 }, now)).resolves.toBe(false);
    await expect(ledger.claim(entry, other, after(86_400))).resolves.toBe(false);
  });

  it.each([
    ['the next attempt of the same delivery, at once', { deliveryId: 'first', attempt: 2 }, 0, true],
    ['another delivery within a minute', other, 60, false],
    ['another delivery after a minute', other, 61, true],
  ])('of a teller that died is taken over by %s', async (_, teller, seconds, taken) => {
    const ledger = tellingLedger(table());
    const entry = anEntry();
    await ledger.claim(entry, first, now);
    await expect(ledger.claim(entry, teller, after(seconds))).resolves.toBe(taken);
  });

  it('that was given up is told by any other delivery at once', async () => {
    const ledger = tellingLedger(table());
    const entry = anEntry();
    await ledger.claim(entry, first, now);
    await ledger.giveUp(entry, first);
    await expect(ledger.claim(entry, other, now)).resolves.toBe(true);
  });

  it('is not given up by a delivery whose claim was taken over', async () => {
    const ledger = tellingLedger(table());
    const entry = anEntry();
    await ledger.claim(entry, first, now);
    await ledger.claim(entry, other, after(61));
    await ledger.giveUp(entry, first);
    await expect(ledger.claim(entry, { deliveryId: 'third', attempt: 1 }, after(62))).resolves.toBe(false);
  });

  it.each([
    [true, now.getTime() / 1_000 + 400 * 86_400],
    [false, undefined],
  ])('that may expire (%s) is kept until %s', async (expires, until) => {
    const entry = anEntry({ expires });
    await tellingLedger(table()).claim(entry, first, now);
    expect((await read(entry))?.['expiresAt']).toBe(until);
  });
});

describe('an incident', () => {
  const anIncident = (overrides: Partial<Incident> = {}): Incident => ({
    accountId: ACCOUNT,
    principalId: 'AIDAINCIDENT',
    principalArn: aUser().arn,
    number: 1,
    openedAt: now,
    changes: [{ kind: 'managed-policy-attached', user: aUser(), policyArn: DENY_ARN }],
    ...overrides,
  });

  it('is opened once, read back whole, and found as the latest', async () => {
    const ledger = incidentLedger(table(), 'revoker');
    await expect(ledger.open(anIncident())).resolves.toBe(true);
    await expect(ledger.open(anIncident())).resolves.toBe(false);
    await ledger.open(anIncident({ number: 2, openedAt: after(10) }));
    await expect(ledger.latest(ACCOUNT, 'AIDAINCIDENT')).resolves.toEqual(
      anIncident({ number: 2, openedAt: after(10) }),
    );
    await expect(ledger.latest(ACCOUNT, 'AIDANOBODY')).resolves.toBeUndefined();
  });

  it('keeps further changes', async () => {
    const ledger = incidentLedger(table(), 'revoker');
    const incident = anIncident({ principalId: 'AIDAMORE' });
    await ledger.open(incident);
    await ledger.addChanges(incident, [
      { kind: 'group-left', user: aUser(), group: { id: ADMINS.id, name: ADMINS.name } },
    ]);
    expect((await ledger.latest(ACCOUNT, 'AIDAMORE'))?.changes.map(({ kind }) => kind)).toEqual([
      'managed-policy-attached',
      'group-left',
    ]);
  });

  it('that is closed is listed among the open ones no more, and may expire', async () => {
    const ledger = incidentLedger(table(), 'closing');
    const incident = anIncident({ principalId: 'AIDACLOSED' });
    await ledger.open(incident);
    await expect(ledger.allOpen(ACCOUNT)).resolves.toEqual([incident]);
    await ledger.close(incident, after(60));
    await expect(ledger.allOpen(ACCOUNT)).resolves.toEqual([]);
    expect((await ledger.latest(ACCOUNT, 'AIDACLOSED'))?.closedAt).toEqual(after(60));
  });

  it('is found with those that are over, of its own guardrail and account alone', async () => {
    const [ledger, other] = [incidentLedger(table(), 'listing'), incidentLedger(table(), 'listing-not')];
    const [over, open] = [anIncident({ called: 'iam:CreateUser' }), anIncident({ number: 2, openedAt: after(90) })];
    for (const one of [over, open, anIncident({ accountId: '999988887777' })]) await ledger.open(one);
    await ledger.close(over, after(60));
    await other.open(anIncident());
    const found = await allIncidents(table(), 'listing', ACCOUNT);
    expect(found.toSorted((one, next) => one.number - next.number)).toEqual([{ ...over, closedAt: after(60) }, open]);
  });

  it('is listed however many there are', async () => {
    const ledger = incidentLedger(table(), 'many');
    // DynamoDB answers at most a megabyte a page.
    const changes = [
      { kind: 'inline-policy-put' as const, user: aUser(), policyName: 'DenyIAM', before: 'x'.repeat(300_000) },
    ];
    for (let n = 0; n < 5; n += 1)
      await ledger.open(anIncident({ principalId: `AIDAMANY${n}`, openedAt: after(n), changes }));
    const many = [0, 1, 2, 3, 4].map((n) => `AIDAMANY${n}`);
    expect((await ledger.allOpen(ACCOUNT)).map(({ principalId }) => principalId)).toEqual(many);
    const all = await allIncidents(table(), 'many', ACCOUNT);
    expect(all.map(({ principalId }) => principalId).sort()).toEqual(many);
  });
});

describe('who was put into an admin group', () => {
  it('is remembered of each user, by whom and when last', async () => {
    const ledger = hintLedger(table(), 'revoker');
    await expect(ledger.of(ACCOUNT, 'AIDAEVE')).resolves.toEqual({});
    await ledger.note(ACCOUNT, 'AIDAEVE', 'byOther', now);
    await ledger.note(ACCOUNT, 'AIDAEVE', 'byAdmin', now);
    await ledger.note(ACCOUNT, 'AIDAEVE', 'byAdmin', after(60));
    await expect(ledger.of(ACCOUNT, 'AIDAEVE')).resolves.toEqual({ byOther: now, byAdmin: after(60) });
    await expect(ledger.of(ACCOUNT, 'AIDABOB')).resolves.toEqual({});
  });
});

describe('the roster of admins', () => {
  const stay = { userId: 'AIDAADMIN', groupId: ADMINS.id, from: 0 };
  const roster: WatchedRoster = {
    asOf: now,
    readAt: after(1_800),
    counted: [
      { ...stay, votes: true },
      { ...stay, userId: 'AIDAOLD', votes: false, until: 1_000 },
    ],
    inFact: [stay],
    moved: [{ name: 'user bob', from: 2_000 }],
    told: ['event-1'],
    unsettled: [{ userId: 'AIDAODD', groupId: ADMINS.id, kind: 'unexplained', since: after(-60) }],
    begun: [ADMINS.id, 'AGPAEMPTY'],
  };

  /** Puts an item in the place of the roster that says something else. */
  const rewritten = async (guardrail: string, more: object) => {
    const key = itemKey({ accountId: ACCOUNT, principalId: 'admin-groups', guardrail, entryId: 'admin-roster' });
    const text = JSON.stringify({ ...roster, version: 1, asOf: now.toISOString(), ...more });
    await update(table(), key, { set: 'SET roster = :roster', values: { roster: text } });
  };

  it('is read back as it was saved, takes the place of the one before, and is unknown before that', async () => {
    const ledger = adminRosterLedger(table(), 'revoker');
    await expect(ledger.of(ACCOUNT)).resolves.toBeUndefined();
    await ledger.save(ACCOUNT, roster);
    await expect(ledger.of(ACCOUNT)).resolves.toEqual(roster);
    await ledger.save(ACCOUNT, { ...roster, told: [], unsettled: [] });
    await expect(ledger.of(ACCOUNT)).resolves.toEqual({ ...roster, told: [], unsettled: [] });
  });

  it('of an earlier version has begun with the groups that somebody stayed in', async () => {
    const ledger = adminRosterLedger(table(), 'earlier');
    await ledger.save(ACCOUNT, { ...roster, begun: [] });
    await rewritten('earlier', { begun: undefined });
    await expect(ledger.of(ACCOUNT)).resolves.toEqual({ ...roster, begun: [ADMINS.id] });
  });

  it('of an earlier version knows of no names that were moved', async () => {
    const ledger = adminRosterLedger(table(), 'without-moves');
    await ledger.save(ACCOUNT, roster);
    await rewritten('without-moves', { moved: undefined });
    const { moved, ...rest } = roster;
    expect(moved).toHaveLength(1);
    await expect(ledger.of(ACCOUNT)).resolves.toStrictEqual(rest);
  });

  it.each([
    ['of another version', { version: 2 }],
    ['with a time that is none', { asOf: 'yesterday' }],
  ])('is an error %s: nobody goes by what nobody can read', async (_, more) => {
    const ledger = adminRosterLedger(table(), 'other');
    await ledger.save(ACCOUNT, roster);
    await rewritten('other', more);
    await expect(ledger.of(ACCOUNT)).rejects.toThrow();
  });
});

describe('the seed of an admin group', () => {
  const ledger = () => adminSeedLedger(table(), 'revoker');
  const seed = { version: 1, groupId: ADMINS.id, memberIds: ['AIDAADMIN'], at: '2026-06-01T12:00:00Z' };
  const written = (more: object) =>
    update(table(), itemKey(seedKey(ACCOUNT, ADMINS.id, 'revoker')), {
      ...{ set: 'SET seed = :seed', values: { seed: JSON.stringify({ ...seed, ...more }) } },
    });

  it('is who was in the group and when, and unknown where no deployment wrote it', async () => {
    await expect(ledger().of(ACCOUNT, ADMINS.id)).resolves.toBeUndefined();
    await written({});
    await expect(ledger().of(ACCOUNT, ADMINS.id)).resolves.toEqual({
      ...{ id: ADMINS.id, memberIds: ['AIDAADMIN'], at: now },
    });
  });

  it.each([
    ['of another group', { groupId: 'AGPAOTHER' }, 'AGPAOTHER'],
    ['with a time that is none', { at: 'yesterday' }, 'at'],
    ['without members', { memberIds: undefined }, 'memberIds'],
  ])('is an error %s', async (_, more, named) => {
    await written(more);
    await expect(ledger().of(ACCOUNT, ADMINS.id)).rejects.toThrow(named);
  });
});
