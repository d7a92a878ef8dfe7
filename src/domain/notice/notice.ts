/** What people are told. */
export interface Notice {
  /** ASCII, under 100 characters, one line: SNS refuses anything else (SNS API reference, Publish). */
  readonly subject: string;
  readonly body: string;
}

const SUBJECT_LIMIT = 99;

/** Makes a text fit for a subject of SNS: printable ASCII, one line, short. */
export function subjectOf(text: string): string {
  const ascii = text.replace(/[^\x20-\x7e]+/g, '?').trim();
  return ascii.length <= SUBJECT_LIMIT ? ascii : `${ascii.slice(0, SUBJECT_LIMIT - 3)}...`;
}

/**
 * A text without halves of characters that a cut has left: a publisher cannot encode them, and the notice would be lost.
 *
 * UTF-16 writes characters beyond U+FFFF, which IAM allows in the values of tags, in two halves.
 */
export function wholeCharacters(text: string): string {
  return text.replace(/\p{Cs}/gu, '');
}

/** Event text on one line, without control characters and cut at a length a mail can bear: a caller chooses it (THREATS T21). */
export function plain(text: string, limit = 200): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length <= limit ? line : `${wholeCharacters(line.slice(0, limit))}…`;
}

/** The same, cut in the middle: how a user agent or an ARN ends says the most. */
export function inBrief(text: string, limit = 200): string {
  const line = plain(text, Infinity);
  if (line.length <= limit) return line;
  const end = Math.ceil(limit / 2);
  return `${wholeCharacters(line.slice(0, limit - end))}…${wholeCharacters(line.slice(-end))}`;
}
