import type { EndingExemption } from '../../../domain/exemption/exemption';
import { plain } from '../../../domain/notice/notice';
import type { RunSummary } from '../run-summary';
import { LISTED, more } from './digest-boundaries';

/**
 * What a digest says of exemptions. Whoever was exempt is judged like anybody else from then on, and nobody may remember
 * that there was an end.
 */
export function endingPart({ endingExemptions = [], startedAt }: RunSummary): readonly string[] {
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
