import type { Incident } from '../../../src/domain/ledger/incident';
import type { User } from '../../../src/domain/identity/principal';
import { answer } from '../../../src/guardrails/revoker/composition';
import { respond } from '../../../src/guardrails/revoker/respond';
import { LOOK, TELL } from '../../../src/guardrails/revoker/contract';
import { anEvent } from '../../support/events';
import { aCall, aCaller, ADMINS, aUser, DENY_ARN, DEVELOPERS, someRules } from '../../support/revoker';
import { someRevoker } from '../../support/some-revoker';

const delivery = { deliveryId: 'd1', attempt: 1 };
const REVOKED = 'tell: IAM access revoked: rogue is no admin and called the IAM API';
const emptied = { iam: { users: [aUser()], groups: [{ ...ADMINS, memberIds: [] }] } };
const saying = (body: string) => ({ ...delivery, body });

/** A roster of one admin. */
const aRosterOf = (userId: string, readAt = new Date('2026-06-01T12:00:00Z')) => ({
  of: () =>
    Promise.resolve({
      ...{ asOf: new Date('2026-06-01T11:30:00Z'), readAt, inFact: [], told: [], unsettled: [], begun: [ADMINS.id] },
      counted: [{ userId, groupId: ADMINS.id, from: 0, votes: true }],
    }),
});
const damaged = { pk: '111122223333#AIDA', sk: 'revoker#call-1', why: 'no line' };

