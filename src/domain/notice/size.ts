import type { Line } from './notice';

/**
 * SNS takes 262,144 bytes (SNS API reference, Publish). What stands around the rows, and the same notice as data with
 * shorter lists, takes the rest.
 */
const MOST_BYTES = 200_000;

/**
 * As many rows as fit into a mail.
 *
 * @param atLeast rows that are taken whatever their size, so that none can keep others from being told
 */
export function fittingRows<T>(rows: readonly T[], lineOf: (row: T) => Line, atLeast = 0): readonly T[] {
  let bytes = 0;
  const beyond = rows.findIndex((row, index) => {
    bytes += bytesOf(lineOf(row));
    return bytes > MOST_BYTES && index >= atLeast;
  });
  return beyond === -1 ? rows : rows.slice(0, beyond);
}

/** Bytes that a row takes: SNS is sent the mail as a string of JSON. */
function bytesOf({ say, command = '' }: Line): number {
  return new TextEncoder().encode(JSON.stringify(`  ${say}\n    ${command}\n`)).length;
}
