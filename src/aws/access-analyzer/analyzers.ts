import { GetAnalyzerCommand, ListAnalyzersCommand, type AnalyzerSummary } from '@aws-sdk/client-accessanalyzer';
import type { Analyzer, UnreadAnalysis } from '../../domain/unused-access/finding';
import { byToken } from '../clients/by-token';
import { unreadFor, type Found, type RegionalAnalyzer } from './client';

/** Types of analyzers that look for unused access, and whose they are. */
const TYPES = { ACCOUNT_UNUSED_ACCESS: 'account', ORGANIZATION_UNUSED_ACCESS: 'organization' } as const;

/**
 * The analyzers of unused access in a Region.
 *
 * One call for each type, since the list takes one, and one for each analyzer: only `GetAnalyzer` says after how many days
 * it reports (IAM Access Analyzer API reference, AnalyzerSummary).
 */
export async function analyzersIn(regional: RegionalAnalyzer): Promise<Found<Analyzer>> {
  const found: Analyzer[] = [];
  const unread: UnreadAnalysis[] = [];
  try {
    for (const type of Object.keys(TYPES) as readonly (keyof typeof TYPES)[]) {
      for (const summary of await listed(type, regional)) {
        found.push({ ...analyzerOf(summary, TYPES[type]), ...(await ageOf(summary, regional, unread)) });
      }
    }
  } catch (error) {
    unread.push(unreadFor(`the analyzers in ${regional.region}`, error));
  }
  return { found, unread };
}

async function listed(
  type: keyof typeof TYPES,
  { client, turn }: RegionalAnalyzer,
): Promise<readonly AnalyzerSummary[]> {
  const all: AnalyzerSummary[] = [];
  const pages = byToken(
    (nextToken) => turn('ListAnalyzers', () => client.send(new ListAnalyzersCommand({ type, nextToken }))),
    ({ nextToken }) => nextToken,
  );
  for await (const { analyzers = [] } of pages) all.push(...analyzers);
  return all;
}

const analyzerOf = ({ arn = '', name = '', status, managedBy }: AnalyzerSummary, of: Analyzer['of']): Analyzer => ({
  ...{ arn, name, of, status: status ?? 'UNKNOWN' },
  ...(managedBy !== undefined && { managedBy }),
});

/** Findings count all the same where nobody may ask after how many days they are made. */
async function ageOf(
  { arn = '', name: analyzerName, status }: AnalyzerSummary,
  { client, turn }: RegionalAnalyzer,
  unread: UnreadAnalysis[],
): Promise<Pick<Analyzer, 'afterDays'>> {
  if (status !== 'ACTIVE') return {};
  try {
    const { analyzer } = await turn('GetAnalyzer', () => client.send(new GetAnalyzerCommand({ analyzerName })));
    const afterDays = analyzer?.configuration?.unusedAccess?.unusedAccessAge;
    return afterDays === undefined ? {} : { afterDays };
  } catch (error) {
    unread.push(unreadFor(`after how many days ${arn} reports`, error));
    return {};
  }
}
