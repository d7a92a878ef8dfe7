import type { EventHistory } from '../../aws/cloudtrail/event-history';
import { plain } from '../../domain/notice/notice';

const DAY_MS = 86_400_000;

/** So much of the time is looked up at once: less where there is too much in it. */
const SLICES_MS = [DAY_MS, DAY_MS / 6, 3_600_000, 600_000, 60_000, 10_000, 1_000];

/** Records of calls of IAM, and why they end before the time does. Absent: they do not. */
export interface ReadHistory {
  readonly records: readonly string[];
  /** The records are whole until then. */
  readonly until: Date;
  readonly why?: string;
}

/** Reads every call of IAM in a time, slice by slice. @param read told how far it is */
export async function historyBetween(
  from: Date,
  to: Date,
  history: EventHistory,
  read: (until: Date, records: number) => void,
): Promise<ReadHistory> {
  const records: string[] = [];
  let [until, slice] = [from, 0];
  while (until < to) {
    const end = new Date(Math.min(until.getTime() + (SLICES_MS[slice] ?? 0), to.getTime()));
    const found = await history({ eventSource: 'iam.amazonaws.com' }, until, end);
    if (found.kind === 'complete') {
      records.push(...found.records);
      until = end;
      read(until, records.length);
      continue;
    }
    // Whoever may not look up events may not look up fewer.
    if (slice === SLICES_MS.length - 1 || found.why.startsWith('AccessDenied')) {
      return { records, until, why: plain(found.why) };
    }
    slice += 1;
  }
  return { records, until };
}
