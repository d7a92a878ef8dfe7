import type { RecordedRow } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import { mailAddressIn } from '../../../domain/notice/mail-address';
import { dayAfter, dayOf, type Announced } from '../../../domain/run/countdown';

type Row = RecordedRow<SlotSet>;

/** Something that a report names, and the day on which something is done about it. */
export type Due = Announced & { readonly due: NonNullable<Announced['due']> };

/** An owner who can be mailed, and what a run has to say to them. */
export interface MailedOwner {
  readonly address: string;
  /** What is theirs and has a day, or was changed by the run. */
  readonly rows: readonly Row[];
}

/** The owners of what a run warned of or changed. */
export interface Owners {
  readonly mailed: readonly MailedOwner[];
  /** Owners whose address is of a domain that nobody is mailed in. */
  readonly outside: number;
  /** Owners whose tag holds something else than one address. */
  readonly unaddressed: number;
  /** Owners whose mailbox gets as many mails of this run as it may, by other addresses of its own. */
  readonly crowded: number;
}

/** How many mails of a run go to one mailbox: somebody who may tag can write a different address of it on every user and role. */
const MOST_TO_A_MAILBOX = 3;

/**
 * Who is mailed about what.
 *
 * The value of a tag is whatever somebody who may tag has written (THREATS T21): an address that is not plain, or is of
 * another domain, is never mailed.
 *
 * @param domains in lower case
 * @param startedAt ISO 8601, start of the run
 */
export function ownersOf(rows: readonly Row[], domains: readonly string[], startedAt: string): Owners {
  const byOwner = new Map<string, { readonly address?: string; readonly domain?: string; readonly rows: Row[] }>();
  for (const row of rows) {
    const { owner } = row.decision;
    if (owner === undefined || !concernsOwner(row)) continue;
    const read = mailAddressIn(owner);
    // Mailboxes whose names differ in case alone are the same nearly everywhere: nobody is to be mailed twice.
    const key = (read?.address ?? owner).toLowerCase();
    const known = byOwner.get(key) ?? { ...read, rows: [] };
    byOwner.set(key, known);
    known.rows.push(row);
  }
  const all = [...byOwner.values()];
  const isInside = ({ domain = '' }: { readonly domain?: string }) => domains.includes(domain);
  const due = all.flatMap(({ address, domain = '', rows: theirs }) =>
    address !== undefined && isInside({ domain }) && isMailDay(theirs, startedAt) ? [{ address, rows: theirs }] : [],
  );
  const mailed = withinMailboxes(due);
  return {
    ...{ mailed, crowded: due.length - mailed.length },
    outside: all.filter((one) => one.address !== undefined && !isInside(one)).length,
    unaddressed: all.filter(({ address }) => address === undefined).length,
  };
}

/** The first of each mailbox. */
function withinMailboxes(owners: readonly MailedOwner[]): readonly MailedOwner[] {
  const counts = new Map<string, number>();
  return owners.filter(({ address }) => {
    const mailbox = mailboxOf(address);
    const count = (counts.get(mailbox) ?? 0) + 1;
    counts.set(mailbox, count);
    return count <= MOST_TO_A_MAILBOX;
  });
}

/** What stands behind a `+` is no part of the mailbox's name nearly everywhere (RFC 5233). */
const mailboxOf = (address: string) => address.toLowerCase().replace(/\+[^@]*@/, '@');

/** What of a principal has a day. */
export const dueOf = ({ decision: { announced = [] } }: Pick<Row, 'decision'>): readonly Due[] =>
  announced.flatMap((one) => (one.due === undefined ? [] : [{ ...one, due: one.due }]));

/** Whether the run has changed something of a principal. */
export const isChanged = ({ outcome }: Pick<Row, 'outcome'>): boolean => outcome?.kind === 'done';

const concernsOwner = (row: Row) => isChanged(row) || dueOf(row).length > 0;

const [DAYS_OF_WEEK, DAY_MS] = [7, 86_400_000];

/**
 * Whether owners are mailed today: when something was changed, when a day is named for the first time, every week from then
 * on, and on the day before. Months may lie between a report and what is done: nobody reads a mail that comes every day.
 */
function isMailDay(rows: readonly Row[], startedAt: string): boolean {
  const today = dayOf(startedAt);
  const isWeekly = ({ since }: Due) => (Date.parse(today) - Date.parse(dayOf(since))) % (DAYS_OF_WEEK * DAY_MS) === 0;
  const isOnTheEve = ({ due }: Due) => due.on === dayAfter(today, 1);
  return rows.some((row) => isChanged(row) || dueOf(row).some((one) => isWeekly(one) || isOnTheEve(one)));
}
