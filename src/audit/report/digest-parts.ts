import { copyCommand } from '../../domain/commands/runs';
import type { EndingExemption } from '../../domain/exemption/exemption';
import { plain } from '../../domain/notice/notice';
import { articleIn } from '../../domain/notice/runbook';

/** Where a run's summary lies, and what to do about it. */
export interface SummaryPlace {
  readonly region: string;
  readonly bucket: string;
  /** Key of the JSON file. */
  readonly jsonKey: string;
  /** Key of the CSV file. */
  readonly csvKey: string;
  /** File or URL of the runbook. */
  readonly runbook: string;
}

/** So many rows of a list fit into a mail that somebody reads. */
export const LISTED = 10;

/** How many of a list are not shown; nothing where all are. */
export function more(number: number): readonly string[] {
  return number > LISTED ? [`  and ${number - LISTED} more`] : [];
}

/** How many were left alone, by reason. */
export function leftBy({ left }: { readonly left: Readonly<Record<string, number>> }): readonly string[] {
  const lines = Object.entries(left).map(([reason, number]) => `  ${String(number).padStart(6)}  ${reason}`);
  return lines.length === 0 ? [] : ['Left alone:', ...lines];
}

/** Exemptions that have ended, or end soon, of a run. */
interface Ending {
  readonly endingExemptions?: readonly EndingExemption[];
  /** ISO 8601, start of the run. */
  readonly startedAt: string;
}

/**
 * What a digest says of exemptions. Whoever was exempt is judged like anybody else from then on, and nobody may remember
 * that there was an end.
 */
export function endingPart({ endingExemptions = [], startedAt }: Ending): readonly string[] {
  if (endingExemptions.length === 0) return [];
  return [
    `Exemptions that have ended, or end within two weeks (${endingExemptions.length}; prolong them or take them out):`,
    ...endingLines(endingExemptions.slice(0, LISTED), startedAt).map((line) => `  ${line}`),
    ...more(endingExemptions.length),
  ];
}

/**
 * Says of exemptions that have ended, or end soon, until when they hold, what they cover and who answers for them.
 *
 * @param startedAt ISO 8601, start of the run
 */
export function endingLines(exemptions: readonly EndingExemption[], startedAt: string): readonly string[] {
  const today = startedAt.slice(0, 10);
  return exemptions.map(({ match, from, owner, reason, expires }) => {
    const when = expires < today ? `ended after ${expires}` : `ends after ${expires}`;
    const covers = from === undefined ? '' : `from: ${from.join(' and ')}, `;
    return plain(`${match}: ${when} (${covers}owner: ${owner}, reason: ${reason})`);
  });
}

/** Where a run's summary is. @param article of the runbook about it */
export function whereabouts(
  { region, bucket, jsonKey, csvKey, runbook }: SummaryPlace,
  article: string,
): readonly string[] {
  const prefix = inUrl(csvKey);
  const commands = [csvKey, jsonKey].flatMap((key) => copyCommand(bucket, key) ?? []);
  return [
    'The summary, with every principal:',
    `  https://${region}.console.aws.amazon.com/s3/object/${bucket}?region=${region}&prefix=${prefix}`,
    ...commands.map((line) => `  ${line}`),
    `Runbook: ${articleIn(runbook, article)}`,
  ];
}

/** Text as a part of a URL that neither a mail program nor a shell cuts in two (RFC 3986, 2.2: `!'()*` are reserved too). */
function inUrl(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}
