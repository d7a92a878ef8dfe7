import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Remembered } from '../../audit/desk/readings';
import { holdLedger } from '../../aws/ledger/holds';
import { allIncidents } from '../../aws/ledger/all-incidents';
import { incidentLedger } from '../../aws/ledger/incidents';
import { recordedLedger } from '../../aws/ledger/recorded';
import type { LedgerTable } from '../../aws/ledger/table';
import { type Incident, OPEN_INCIDENT, OPENING_INCIDENTS } from '../../domain/ledger/incident';
import { reasonOf } from '../../domain/notice/notice';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import { namesOf } from '../../foundation/names';

/** Where nothing is remembered. */
const NOTHING_REMEMBERED: Remembered = {
  leftElsewhere: new Map(),
  allOpen: () => Promise.resolve([]),
  historyOf: () => Promise.resolve([]),
  holds: () => Promise.resolve([]),
};

/** Incidents that a ledger knows. */
export interface FoundIncidents {
  readonly incidents: readonly Incident[];
  /** Why none but open ones are known. Absent: all are. */
  readonly pastUnknown?: string;
}

/** What a ledger says. */
interface FoundLedger {
  readonly known: Remembered;
  readonly incidents: () => Promise<FoundIncidents>;
  /** Why nothing is known. Absent: something is. */
  readonly unknown?: string;
}

/** Reads the ledger of a deployment where there is one and the caller may; it decides nothing that would be done here. */
export async function remembered(find: () => Promise<DeployedParts>, accountId: string): Promise<FoundLedger> {
  try {
    const deployment = await find();
    if (deployment.accountId !== accountId) throw new Error(`the deployment is in account ${deployment.accountId}`);
    return await ledgerOf(deployment);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const incidents = () => Promise.resolve({ incidents: [] });
    return { known: NOTHING_REMEMBERED, incidents, unknown: reasonOf(error) };
  }
}

/** The open incidents are asked for first: whoever may not read these may read nothing of the ledger. */
async function ledgerOf({ accountId, region, prefix }: DeployedParts): Promise<FoundLedger> {
  const { ledger } = namesOf({ accountId, region, prefix, partition: 'aws' });
  const table = { client: new DynamoDBClient({ region }), name: ledger };
  const opened = await Promise.all(OPENING_INCIDENTS.map((one) => incidentLedger(table, one).allOpen(accountId)));
  const open = opened.flat();
  return {
    known: {
      leftElsewhere: new Map(open.map(({ principalId }) => [principalId, OPEN_INCIDENT])),
      allOpen: (guardrail, kinds) => recordedLedger(table, guardrail, kinds).allOpen(accountId),
      historyOf: (guardrail, kinds, id) => recordedLedger(table, guardrail, kinds).historyOf(accountId, id),
      holds: (guardrail) => holdLedger(table, guardrail).allOf(accountId),
    },
    incidents: () => incidentsIn(table, accountId, open),
  };
}

/** @param open those that are known already, in case no others are to be read */
async function incidentsIn(table: LedgerTable, accountId: string, open: readonly Incident[]): Promise<FoundIncidents> {
  try {
    const all = await Promise.all(OPENING_INCIDENTS.map((one) => allIncidents(table, one, accountId)));
    return { incidents: all.flat() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { incidents: open, pastUnknown: `Past incidents are not known: ${reasonOf(error)}` };
  }
}
