import { tellOnce } from '../../../changes/tell-once';
import { windowEntry, type Teller } from '../../../domain/ledger/entry';
import { REVOKER } from '../contract';
import { partsOf, type Part } from '../judge/parts';
import type { RevokerPorts } from '../ports';
import { GUARD, mendedNotice, offNotice, uncheckedNotice } from '../report/rounds/notify-parts';
import { accountOf } from '../rules';
import { seeParts, type SeenPart } from './seen';
import { switchersOf } from './who';

const DAY_MINUTES = 24 * 60;
/** So often a day people are told that a part is off, and that it is back: who switches it on and off fills no mailbox. */
const MOST_TIMES = 20;

/** What people were told of one time that a part was off. */
interface Time {
  /** From 1. */
  readonly number: number;
  /** Entry of the ledger for what is told: that it is off, or back. */
  readonly entryOf: (what: 'off' | 'back') => string;
  readonly isOffTold: boolean;
  /** Whether nothing more is told of the part on that day. */
  readonly isLast: boolean;
}

/** What all parts are told of by. */
interface Known {
  /** Entries about the guard of which people were told. */
  readonly told: ReadonlySet<string>;
  /** Asks who switched a part off. */
  readonly switcherOf: ReturnType<typeof switchersOf>;
}

/**
 * Looks whether the guard is whole, and tells people what is not.
 *
 * It changes nothing: what switched a part off may do so again, and a deployment knows better what it makes.
 */
export async function watchParts(delivery: Teller, ports: RevokerPorts): Promise<void> {
  const { rules, parts, telling, log } = ports;
  const now = ports.now();
  const seen = await seeParts(partsOf(rules), parts);
  const notWhole = seen.filter(({ kind }) => kind !== 'whole');
  if (notWhole.length > 0) log({ guardrail: REVOKER, notWhole });
  const off = seen.flatMap((one) => (one.kind === 'off' ? [one.part] : []));
  const known = {
    told: await telling.ledger.toldAbout({ accountId: accountOf(rules), principalId: GUARD, guardrail: REVOKER }),
    switcherOf: switchersOf(off, now, ports.watching.history),
  };
  for (const one of seen) await tellOf(one, known, { delivery, now }, ports);
  const unread = seen.flatMap((one) => (one.kind === 'unread' ? [one] : []));
  if (unread.length > 0) await tellOnce(uncheckedNotice(unread, now, rules), delivery, now, telling);
}

async function tellOf(
  one: SeenPart,
  { told, switcherOf }: Known,
  { delivery, now }: { readonly delivery: Teller; readonly now: Date },
  { rules, telling }: RevokerPorts,
): Promise<void> {
  if (one.kind === 'unread') return;
  const today = timeOf(one.part, now, told);
  if (today === undefined) return;
  if (one.kind === 'off') {
    if (today.isOffTold) return;
    const by = await switcherOf(one.part);
    await tellOnce(
      offNotice({ ...one, by, isLast: today.isLast }, today.entryOf('off'), now, rules),
      delivery,
      now,
      telling,
    );
    return;
  }
  const yesterday = new Date(now.getTime() - DAY_MINUTES * 60_000);
  const time = today.isOffTold || today.number > 1 ? today : timeOf(one.part, yesterday, told);
  if (time?.isOffTold !== true) return;
  const entries = { off: time.entryOf('off'), back: time.entryOf('back') };
  await tellOnce(mendedNotice(one.part, entries, now, rules), delivery, now, telling);
}

/** The time of a day that is not over, or comes next. @returns undefined where there were too many */
function timeOf(part: Part, day: Date, told: ReadonlySet<string>): Time | undefined {
  for (let number = 1; number <= MOST_TIMES; number += 1) {
    const entryOf = (what: 'off' | 'back') =>
      `${windowEntry(`${what}-${part.kind}-${part.name}`, day, DAY_MINUTES)}-${number}`;
    const isOffTold = told.has(entryOf('off'));
    if (!isOffTold || !told.has(entryOf('back'))) {
      return { entryOf, isOffTold, number, isLast: number === MOST_TIMES };
    }
  }
  return undefined;
}
