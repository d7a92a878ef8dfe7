import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { incidentLedger } from '../../aws/ledger/incidents';
import { recordedLedger } from '../../aws/ledger/recorded';
import { plain } from '../../domain/notice/notice';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import { BOUNDARY_KINDS, type BoundaryEntry } from '../../guardrails/permissions-boundary/kinds';
import { PERMISSIONS_BOUNDARY } from '../../guardrails/permissions-boundary/contract';
import { REVOKER } from '../../guardrails/revoker/contract';
import { roomOf } from '../deployment';

const LONGEST_WHY = 400;

/** What a deployment remembers of its account. */
export interface Remembered {
  /** Unique ids of principals with an open incident of the revoker. */
  readonly openIncidents: ReadonlySet<string>;
  /** Boundaries that were put and not released. */
  readonly boundaries: readonly BoundaryEntry[];
  /** Why neither is known; absent where they are. */
  readonly unknown?: string;
}

/** Reads the ledger of a deployment where there is one and the caller may; it decides nothing that would be done here. */
export async function remembered(find: () => Promise<DeployedParts>, accountId: string): Promise<Remembered> {
  try {
    const deployment = await find();
    if (deployment.accountId !== accountId) throw new Error(`the deployment is in account ${deployment.accountId}`);
    const { ledgerTable } = roomOf(deployment, PERMISSIONS_BOUNDARY);
    const table = { client: new DynamoDBClient({ region: deployment.region }), name: ledgerTable };
    const [incidents, boundaries] = await Promise.all([
      incidentLedger(table, REVOKER).allOpen(accountId),
      recordedLedger(table, PERMISSIONS_BOUNDARY, BOUNDARY_KINDS).allOpen(accountId),
    ]);
    return { openIncidents: new Set(incidents.map(({ principalId }) => principalId)), boundaries };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { openIncidents: new Set(), boundaries: [], unknown: plain(error.message, LONGEST_WHY) };
  }
}
