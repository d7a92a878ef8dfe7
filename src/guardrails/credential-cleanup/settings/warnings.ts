import { ANALYZED_DOLLARS } from '../contract';
import { modeOf } from '../settings';
import type { Given } from './weaknesses';

/** What an analyzer costs, as a sentence without its end. */
export const ANALYZER_COSTS = `Analyzer of unused access, for which AWS takes ${ANALYZED_DOLLARS.toFixed(2)} dollars a month for each user and each role that it analyzes`;

/** What whoever deploys may not know of what they have set. */
export const warnings = ({ credentialCleanup }: Given): string[] => [
  ...paidAnalyzer(credentialCleanup),
  ...mailsNobody(credentialCleanup),
];

/** A paid analyzer beside one that is there is money for nothing. */
function paidAnalyzer(given: Given['credentialCleanup']): readonly string[] {
  if (given.analyzer !== 'create' || modeOf(given) === 'off') return [];
  const hundred = (100 * ANALYZED_DOLLARS).toFixed(0);
  return [
    `${ANALYZER_COSTS}: ${hundred} dollars a month for 100 of them. Where Security Hub or somebody else has one in this ` +
      'account and Region already, set in context.guardrails of cdktf.json: "credentialCleanup": {"analyzer": "existing"}.',
  ];
}

/** Owners are mailed of what has a day, and nothing has one until something is disabled. */
const mailsNobody = (given: Given['credentialCleanup']): readonly string[] =>
  given.ownerMails === undefined || modeOf(given) === 'enforce'
    ? []
    : [
        'credentialCleanup.ownerMails mails nobody, because nothing is disabled. Set a credentialCleanup setting named disable ' +
          'above 0, or leave ownerMails out.',
      ];
