import { pastOf } from '../../../../src/guardrails/revoker/replay/past';
import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import { aCall, aCaller, ADMINS, someRules } from '../../../support/revoker';

const BEGINNING = new Date('2026-06-01T00:00:00Z');
const [ADMIN] = ADMINS.memberIds;
const ADA = { id: 'AIDAADA', name: 'ada' };
const USERS = [{ id: ADMIN ?? '', name: 'admin' }, ADA, { id: 'AIDAROGUE000000000001', name: 'rogue' }];
const at = (hour: number) => new Date(BEGINNING.getTime() + hour * 3_600_000);
const byAdmin = aCaller({ id: ADMIN ?? '', name: 'admin' });

/** A call about the admin group. @param hour since the beginning */
const change = (
  eventName: 'AddUserToGroup' | 'RemoveUserFromGroup',
  hour: number,
  userName = 'ada',
  more: Partial<Call> = {},
): Call =>
  aCall({
    ...{ eventId: `${eventName} ${hour}`, eventName, at: at(hour), caller: byAdmin },
    ...{ parameters: { userName, groupName: ADMINS.name }, ...more },
  });

/** What becomes of the calls, where these are in the group today. */
const past = (calls: readonly Call[], memberIds: readonly string[], users = USERS) =>
  pastOf(calls, BEGINNING, { users, adminGroups: [{ ...ADMINS, memberIds }] }, someRules());
const stayOf = (id: string, { roster }: ReturnType<typeof past>) => {
  const [stay] = roster.counted.filter(({ userId }) => userId === id);
  return stay && { from: stay.from, until: stay.until };
};

describe('who was an admin in a time that is over', () => {
  it('is whoever is in the group today where nothing was called', () => {
    const found = past([], [ADMIN ?? '']);
    expect(stayOf(ADMIN ?? '', found)).toEqual({ from: 0 });
    expect(found.unknown).toEqual([]);
  });

  it('is since then whom an admin has added, and nobody else who is in the group today', () => {
    const byRogue = { eventId: 'by rogue', caller: aCaller() };
    const calls = [change('AddUserToGroup', 2), change('AddUserToGroup', 3, 'rogue', byRogue)];
    const found = past(
      calls,
      USERS.map(({ id }) => id),
    );
    expect(stayOf(ADA.id, found)).toEqual({ from: at(2).getTime() });
    expect(stayOf('AIDAROGUE000000000001', found)).toBeUndefined();
  });

  it('is until then whom an admin has taken out, and who was in the group at the beginning', () => {
    const found = past([change('RemoveUserFromGroup', 4)], [ADMIN ?? '']);
    expect(stayOf(ADA.id, found)).toEqual({ from: 0, until: at(4).getTime() });
  });

  it('is who came and went, though today shows nothing of it, in whatever order the calls come', () => {
    const calls = [change('RemoveUserFromGroup', 4), change('AddUserToGroup', 2)];
    expect(stayOf(ADA.id, past(calls, [ADMIN ?? '']))).toEqual({ from: at(2).getTime(), until: at(4).getTime() });
  });

  it('is known by id where the user has another name today', () => {
    const rename = aCall({
      ...{ eventId: 'rename', eventName: 'UpdateUser', at: at(3), caller: byAdmin },
      parameters: { userName: 'ada', newUserName: 'ada2' },
    });
    const users = USERS.map((one) => (one === ADA ? { ...one, name: 'ada2' } : one));
    const found = past([change('AddUserToGroup', 2), rename], [ADMIN ?? '', ADA.id], users);
    expect(stayOf(ADA.id, found)).toEqual({ from: at(2).getTime() });
  });

  it('is not changed by a call that was refused', () => {
    const refused = change('RemoveUserFromGroup', 4, 'admin', { failedWith: 'AccessDenied' });
    expect(stayOf(ADMIN ?? '', past([refused], [ADMIN ?? '']))).toEqual({ from: 0 });
  });

  it('is not known of a user who is gone, and that is said', () => {
    const gone = USERS.filter((one) => one !== ADA);
    const { roster, unknown } = past([change('RemoveUserFromGroup', 4)], [ADMIN ?? ''], gone);
    expect(roster.counted.map(({ userId }) => userId)).toEqual([ADMIN]);
    expect(unknown).toEqual([
      'For some changes of Administrators the event history does not show which user was added or removed.',
    ]);
  });
});
