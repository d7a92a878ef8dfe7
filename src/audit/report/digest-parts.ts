import { copyCommand } from '../../domain/commands/runs';
import type { EndingExemption } from '../../domain/exemption/exemption';
import { plain, type Line, type Link, type List } from '../../domain/notice/notice';
import { articleIn } from '../../domain/notice/runbook';

/** Where a run's summary lies, and what to do about it. */
export interface SummaryPlace {
  readonly region: string;
  readonly bucket: string;
  /** Key of the JSON file. */
  readonly jsonKey: string;
  /** Key of the CSV file. */
  readonly csvKey: string;
  /** Key of the page. */
  readonly reportKey: string;
  /** File or URL of the runbook. */
  readonly runbook: string;
}

/** So many rows of a list fit into a mail that somebody reads. */
export const LISTED = 10;

/** The first of many; no list at all where there is nothing to list. */
export function listed<T>(
  heading: string,
  all: readonly T[],
  lineOf: (one: T) => Line | string,
  about?: string,
): readonly List[] {
  if (all.length === 0) return [];
  const rows = all
    .slice(0, LISTED)
    .map(lineOf)
    .map((row) => (typeof row === 'string' ? { say: row } : row));
  return [{ heading, ...(about !== undefined && { about }), rows, total: all.length }];
}

/** How many were left alone, by reason. */
export function leftBy({ left }: { readonly left: Readonly<Record<string, number>> }): readonly List[] {
  const rows = Object.entries(left).map(([reason, number]) => ({ say: `${reason}: ${number}` }));
  return rows.length === 0 ? [] : [{ heading: 'Reasons for leaving principals alone', rows, total: rows.length }];
}

/** Exemptions that have ended, or end soon, of a run. */
interface Ending {
  readonly endingExemptions?: readonly EndingExemption[];
  /** ISO 8601, start of the run. */
  readonly startedAt: string;
}

/** What a digest says of exemptions: who was exempt is judged like anybody else from then on, and nobody may remember it. */
export function endingPart({ endingExemptions = [], startedAt }: Ending): readonly List[] {
  return listed(
    'Exemptions that have ended, or end within two weeks',
    endingExemptions,
    (one) => endingLine(one, startedAt),
    'Extend them or take them out',
  );
}

/**
 * Says of exemptions that have ended, or end soon, until when they hold, what they cover and who answers for them.
 *
 * @param startedAt ISO 8601, start of the run
 */
export function endingLines(exemptions: readonly EndingExemption[], startedAt: string): readonly string[] {
  return exemptions.map((one) => endingLine(one, startedAt));
}

function endingLine({ match, from, owner, reason, expires }: EndingExemption, startedAt: string): string {
  const when = expires < startedAt.slice(0, 10) ? `ended after ${expires}` : `ends after ${expires}`;
  const covers = from === undefined ? '' : `from: ${from.join(' and ')}, `;
  return plain(`${match}: ${when} (${covers}owner: ${owner}, reason: ${reason})`);
}

/** How to read a run's summary. */
export function summaryCopies({ bucket, csvKey, jsonKey, reportKey }: SummaryPlace): readonly List[] {
  const rows = [
    ['as a page', reportKey],
    ['as a table', csvKey],
    ['as JSON', jsonKey],
  ].flatMap(([say = '', key = '']) => {
    const command = copyCommand(bucket, key);
    return command === undefined ? [] : [{ say, command }];
  });
  const about = 'It says of every principal what was found and done. To copy it to your computer';
  return rows.length === 0 ? [] : [{ heading: 'Summary of the run', about, rows, total: rows.length }];
}

/** Where a run's page and summary are. The console opens a page in the browser. @param article of the runbook about it */
export function summaryLinks({ bucket, csvKey, reportKey, ...place }: SummaryPlace, article: string): readonly Link[] {
  const { region, runbook } = place;
  const console = `https://${region}.console.aws.amazon.com/s3/object/${bucket}?region=${region}&prefix=`;
  return [
    { label: 'Report', href: `${console}${inUrl(reportKey)}` },
    { label: 'Summary', href: `${console}${inUrl(csvKey)}` },
    { label: 'Runbook', href: articleIn(runbook, article) },
  ];
}

/** Text as a part of a URL that neither a mail program nor a shell cuts in two (RFC 3986, 2.2: `!'()*` are reserved too). */
function inUrl(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
