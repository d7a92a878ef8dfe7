import { LOOK, TELL } from './contract';
import { readAdminGroups, readRoster } from './gather/admins';
import type { Sources } from './gather/gather';
import type { CurrentAdminGroup } from './judge/membership';
import type { Announcement } from './report/notify';
import { goneNotice } from './report/rounds/notify-gone';
import type { Rules } from './rules';

/** Whether a message is the schedule's. EventBridge passes its text on as it was written at the deployment. */
export function isLook(body: string): boolean {
  return body.trim() === LOOK;
}

/** Whether a message is the other schedule's. Who forges it has people told a little earlier. */
export function isTell(body: string): boolean {
  return body.trim() === TELL;
}

/** What a look shows. */
export interface Looked {
  /** Those that are there, empty or not; none where nobody can tell who is an admin. */
  readonly adminGroups: readonly CurrentAdminGroup[];
  /** What people are told where one is missing or empty: they should know before the next call does. */
  readonly gone?: Announcement;
}

/** Looks at who is in the admin groups. */
export async function look(
  now: Date,
  rules: Rules,
  sources: Pick<Sources, 'iam' | 'adminRosters' | 'adminSeeds'>,
): Promise<Looked> {
  const adminGroups = await readAdminGroups(rules, sources.iam);
  const gone = rules.adminGroups.filter(
    ({ id }) => !adminGroups.some((one) => one.id === id && one.memberIds.length > 0),
  );
  if (gone.length === 0) return { adminGroups };
  const roster = await readRoster(rules, sources, now);
  const remembered = (roster?.counted ?? []).filter(({ until }) => until === undefined);
  const count = new Set(remembered.map(({ userId }) => userId)).size;
  return { adminGroups: count === 0 ? [] : adminGroups, gone: goneNotice(gone, count, now, rules) };
}
