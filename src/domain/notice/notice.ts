/** What a notice is about, so that people choose where it goes. In order of importance. */
export const NOTICE_CLASSES = ['incident', 'action-needed', 'digest', 'heartbeat'] as const;
export type NoticeClass = (typeof NOTICE_CLASSES)[number];

/**
 * What people are told, as data: `src/notify/render` makes mails and messages of it.
 *
 * What somebody else named or chose is `plain` (THREATS T21): one line, and cut. What a mark-up would read in it, the
 * rendering for that mark-up escapes.
 */
export interface Notice {
  readonly class: NoticeClass;
  /** Name of the guardrail that speaks, or `guardrails` for what concerns all of them. */
  readonly guardrail: string;
  readonly accountId: string;
  /** Incident or run, unique among all accounts: notices that belong together name the same one. */
  readonly thread: string;
  /**
   * Threads that are over with this: a release ends an incident.
   *
   * @default - none
   */
  readonly ends?: readonly string[];
  /** What happened, in a clause without a full stop. A rendering cuts it to what its reader takes. */
  readonly headline: string;
  /** What happened: paragraphs of short sentences. */
  readonly happened: readonly string[];
  /** What was done about it, or that nothing was: the same. */
  readonly done: readonly string[];
  /** What a person should do, in this order. */
  readonly actions: readonly Line[];
  readonly facts: readonly Fact[];
  readonly lists: readonly List[];
  readonly links: readonly Link[];
}

/** A sentence, and the command that goes with it. */
export interface Line {
  readonly say: string;
  /**
   * To be pasted into a shell; where a name could harm one, a sentence that says how to do it without.
   *
   * @default - there is nothing to paste
   */
  readonly command?: string;
}

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** Rows of one kind, the weightiest first, and how many there are in all. */
export interface List {
  readonly heading: string;
  /**
   * What is to be said of all of them, without a full stop.
   *
   * @default - the heading says it all
   */
  readonly about?: string;
  readonly rows: readonly Line[];
  readonly total: number;
}

export interface Link {
  readonly label: string;
  /** URL, or a file of this project. */
  readonly href: string;
}

/** Notice about something that belongs to no guardrail in particular. */
export const ALL_GUARDRAILS = 'guardrails';

/** The headline, and before it what the class has to say: the subject of a mail, the header of a message. */
export function titleOf({ class: noticeClass, headline }: Pick<Notice, 'class' | 'headline'>): string {
  return plain(noticeClass === 'action-needed' ? `ACTION NEEDED: ${headline}` : headline, Infinity);
}

/** Who speaks, to somebody who has never heard of this project. */
export function senderOf({ guardrail, accountId }: Pick<Notice, 'guardrail' | 'accountId'>): string {
  const who = guardrail === ALL_GUARDRAILS ? 'iam-guardrails' : `the guardrail ${guardrail} of iam-guardrails`;
  return `Sent by ${who}, which watches AWS account ${accountId}.`;
}

/** The thread of a run. */
export function runThread({ guardrail, accountId }: Pick<Notice, 'guardrail' | 'accountId'>, runId: string): string {
  return `${guardrail}/${accountId}/${runId}`;
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

/** Why something could not be done, as an error says it: AWS's name an action and two ARNs. */
export const reasonOf = ({ message }: Error): string => plain(message, 400);

/** The same as {@link plain}, cut in the middle: how a user agent or an ARN ends says the most. */
export function inBrief(text: string, limit = 200): string {
  const line = plain(text, Infinity);
  if (line.length <= limit) return line;
  const end = Math.ceil(limit / 2);
  return `${wholeCharacters(line.slice(0, limit - end))}…${wholeCharacters(line.slice(-end))}`;
}
