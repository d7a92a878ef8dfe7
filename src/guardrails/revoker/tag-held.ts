import { tellOnce } from '../../changes/tell-once';
import type { Teller } from '../../domain/ledger/entry';
import { tagOpen } from './apply/tag-open';
import { REVOKER } from './contract';
import type { RevokerPorts } from './ports';
import { untaggedNotices } from './report/rounds/notify-untagged';
import { accountOf } from './rules';

/** Tags users of open incidents that lack the tag, and tells people of those whom it cannot tag. */
export async function tagHeld(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const { rules, incidents, telling, log } = ports;
  if (rules.mode !== 'enforce') return;
  const now = ports.now();
  const retagged = await tagOpen(await incidents.allOpen(accountOf(rules)), ports);
  if (retagged.length > 0) log({ guardrail: REVOKER, retagged });
  for (const one of untaggedNotices(retagged, now, rules)) await tellOnce(one, delivery, now, telling);
}