describe('respond', () => {
  it('denies, then records, then tells, then logs', async () => {
    const { ports, did } = someRevoker();
    await respond(aCall(), delivery, ports);
    expect(did).toEqual([
      'managed-policy-attached',
      'open incident 1',
      'note the call',
      REVOKED,
      'settle the call',
      'tag rogue',
      'mark the call as judged',
      'log',
    ]);
  });

  it('records with an incident what was called, and when', async () => {
    const opened: Incident[] = [];
    const open = (incident: Incident) => Promise.resolve(opened.push(incident) > 0);
    const { ports } = someRevoker({}, { incidents: { ...someRevoker().ports.incidents, open } });
    const call = aCall();
    await respond(call, delivery, ports);
    expect(opened).toMatchObject([{ called: `iam:${call.eventName}`, madeAt: call.at }]);
  });

  it('is done with a call though its caller could not be tagged, and logs why', async () => {
    const tags = { ...someRevoker().ports.tags, tag: () => Promise.reject(new Error('throttled')) };
    const { ports, did, logged } = someRevoker({}, { tags });
    await respond(aCall(), delivery, ports);
    expect(did).toContain('mark the call as judged');
    expect(logged[0]?.['tagged']).toEqual({ failed: 'Error: throttled' });
  });

  it('logs the call, the facts, the decision and what came of it', async () => {
    const { ports, logged } = someRevoker();
    await respond(aCall(), delivery, ports);
    expect(logged.map((line) => Object.keys(line))).toEqual([
      ['guardrail', 'call', 'facts', 'decision', 'outcome', 'incident', 'told', 'tagged'],
    ]);
    expect(logged[0]).toMatchObject({
      guardrail: 'revoker',
      incident: 'opened',
      told: true,
      outcome: { kind: 'done' },
    });
    expect(Object.keys(logged[0]?.['decision'] ?? {})).toEqual(['kind', 'reason', 'user', 'deny', 'joined']);
  });

  it('logs no facts where none had to be read', async () => {
    const { ports, did, logged } = someRevoker();
    const call = aCall({ caller: { kind: 'other', type: 'AssumedRole' } });
    await respond(call, delivery, ports);
    expect(did).toEqual(['log']);
    expect(Object.keys(logged[0] ?? {})).not.toContain('facts');
  });

  it.each([
    [
      'recorded',
      { incidents: { ...someRevoker().ports.incidents, open: () => Promise.reject(new Error('throttled')) } },
    ],
    ['told', { telling: { ...someRevoker().ports.telling, alert: () => Promise.reject(new Error('throttled')) } }],
  ])('logs what was done to somebody though it could not be %s, and has the call tried again', async (_, broken) => {
    const { ports, logged } = someRevoker({}, broken);
    await expect(respond(aCall(), delivery, ports)).rejects.toThrow('throttled');
    expect(logged).toEqual([
      expect.objectContaining({ outcome: expect.objectContaining({ kind: 'done' }) as unknown }),
    ]);
  });

  it('has a call tried again that could not be denied, once people were told', async () => {
    const { ports, did } = someRevoker({}, { carry: () => Promise.resolve({ failed: 'rogue changed hands' }) });
    await expect(respond(aCall(), delivery, ports)).rejects.toThrow('rogue changed hands');
    expect(did).toContain('have the call wait');
    expect(did).toContain('tell: ACTION NEEDED: rogue could not be denied access to IAM');
    expect(did.at(-1)).toBe('log');
  });

  it('has a call wait that cannot be judged, and tells people', async () => {
    const { ports, did } = someRevoker(emptied);
    await respond(aCall(), delivery, ports);
    expect(did).toEqual([
      'have the call wait',
      'note the call',
      'tell: ACTION NEEDED: rogue called IAM and cannot be judged',
      'settle the call',
      'log',
    ]);
  });

  it('has a call wait whose caller cannot be read, and has it tried again', async () => {
    const iam = { ...someRevoker().ports.iam, user: () => Promise.reject(new Error('Throttling')) };
    const { ports, did } = someRevoker({}, { iam });
    await expect(respond(aCall(), delivery, ports)).rejects.toThrow('Throttling');
    expect(did).toEqual(['have the call wait']);
  });

  describe('while an incident is open', () => {
    const bob = aUser({ id: 'AIDABOB00000000000001', name: 'bob', arn: 'arn:aws:iam::111122223333:user/bob' });
    const openSince = (openedAt: string, { accountId, id, arn }: User) => ({
      ...someRevoker().ports.incidents,
      latest: () =>
        Promise.resolve({
          ...{ accountId, principalId: id, principalArn: arn, number: 1 },
          ...{ openedAt: new Date(openedAt), changes: [] },
        }),
    });
    const detached = (userName: string) =>
      aCall({ eventName: 'DetachUserPolicy', parameters: { userName, policyArn: DENY_ARN } });

    it.each([
      ['an escape is an escalation', detached('rogue'), 'escalate'],
      ['any other call, which the reading may find free yet, is none', aCall(), 'join'],
    ])('%s', async (_, call, incident) => {
      const { ports, logged } = someRevoker({}, { incidents: openSince('2026-06-01T12:00:00Z', aUser()) });
      await respond(call, delivery, ports);
      expect(logged).toEqual([expect.objectContaining({ incident })]);
    });

    it.each([
      ['ends it by taking the deny off', detached('bob'), 'released'],
      ['does not end it by another call', aCall(), undefined],
    ])('an admin %s', async (_, call, incident) => {
      const iam = { users: [aUser(), bob], memberships: { rogue: [ADMINS] } };
      const incidents = openSince('2026-06-01T11:00:00Z', bob);
      const { ports, logged } = someRevoker({ iam }, { incidents, adminRosters: aRosterOf(aUser().id) });
      await respond(call, delivery, ports);
      expect(logged).toEqual([expect.objectContaining({ incident })]);
    });
  });

  it('changes nothing in observe mode', async () => {
    const { ports, did } = someRevoker({}, { rules: someRules({ mode: 'observe' }) });
    await respond(aCall(), delivery, ports);
    expect(did.filter((what) => /attached|incident/.test(what))).toEqual([]);
    expect(did).toContainEqual(expect.stringMatching(/^tell: Observe mode: rogue would have lost IAM access/));
  });

  it('has a call wait by whoever comes after as many as may be revoked in ten minutes, and judges it again', async () => {
    const other = aUser({ id: 'AIDAOTHER000000000001', name: 'other' });
    const memberships = { rogue: [DEVELOPERS], other: [DEVELOPERS] };
    const rules = someRules({ revocationsPer10Minutes: 1 });
    const { ports, did } = someRevoker({ iam: { users: [aUser(), other], memberships } }, { rules });
    await respond(aCall(), delivery, ports);
    await respond(aCall({ caller: aCaller({ id: other.id, name: 'other' }) }), delivery, ports);
    const attached = () => did.filter((what) => what === 'managed-policy-attached');
    expect(attached()).toHaveLength(1);
    expect(did).toContainEqual(expect.stringMatching(/^tell: ACTION NEEDED: other is NOT revoked yet: too many users/));

    await answer(saying(TELL), ports);
    expect(attached()).toHaveLength(1);
    await answer(saying(TELL), { ...ports, now: () => new Date('2026-06-01T12:10:06Z') });
    expect(attached()).toHaveLength(2);
    expect(did).toContain('have the call wait no more');
    await answer(saying(TELL), { ...ports, now: () => new Date('2026-06-01T12:30:00Z') });
    expect(attached()).toHaveLength(2);
  });
});

