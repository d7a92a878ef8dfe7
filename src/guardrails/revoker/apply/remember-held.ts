import type { IamReader } from '../../../aws/iam/reader';
import type { HintLedger } from '../../../aws/ledger/hints';
import { tellOnce, type TellOncePorts } from '../../../changes/tell-once';
import { MESSAGES } from '../../../domain/admin-roster/hints';
import { LATE_MS } from '../../../domain/admin-roster/watched';
import type { Teller } from '../../../domain/ledger/entry';
import { freedUser } from '../judge/escape';
import type { Call } from '../judge/parse';
import type { Judgement } from '../judgement';
import { forgedNotice } from '../report/rounds/notify-forged';
import type { Rules } from '../rules';

/** Remembers whom a call freed of a deny whose caller may yet turn out an admin: the release must not be undone meanwhile. */
export async function rememberHeld(
  call: Call,
  { decision }: Judgement,
  now: Date,
  { rules, iam, hints }: { readonly rules: Rules; readonly iam: IamReader; readonly hints: HintLedger },
): Promise<void> {
  const mayRelease = decision.kind === 'hold' && decision.reason !== 'made-admin-since';
  const freed = mayRelease ? freedUser(call, rules) : undefined;
  const user = freed === undefined ? undefined : await iam.user(freed);
  if (user !== undefined) await hints.note(call.accountId, user.id, 'freed', now);
}

/**
 * Remembers that a message told of an admin who made somebody one, and history does not know of it: it was forged, and who
 * forged one may forge another for each user he makes. For a day none is believed.
 */
export async function tellForged(
  call: Call,
  { decision, facts }: Judgement,
  delivery: Teller,
  now: Date,
  { rules, hints, telling }: { readonly rules: Rules; readonly hints: HintLedger; readonly telling: TellOncePorts },
): Promise<void> {
  const seenAt = facts?.added.byAdmin;
  if (decision.kind !== 'revoke' || seenAt === undefined || facts?.remembered.kind !== 'known') return;
  const { readAt, counted, unsettled } = facts.remembered;
  const isExplained = counted.length > 0 || unsettled.includes('unclear');
  if (isExplained || readAt.getTime() - seenAt.getTime() < LATE_MS) return;
  await tellOnce(forgedNotice(decision.user, seenAt, now, rules), delivery, now, telling);
  await hints.note(call.accountId, MESSAGES, 'forged', now);
}
