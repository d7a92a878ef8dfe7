import type { GroupSeed } from '../../../../src/domain/admin-roster/seed';
import type { WatchedRoster } from '../../../../src/domain/admin-roster/watched';
import { beginningOf } from '../../../../src/guardrails/revoker/roster/beginning';
import { ACCOUNT } from '../../../support/revoker';

const DAY = 86_400_000;
const NOW = new Date('2026-06-01T12:00:00Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const admins = { id: 'AGPAADMINS', name: 'Administrators', memberIds: ['AIDAROGUE'] };
const owners = { id: 'AGPAOWNERS', name: 'Owners', memberIds: ['AIDAROGUE'] };
const seedOf = (id: string, at: Date): GroupSeed => ({ id, memberIds: ['AIDAADA'], at });
const remembered = (more: Partial<WatchedRoster> = {}): WatchedRoster => ({
  ...{ asOf: ago(1_800_000), readAt: NOW, counted: [], inFact: [], told: ['event-1'], unsettled: [] },
  begun: [admins.id],
  ...more,
});

/** @returns the beginning, and which groups' seeds were asked for */
async function beginning(before: WatchedRoster | undefined, seeds: readonly GroupSeed[], groups = [admins, owners]) {
  const asked: string[] = [];
  const { roster, unseeded } = await beginningOf(before, groups, NOW, ACCOUNT, {
    of: (accountId, groupId) => {
      asked.push(`${accountId} ${groupId}`);
      return Promise.resolve(seeds.find(({ id }) => id === groupId));
    },
  });
  const stays = roster.counted.map(({ userId, groupId, votes }) => `${userId} in ${groupId}${votes ? '' : ' mute'}`);
  return { roster, stays, unseeded: unseeded.map(({ id }) => id), asked };
}

describe('the beginning of a look', () => {
  it('is, without a roster, whom the plans found, from the time of the earliest', async () => {
    const seeds = [seedOf(admins.id, ago(2 * DAY)), seedOf(owners.id, ago(DAY))];
    const { roster, stays, unseeded } = await beginning(undefined, seeds);
    expect(stays).toEqual(['AIDAADA in AGPAADMINS', 'AIDAADA in AGPAOWNERS']);
    expect(roster.inFact.map(({ userId }) => userId)).toEqual(['AIDAADA', 'AIDAADA']);
    expect(roster).toMatchObject({
      asOf: ago(2 * DAY + 1),
      readAt: ago(2 * DAY),
      begun: [admins.id, owners.id],
      told: [],
      unsettled: [],
    });
    expect(unseeded).toEqual([]);
  });

  it('is what is remembered of the groups that it has begun with, though nobody stays in one any more', async () => {
    const before = remembered();
    const { roster, asked } = await beginning(before, [seedOf(admins.id, ago(DAY))], [admins]);
    expect(roster).toEqual(before);
    expect(asked).toEqual([]);
  });

  it('is that and the seed of a group that was named since', async () => {
    const { roster, stays, asked } = await beginning(remembered(), [seedOf(owners.id, ago(60_000))]);
    expect(stays).toEqual(['AIDAADA in AGPAOWNERS']);
    expect(roster).toMatchObject({ asOf: ago(1_800_000), begun: [admins.id, owners.id], told: ['event-1'] });
    expect(asked).toEqual([`${ACCOUNT} ${owners.id}`]);
  });

  it('goes back to the time of a seed that is older than what is remembered', async () => {
    const { roster } = await beginning(remembered(), [seedOf(owners.id, ago(7_200_000))]);
    expect(roster.asOf).toEqual(ago(7_200_001));
    expect(roster.readAt).toEqual(ago(7_200_000));
  });

  it.each([
    ['nobody wrote down who was in it', []],
    ['the seed is older than the history', [seedOf(owners.id, ago(90 * DAY))]],
    ['the group was made again, and the seed is of the one before', [seedOf('AGPABEFORE', ago(DAY))]],
  ])('knows nobody in a group where %s', async (_, seeds) => {
    const { roster, stays, unseeded } = await beginning(remembered(), seeds);
    expect([stays, unseeded]).toEqual([[], [owners.id]]);
    expect(roster.begun).toEqual([admins.id]);
  });
});
