import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { cloudTrailClient } from '../../aws/clients/cloudtrail';
import { jobIamClient } from '../../aws/clients/clients';
import { eventHistory } from '../../aws/cloudtrail/event-history';
import { authorizationDetails } from '../../aws/iam/authorization-details';
import { replay } from '../../guardrails/revoker/replay/replay';
import type { Settings } from '../../settings';
import { pace } from '../../wiring/iam';
import { ownPages } from '../preview/account';
import type { ReplayRequest } from '../requests';
import { tableLines } from '../words';
import { historyBetween } from './history';
import { rulesHere } from './rules';
import { todayOf } from './today';
import { callersTable, grouped } from './words';

/** An account has two look-ups of events a second (CloudTrail User Guide, quotas). */
const LOOK_UPS_PER_SECOND = 2;
const DAY_MS = 86_400_000;
const FILE = 'replay.json';
const OWNER_ONLY = { folder: 0o700, file: 0o600 };

const say = (line: string) => {
  console.log(line);
};

/**
 * Says who would have been denied IAM in the last days, and who would have been left alone, by CloudTrail's event history and
 * nothing but reading calls.
 *
 * @returns whether the whole time could be judged
 */
export async function replayHere(
  { days, out }: Pick<ReplayRequest, 'days' | 'out'>,
  settings: Settings,
): Promise<boolean> {
  const to = new Date();
  const from = new Date(to.getTime() - days * DAY_MS);
  say(`Reading today's users and groups, then the IAM calls since ${from.toISOString()}, two look-ups a second`);
  const { run: paced } = pace(settings.limits.iamCallsPerSecond);
  const { accountId, pages } = await ownPages(authorizationDetails(jobIamClient(), paced).pages(['User', 'Group']));
  const found = await todayOf(pages);
  const { rules, today, unknown } = rulesHere(settings, accountId, found);
  const history = eventHistory(cloudTrailClient(), pace(LOOK_UPS_PER_SECOND).run);
  const read = await historyBetween(from, to, history, (until, records) => {
    say(`${records} IAM calls read, until ${until.toISOString()}`);
  });
  const replayed = await replay(read.records, from, today, rules);
  const doubts = [
    ...unknown,
    ...replayed.unknown,
    ...(read.why === undefined ? [] : [`Calls after ${read.until.toISOString()} could not be read: ${read.why}`]),
    ...replayed.unread.map((why) => `A record could not be read: ${why}`),
    `Who was an admin on ${from.toISOString().slice(0, 10)} is worked out from today's members of the admin groups and the event history since: every member at that time counts as an admin.`,
  ];
  const callers = grouped(replayed.calls);
  for (const line of tableLines(callersTable(callers), FILE)) say(line);
  say('');
  for (const doubt of doubts) console.error(doubt);
  mkdirSync(out, { recursive: true, mode: OWNER_ONLY.folder });
  const file = join(out, FILE);
  const document = { version: 1, accountId, from: from.toISOString(), to: read.until.toISOString(), doubts, callers };
  writeFileSync(file, `${JSON.stringify({ ...document, calls: replayed.calls }, null, 1)}\n`, {
    mode: OWNER_ONLY.file,
  });
  say(`Replay:  ${resolve(file)}`);
  return read.why === undefined && replayed.unread.length === 0;
}
