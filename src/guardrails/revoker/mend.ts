import { tellOnce } from '../../changes/tell-once';
import type { Teller } from '../../domain/ledger/entry';
import { uphold } from './apply/uphold/uphold';
import { REVOKER } from './contract';
import { readRoster } from './gather/admins';
import type { RevokerPorts } from './ports';
import { upheldNotices } from './report/rounds/notify-upheld';

/**
 * Mends what somebody has made of the denies, and tells people.
 *
 * @param plantedOn name of a user on whom a call has just put a policy of the guard
 * @throws Error with what could not be mended
 */
export async function mend(delivery: Teller, ports: RevokerPorts, plantedOn?: string): Promise<void> {
  const { rules, telling, log } = ports;
  const now = ports.now();
  const roster = await readRoster(rules, ports, now);
  if (roster === undefined) return;
  const upheld = await uphold(roster, now, ports, plantedOn);
  const announcements = upheldNotices(upheld, now, rules);
  if (announcements.length > 0) log({ guardrail: REVOKER, upheld });
  for (const announcement of announcements) await tellOnce(announcement, delivery, now, telling);
  if (upheld.failures.length > 0) throw new Error(upheld.failures.map(String).join('; '));
}
