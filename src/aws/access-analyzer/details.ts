import { GetFindingV2Command, type FindingDetails } from '@aws-sdk/client-accessanalyzer';
import type { UnusedAccess, UnusedDetails, UnusedService } from '../../domain/unused-access/finding';
import { byToken } from '../clients/by-token';
import type { RegionalAnalyzer } from './client';

/** What a finding says of itself: `gone` where it is no longer active. */
export type Detailed = { readonly kind: 'details'; readonly details?: UnusedDetails } | { readonly kind: 'gone' };

/** Reads all pages of a finding's details. What a caller may not read is thrown, and so is what fails. */
export async function detailsOf(
  { id, analyzerArn }: Pick<UnusedAccess, 'id' | 'analyzerArn'>,
  { client, turn }: RegionalAnalyzer,
): Promise<Detailed> {
  const all: FindingDetails[] = [];
  try {
    const pages = byToken(
      (nextToken) =>
        turn('GetFindingV2', () =>
          client.send(new GetFindingV2Command({ analyzerArn, id, maxResults: 100, nextToken })),
        ),
      ({ nextToken }) => nextToken,
    );
    for await (const { status, findingDetails = [] } of pages) {
      if (status !== 'ACTIVE') return { kind: 'gone' };
      all.push(...findingDetails);
    }
  } catch (error) {
    // What it was about was deleted since the list was made.
    if (error instanceof Error && error.name === 'ResourceNotFoundException') return { kind: 'gone' };
    throw error;
  }
  const details = unusedIn(all);
  return { kind: 'details', ...(details && { details }) };
}

function unusedIn(all: readonly FindingDetails[]): UnusedDetails | undefined {
  const services = all.flatMap((one) => serviceIn(one) ?? []);
  if (services.length > 0) return { of: 'permissions', services };
  for (const { unusedIamUserAccessKeyDetails: key, ...one } of all) {
    if (key?.accessKeyId !== undefined) {
      return { of: 'access-key', keyId: key.accessKeyId, ...lastUse(key.lastAccessed) };
    }
    const principal = one.unusedIamRoleDetails ?? one.unusedIamUserPasswordDetails;
    if (principal) return { of: 'principal', ...lastUse(principal.lastAccessed) };
  }
  return undefined;
}

function serviceIn({ unusedPermissionDetails: unused }: FindingDetails): UnusedService | undefined {
  if (unused?.serviceNamespace === undefined) return undefined;
  const actions = (unused.actions ?? []).flatMap(({ action, lastAccessed }) =>
    action === undefined ? [] : [{ action, ...lastUse(lastAccessed) }],
  );
  return {
    ...{ service: unused.serviceNamespace, ...lastUse(unused.lastAccessed) },
    ...(actions.length > 0 && { actions }),
  };
}

const lastUse = (at: Date | undefined) => (at === undefined ? {} : { lastUsedAt: at.toISOString() });
