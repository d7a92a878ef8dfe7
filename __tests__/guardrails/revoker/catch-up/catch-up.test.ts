import { sha256 } from '../../../../src/aws/sha256';
import type { History } from '../../../../src/aws/cloudtrail/event-history';
import { catchUp } from '../../../../src/guardrails/revoker/catch-up/catch-up';
import { caughtUpNotices } from '../../../../src/guardrails/revoker/report/rounds/notify-caught-up';
import { titleOf } from '../../../../src/domain/notice/notice';
import { textOf } from '../../../../src/notify/render/text';
import type { Judged } from '../../../../src/aws/ledger/judged';
import type { WatchedRoster } from '../../../../src/domain/admin-roster/watched';
import { ACCOUNT, someRules } from '../../../support/revoker';

const NOW = new Date('2026-06-01T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

/** A record of a call by a user. */
const record = (eventID: string, eventName = 'CreateUser', userIdentity: object = {}) =>
  JSON.stringify({
    ...{ eventID, eventName, eventTime: ago(30).toISOString(), sourceIPAddress: '203.0.113.7' },
    userIdentity: {
      ...{ type: 'IAMUser', principalId: 'AIDAROGUE', arn: `arn:aws:iam::${ACCOUNT}:user/rogue`, userName: 'rogue' },
      ...userIdentity,
    },
  });

interface Scene {
  readonly until?: Date;
  readonly records?: (from: Date) => readonly string[];
  readonly history?: History;
  readonly judged?: readonly string[];
  readonly waiting?: readonly string[];
  readonly as?: Judged;
  readonly roster?: WatchedRoster;
}

/** What a search asked, found and saved. */
async function searched({ until, records = () => [], history, judged = [], waiting = [], as, roster }: Scene) {
  const asked: string[] = [];
  const saved: Date[] = [];
  const added: string[] = [];
  const found = await catchUp(NOW, {
    rules: someRules(),
    sha256,
    history: (_, from, to) => {
      asked.push(`${from.toISOString().slice(11, 16)}-${to.toISOString().slice(11, 16)}`);
      return Promise.resolve(history ?? { kind: 'complete', records: records(from) });
    },
    judged: {
      mark: () => Promise.resolve(),
      judgedAs: (_, __, callId) =>
        Promise.resolve(judged.some((eventId) => callId.startsWith(`["${eventId}"`)) ? (as ?? 'other') : undefined),
      searchedUntil: () => Promise.resolve(until),
      saveSearched: (_, to) => {
        saved.push(to);
        return Promise.resolve();
      },
    },
    adminRosters: { of: () => Promise.resolve(roster) },
    waiting: {
      add: ({ entryId }) => {
        const [, eventId = ''] = /Z-(.*)-[0-9a-f]{32}$/.exec(entryId) ?? [];
        const isNew = !waiting.includes(eventId);
        if (isNew) added.push(eventId);
        return Promise.resolve(isNew);
      },
    },
  });
  const said = caughtUpNotices(found, NOW, someRules()).map(({ notice }) => notice);
  return { asked, saved, added, found: found.calls.map(({ eventId }) => eventId), titles: said.map(titleOf), said };
}

describe('the search for calls that never came', () => {
  it('begins with the guard, and judges nothing that was called before', async () => {
    const { asked, saved } = await searched({});
    expect(asked).toEqual([]);
    expect(saved).toEqual([NOW]);
  });

  it('goes on twenty minutes behind the time, five minutes at once', async () => {
    const { asked, saved, titles } = await searched({ until: ago(32) });
    expect(asked).toEqual(['11:28-11:33', '11:33-11:38', '11:38-11:40']);
    expect(saved).toEqual([ago(27), ago(22), ago(20)]);
    expect(titles).toEqual([]);
  });

  it('has wait what was not judged and does not wait yet, and says so', async () => {
    const { added, found, titles, said } = await searched({
      until: ago(25),
      records: () => [record('new'), record('judged'), record('waiting')],
      judged: ['judged'],
      waiting: ['waiting'],
    });
    expect([added, found]).toEqual([['new'], ['new']]);
    expect(titles).toEqual(['ACTION NEEDED: 1 IAM call never reached the revoker']);
    expect(said.map((one) => textOf(one)).join()).toContain(
      `2026-06-01T11:30:00Z  arn:aws:iam::${ACCOUNT}:user/rogue: iam:CreateUser from 203.0.113.7, event new`,
    );
  });

  const rosterOf = (readAt: Date, until: number) => ({
    ...{ asOf: ago(60), readAt, inFact: [], told: [], unsettled: [], begun: ['AGPAADMINS'] },
    counted: [{ userId: 'AIDAROGUE', groupId: 'AGPAADMINS', from: 0, until, votes: true }],
  });

  it.each([
    ['was none by then', rosterOf(NOW, ago(32).getTime()), ['one']],
    ['was one a minute before', rosterOf(NOW, ago(31).getTime()), []],
    ['may have been one, for history does not reach so far', rosterOf(ago(11), ago(32).getTime()), []],
  ])('judges again whom it left as an admin and who %s, and tells of nothing', async (_, roster, again) => {
    const scene = { until: ago(25), records: () => [record('one')], judged: ['one'], as: 'admin', roster } as const;
    expect(await searched(scene)).toMatchObject({ added: again, titles: [] });
    expect(await searched({ ...scene, as: 'other' })).toMatchObject({ added: [] });
  });

  it('goes no further than the roster, but where that is a quarter of an hour behind', async () => {
    const scene = (readAt: Date) => ({ until: ago(25), roster: rosterOf(readAt, ago(32).getTime()) });
    expect(await searched(scene(ago(0.5)))).toMatchObject({ saved: [ago(20.5)] });
    expect(await searched(scene(ago(14)))).toMatchObject({ saved: [] });
    expect(await searched(scene(ago(15)))).toMatchObject({ saved: [ago(20)] });
  });

  it('names who is no user in words', async () => {
    const { said } = await searched({ until: ago(25), records: () => [record('one', 'CreateUser', { type: 'Root' })] });
    expect(said.map((one) => textOf(one)).join()).toContain('the root user: iam:CreateUser');
  });

  it.each([
    ['that only read', record('one', 'ListUsers')],
    ['of roles', record('one', 'CreateUser', { type: 'AssumedRole' })],
    ['that users make for themselves', record('one', 'ChangePassword')],
  ])('asks nobody about calls %s', async (_, one) => {
    expect(await searched({ until: ago(25), records: () => [one] })).toMatchObject({ added: [], titles: [] });
  });

  it('leaves the rest to the next look once it has read enough', async () => {
    const many = Array.from({ length: 300 }, (_, index) => record(`read-${index}`, 'ListUsers'));
    const { asked, saved } = await searched({ until: ago(60), records: () => many });
    expect(asked).toEqual(['11:00-11:05', '11:05-11:10']);
    expect(saved.at(-1)).toEqual(ago(50));
  });

  it('goes on where it was when the history is back that could not be read, and says so after two hours', async () => {
    const history = { kind: 'failed', why: 'AccessDenied: no' } as const;
    expect(await searched({ until: ago(119), history })).toMatchObject({ saved: [], titles: [] });
    const { titles, said } = await searched({ until: ago(120), history });
    expect(titles).toEqual(['ACTION NEEDED: the revoker is behind in looking for IAM calls that never reached it']);
    expect(said.map((one) => textOf(one)).join()).toContain(
      'has only come to 2026-06-01T10:00:00.000Z (AccessDenied: no)',
    );
  });

  it('judges the others where a record cannot be read, and names it', async () => {
    const { found, titles } = await searched({
      until: ago(25),
      records: () => [record('odd', 'CreateUser', { principalId: undefined }), record('new')],
    });
    expect(found).toEqual(['new']);
    expect(titles).toEqual([
      'ACTION NEEDED: 1 IAM call never reached the revoker',
      'ACTION NEEDED: an IAM call in the event history cannot be read',
    ]);
  });
});