describe('a call by somebody who is in an admin group, and whom history does not know yet', () => {
  const iam = { users: [aUser()], memberships: { rogue: [ADMINS] } };
  const readAt = new Date('2026-06-01T12:00:00Z');
  const minutesLater = (minutes: number) => () => new Date(readAt.getTime() + minutes * 60_000 + 5_000);

  it('waits for three minutes, and people are told of nothing; then its caller is denied', async () => {
    const { ports, did } = someRevoker({ iam }, { adminRosters: aRosterOf('AIDAADMIN', readAt) });
    await respond(aCall(), delivery, ports);
    expect(did).toEqual(['have the call wait', 'log']);
    await answer(saying(TELL), { ...ports, now: minutesLater(2) });
    expect(did).not.toContain('managed-policy-attached');
    await answer(saying(TELL), { ...ports, now: minutesLater(3) });
    expect(did).toContain('managed-policy-attached');
    expect(did).toContain(REVOKED);
    expect(did).toContain('have the call wait no more');
  });

  it('is let be once history knows its caller', async () => {
    const { ports, did } = someRevoker({ iam }, { adminRosters: aRosterOf('AIDAADMIN', readAt) });
    await respond(aCall(), delivery, ports);
    const known = { ...ports, adminRosters: aRosterOf(aUser().id), now: minutesLater(3) };
    await answer(saying(TELL), known);
    expect(did).not.toContain('managed-policy-attached');
    expect(did.slice(-2)).toEqual(['have the call wait no more', 'log']);
  });

  it('waits on where it cannot be judged again, and people are told after an hour', async () => {
    const { ports, did, logged } = someRevoker({ iam }, { adminRosters: aRosterOf('AIDAADMIN', readAt) });
    await respond(aCall(), delivery, ports);
    const broken = { ...ports, iam: { ...ports.iam, user: () => Promise.reject(new Error('Throttling')) } };
    await answer(saying(TELL), { ...broken, now: minutesLater(59) });
    expect(logged.at(-1)).toMatchObject({ principalId: aUser().id, why: 'Error: Throttling' });
    expect(did).not.toContainEqual(expect.stringMatching(/^tell/));
    await answer(saying(TELL), { ...broken, now: minutesLater(60) });
    expect(did).toContain('tell: ACTION NEEDED: 1 IAM call has not been judged yet');
  });
});

describe('answer', () => {
  const later = () => new Date('2026-06-01T12:02:00Z');

  it('responds to a call', async () => {
    const { ports, did } = someRevoker();
    await answer(saying(anEvent()), ports);
    expect(did).toContain(REVOKED);
  });

  it('refuses a message that is neither a call nor a request of a schedule, and does nothing', async () => {
    const { ports, did } = someRevoker();
    await expect(answer(saying('{"look":"everywhere"}'), ports)).rejects.toThrow('not a CloudTrail event');
    expect(did).toEqual([]);
  });

  it('tells of calls that no notice named, and logs of how many', async () => {
    const { ports, did, logged } = someRevoker();
    const silent = {
      ...ports,
      telling: { ...ports.telling, ledger: { ...ports.telling.ledger, claim: () => Promise.resolve(false) } },
    };
    await answer(saying(anEvent()), silent);
    expect(did).not.toContainEqual(expect.stringMatching(/^tell: /));

    await answer(saying(TELL), { ...ports, now: later });
    expect(did.slice(-3)).toEqual(['tell: rogue: 1 more IAM call succeeded', 'settle the call', 'log']);
    expect(logged.at(-1)).toEqual({ guardrail: 'revoker', toldOfCalls: { [aUser().id]: 1 } });
  });

  it('logs nothing where nobody had to be told', async () => {
    const { ports, did } = someRevoker();
    await answer(saying(TELL), ports);
    expect(did).toEqual([]);
  });

  it('fails for an entry that cannot be read, once it told of all others', async () => {
    const { ports, did } = someRevoker({ unread: [damaged] });
    await ports.telling.owed.note({
      ...{ accountId: '111122223333', principalId: 'AIDA', guardrail: 'revoker', entryId: 'call-2', callKey: 'e2' },
      ...{
        at: new Date(0),
        notedAt: new Date(0),
        caller: 'rogue',
        identity: 'rogue',
        line: 'made a user',
        notices: [],
      },
    });
    await expect(answer(saying(TELL), ports)).rejects.toThrow('revoker#call-1 (no line)');
    expect(did).toContain('tell: rogue: 1 more IAM call succeeded');
  });

  it('looks at who is an admin, and tells as well', async () => {
    const { ports, did } = someRevoker({ unread: [damaged] });
    await expect(answer(saying(` ${LOOK}\n`), ports)).rejects.toThrow('cannot be read');
    expect(did).toEqual(['save who is an admin by history']);
  });

  it('tells people of an admin group that is empty when it looks', async () => {
    const { ports, did } = someRevoker(emptied);
    await answer(saying(LOOK), ports);
    expect(did).toEqual(['tell: ACTION NEEDED: the revoker cannot tell who is an admin']);
  });
});
