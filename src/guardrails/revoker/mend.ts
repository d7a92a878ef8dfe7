import { tellOnce } from '../../changes/tell-once';
import type { Teller } from '../../domain/ledger/entry';
import { denyExposed } from './apply/deny-again';
import { uphold } from './apply/uphold/uphold';
import { REVOKER } from './contract';
import { readRoster } from './gather/admins';
import type { Call } from './judge/parse';
import type { RevokerPorts } from './ports';
import { deniedAgainNotice, upheldNotices } from './report/rounds/notify-upheld';

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

/** Denies a user again at once whose deny the call of another took off (THREATS T12). */
export async function protect(name: string, call: Call, delivery: Teller, ports: RevokerPorts): Promise<void> {
  const now = ports.now();
  const again = await denyExposed({ ...call, name }, now, ports);
  if (again === undefined) return;
  const by = call.caller.kind === 'user' ? call.caller.name : undefined;
  await tellOnce(deniedAgainNotice(again, { by }, now, ports.rules), delivery, now, ports.telling);
}
