import type { ChannelQueue } from '../aws/events/channel-queue';
import type { ChannelDelivery } from '../aws/events/deliveries';
import type { TellingClaims } from '../aws/ledger/tellings';
import { tellOnce } from '../changes/tell-once';
import type { EntryKey } from '../domain/ledger/entry';
import { NOTICE_CLASSES } from '../domain/notice/notice';
import type { Known, TellChannel } from './channels/teller';
import { ANSWER_SECONDS, ENTRIES, NOTIFY } from './contract';
import { NotNow, pauseOf, Refused } from './later';
import { knownOf } from './parse';

/** What delivering to a channel takes. */
export interface DeliverPorts {
  readonly accountId: string;
  /** Name of the channel. */
  readonly channel: string;
  readonly tell: TellChannel;
  readonly ledger: TellingClaims;
  readonly queue: ChannelQueue;
  readonly now: () => Date;
  readonly log: (line: object) => void;
}

/** Which messages the queue keeps, as Lambda asks for it (Lambda developer guide, "Reporting batch item failures"). */
export interface Undelivered {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}

/** A message that can be told. */
interface Due {
  readonly delivery: ChannelDelivery;
  readonly known: Known;
}

/** One that is told later, and why. */
interface Later {
  readonly due: Due;
  readonly why: NotNow;
}

/** Beside the answer itself: the ledger, and the queue. */
const MARGIN_MS = 5_000;

/** A channel that fails so often in a batch is down. One failure may be the notice's own, and keeps no other back. */
const FAILURES = 2;

/**
 * Tells a channel of the notices of a batch, the more important first.
 *
 * Once it asks for time, fails again or the time is over, the rest waits without being tried: the queue hides it for as
 * long as the channel asked for. What it will never take goes to the dead letters at once, with the reason.
 *
 * @param remainingMs how long the function may still run
 */
export async function deliver(
  deliveries: readonly ChannelDelivery[],
  remainingMs: () => number,
  ports: DeliverPorts,
): Promise<Undelivered> {
  const later: Later[] = [];
  let full: NotNow | undefined;
  for (const due of byImportance(await readable(deliveries, ports))) {
    if (remainingMs() < ANSWER_SECONDS * 1_000 + MARGIN_MS) full ??= new NotNow('the time of the function is over', 1);
    const why = full ?? (await attempt(due, ports));
    if (why === undefined) continue;
    later.push({ due, why });
    if (why.afterSeconds !== undefined || later.length >= FAILURES) full ??= why;
  }
  for (const [place, { due, why }] of later.entries()) {
    const { delivery, known } = due;
    const seconds = pauseOf(delivery.attempt, place, why.afterSeconds);
    await ports.queue.hide(delivery, seconds);
    say(ports, known, { outcome: 'later', why: why.message, attempt: delivery.attempt, seconds });
  }
  return { batchItemFailures: later.map(({ due }) => ({ itemIdentifier: due.delivery.deliveryId })) };
}

/** @returns why it has to be told later; undefined where there is nothing left to do */
async function attempt({ delivery, known }: Due, ports: DeliverPorts): Promise<NotNow | undefined> {
  const { accountId, channel, ledger, now, tell } = ports;
  const entry = { ...noticeEntry(accountId, known.id, channel), expires: true };
  try {
    const alert = () => tell(known, now());
    const isTold = await tellOnce({ entry, notice: known.notice }, delivery, now(), { ledger, alert });
    say(ports, known, { outcome: isTold ? 'told' : 'told-before' });
  } catch (error) {
    if (error instanceof NotNow) return error;
    if (!(error instanceof Refused)) throw error;
    await bury(delivery, error, ports);
    say(ports, known, { outcome: 'refused', why: error.message });
  }
  return undefined;
}

/** What can be told; the rest is dropped or buried. */
async function readable(deliveries: readonly ChannelDelivery[], ports: DeliverPorts): Promise<readonly Due[]> {
  const due: Due[] = [];
  for (const delivery of deliveries) {
    try {
      const known = knownOf(delivery.body);
      if (known !== undefined) due.push({ delivery, known });
      else ports.log({ channel: ports.channel, message: delivery.deliveryId, outcome: 'no-notice' });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await bury(delivery, error, ports);
      ports.log({ channel: ports.channel, message: delivery.deliveryId, outcome: 'refused', why: error.message });
    }
  }
  return due;
}

const bury = (delivery: ChannelDelivery, { message }: Refused, { channel, queue }: DeliverPorts) =>
  queue.bury(delivery, `${channel}: ${message}`);

/** The sort keeps the order of arrival within a class. */
function byImportance(due: readonly Due[]): readonly Due[] {
  const rank = ({ known }: Due) => NOTICE_CLASSES.indexOf(known.notice.class);
  return [...due].sort((one, other) => rank(one) - rank(other));
}

/** Where the ledger keeps that a channel was told of a notice. */
function noticeEntry(accountId: string, id: string, channel: string): EntryKey {
  return { accountId, principalId: `${ENTRIES.notice}${id}`, guardrail: NOTIFY, entryId: channel };
}

function say({ channel, log }: DeliverPorts, { id, notice }: Known, outcome: object): void {
  const { class: of, guardrail, thread } = notice;
  log({ channel, notice: id, class: of, guardrail, thread, ...outcome });
}
