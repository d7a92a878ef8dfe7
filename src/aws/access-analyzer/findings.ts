import { ListFindingsV2Command, type FindingSummaryV2 } from '@aws-sdk/client-accessanalyzer';
import type { Analyzer, UnreadAnalysis, UnusedAccess, UnusedKind } from '../../domain/unused-access/finding';
import { byToken } from '../clients/by-token';
import { unreadFor, type Found, type RegionalAnalyzer } from './client';

/** Types of findings of unused access (IAM Access Analyzer API reference, FindingSummaryV2). */
const KINDS = new Map<string | undefined, UnusedKind>([
  ['UnusedIAMRole', 'role'],
  ['UnusedIAMUserAccessKey', 'access-key'],
  ['UnusedIAMUserPassword', 'password'],
  ['UnusedPermission', 'permissions'],
]);

/**
 * The active findings of an analyzer about principals of an account, without details.
 *
 * An analyzer of the organization lists those of every account, so the account is asked for and looked at again; so is the
 * status, for a finding may be archived or resolved while pages are read.
 */
export async function findingsOf(
  analyzer: Analyzer,
  accountId: string,
  { client, turn }: RegionalAnalyzer,
): Promise<Found<UnusedAccess>> {
  const found: UnusedAccess[] = [];
  const failed: FindingSummaryV2[] = [];
  const unread: UnreadAnalysis[] = [];
  const { arn: analyzerArn } = analyzer;
  const filter = { status: { eq: ['ACTIVE'] }, resourceOwnerAccount: { eq: [accountId] } };
  try {
    const pages = byToken(
      (nextToken) =>
        turn('ListFindingsV2', () =>
          client.send(new ListFindingsV2Command({ analyzerArn, filter, maxResults: 100, nextToken })),
        ),
      ({ nextToken }) => nextToken,
    );
    for await (const { findings = [] } of pages) {
      for (const summary of findings) {
        if (summary.status !== 'ACTIVE' || summary.resourceOwnerAccount !== accountId) continue;
        if (summary.error !== undefined) failed.push(summary);
        else found.push(...findingOf(summary, analyzer));
      }
    }
  } catch (error) {
    unread.push(unreadFor(`${found.length > 0 ? 'some of the' : 'the'} findings of ${analyzerArn}`, error));
  }
  return { found, unread: [...unread, ...withErrors(failed, analyzerArn)] };
}

/** An analyzer that could not look at a resource says so by a finding with an error. */
function withErrors([first, ...more]: readonly FindingSummaryV2[], analyzerArn: string): readonly UnreadAnalysis[] {
  if (first === undefined) return [];
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  const what = `what ${analyzerArn} finds of ${first.resource ?? 'a principal'}${others}`;
  return [{ what, why: `the analyzer could not look: ${first.error ?? ''}` }];
}

function findingOf(
  { id, resource: arn, findingType }: FindingSummaryV2,
  { arn: analyzerArn, afterDays }: Analyzer,
): readonly UnusedAccess[] {
  const kind = KINDS.get(findingType);
  // A type that comes later is about something that no guardrail knows of.
  if (id === undefined || arn === undefined || kind === undefined) return [];
  return [{ arn, kind, id, analyzerArn, ...(afterDays !== undefined && { afterDays }) }];
}
