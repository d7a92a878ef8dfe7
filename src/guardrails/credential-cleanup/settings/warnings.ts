import { ANALYZED_DOLLARS } from '../contract';
import { modeOf } from '../settings';
import type { Given } from './weaknesses';

/** What an analyzer costs, as a sentence without its end. */
export const ANALYZER_COSTS = `Analyzer of unused access, for which AWS takes ${ANALYZED_DOLLARS.toFixed(2)} dollars a month for each user and each role that it analyzes`;

/** A paid analyzer beside one that is there is money for nothing. */
export function warnings({ credentialCleanup }: Given): string[] {
  if (credentialCleanup.analyzer !== 'create' || modeOf(credentialCleanup) === 'off') return [];
  const hundred = (100 * ANALYZED_DOLLARS).toFixed(0);
  return [
    `${ANALYZER_COSTS}: ${hundred} dollars a month for 100 of them. Where Security Hub or somebody else has one in this ` +
      'account and Region already, set in context.guardrails of cdktf.json: "credentialCleanup": {"analyzer": "existing"}.',
  ];
}
