import type { EventHistory } from '../../aws/cloudtrail/event-history';
import { plain } from '../../domain/notice/notice';

const DAY_MS = 86_400_000;

/** So much of the time is looked up at once; where there is too much in it, the next smaller parts of it are. */
const PARTS_MS = [DAY_MS, DAY_MS / 6, 3_600_000, 600_000, 60_000, 10_000, 1_000];

/** Records of calls of IAM, and why they end before the time does. Absent: they do not. */
export interface ReadHistory {
  readonly records: readonly string[];
  /** The records are whole until then. */
  readonly until: Date;
  readonly why?: string;
}

/** Reads every call of IAM in a time, day by day. @param read told how far it is */
export async function historyBetween(
  from: Date,
  to: Date,
  history: EventHistory,
  read: (until: Date, records: number) => void,
): Promise<ReadHistory> {
  // Both ends belong to a look-up: a call at the end of one part is at the beginning of the next.
  const records = new Set<string>();
  let until = from;
  /** @returns why it could not be read; undefined where it was */
  const readTo = async (end: Date, [most = 0, ...smaller]: readonly number[]): Promise<string | undefined> => {
    while (until < end) {
      const next = new Date(Math.min(until.getTime() + most, end.getTime()));
      const found = await history({ eventSource: 'iam.amazonaws.com' }, until, next);
      if (found.kind === 'complete') {
        for (const record of found.records) records.add(record);
        until = next;
        read(until, records.size);
        continue;
      }
      // Whoever may not look up events may not look up fewer.
      const isFinal = smaller.length === 0 || found.isDenied === true;
      const why = isFinal ? plain(found.why) : await readTo(next, smaller);
      if (why !== undefined) return why;
    }
    return undefined;
  };
  const why = await readTo(to, PARTS_MS);
  return { records: [...records], until, ...(why !== undefined && { why }) };
}
