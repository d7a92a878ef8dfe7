import type { SummaryInput } from '../../../audit/payloads/summary';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { RecordedSummary } from '../../../audit/recorded/summary-form';
import { tellingOf } from '../../../audit/run/tell';
import type { SendMail } from '../../../aws/ses/mailer';
import { tellOnce } from '../../../changes/tell-once';
import type { Fact } from '../../../domain/notice/notice';
import { CREDENTIAL_CLEANUP } from '../contract';
import { ownersOf, type MailedOwner } from '../judge/owners';
import type { SummaryPorts } from '../ports';
import { ownerFacts, type OwnersTold } from '../report/owner-facts';
import { ownerMail } from '../report/owner-mail';

/** The digest is told after the owners, and the function ends after five minutes: whoever is not mailed by then is left. */
const MOST_MS = 120_000;

/** A mail that was not sent; its text says why. */
class NotMailed extends Error {}

/**
 * Mails the owners of what a run warned of or changed, each once however often the summary is tried.
 *
 * A mail that cannot be sent fails no run: what it says stands in the digest as well, and so does why it was not sent.
 *
 * @returns what the digest says of it; nothing where owners are not mailed, or the run may change nothing
 */
export async function mailOwners(
  summary: RecordedSummary<SlotSet>,
  run: Pick<SummaryInput, 'runId' | 'attempt'>,
  ports: SummaryPorts,
): Promise<readonly Fact[]> {
  const { rules, log, now } = ports;
  const { ownerMails } = rules;
  if (ownerMails === undefined || summary.mode !== 'enforce') return [];
  const { mailed: owners, ...leftOut } = ownersOf(summary.principals, ownerMails.domains, summary.startedAt);
  const send = ports.mailBy(ownerMails);
  const endsAt = now().getTime() + MOST_MS;
  const refusals: string[] = [];
  for (const owner of owners) {
    const why = now().getTime() < endsAt ? await mail(owner, summary, run, send, ports) : 'the run had no time left';
    if (why !== undefined) refusals.push(why);
  }
  const failed = refusals.length;
  const told: OwnersTold = { mailed: owners.length - failed, failed, why: refusals[0], ...leftOut };
  log({ msgtype: 'owner-mails', guardrail: CREDENTIAL_CLEANUP, account: summary.accountId, runId: run.runId, ...told });
  return ownerFacts(told);
}

/** @returns why the mail was not sent; undefined where it was, by this attempt or an earlier one */
async function mail(
  owner: MailedOwner,
  summary: RecordedSummary<SlotSet>,
  { runId, attempt }: Pick<SummaryInput, 'runId' | 'attempt'>,
  send: SendMail,
  { telling, sha256, now, rules, region, releaseFunction }: SummaryPorts,
): Promise<string | undefined> {
  const of = { accountId: summary.accountId, guardrail: CREDENTIAL_CLEANUP };
  const entry = tellingOf(of, runId, `owner-${sha256(owner.address.toLowerCase())}`);
  const notice = ownerMail(owner, summary, { ownerTag: rules.ownerTag, region, releaseFunction });
  const alert = async () => {
    const why = await send(notice, owner.address);
    if (why !== undefined) throw new NotMailed(why);
  };
  try {
    await tellOnce({ entry, notice }, { deliveryId: runId, attempt: attempt + 1 }, now(), { ...telling, alert });
    return undefined;
  } catch (error) {
    if (error instanceof NotMailed) return error.message;
    throw error;
  }
}
