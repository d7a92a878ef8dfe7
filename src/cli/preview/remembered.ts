import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Remembered } from '../../audit/desk/readings';
import { holdLedger } from '../../aws/ledger/holds';
import { incidentLedger } from '../../aws/ledger/incidents';
import { recordedLedger } from '../../aws/ledger/recorded';
import { OPEN_INCIDENT, OPENING_INCIDENTS } from '../../domain/ledger/incident';
import { plain } from '../../domain/notice/notice';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import { namesOf } from '../../foundation/names';

const LONGEST_WHY = 400;

/** Where nothing is remembered. */
const NOTHING_REMEMBERED: Remembered = {
  leftElsewhere: new Map(),
  allOpen: () => Promise.resolve([]),
  historyOf: () => Promise.resolve([]),
  holds: () => Promise.resolve([]),
};

/**
 * Reads the ledger of a deployment where there is one and the caller may; it decides nothing that would be done here.
 *
 * @returns with why nothing is known, where nothing is
 */
export async function remembered(
  find: () => Promise<DeployedParts>,
  accountId: string,
): Promise<{ readonly known: Remembered; readonly unknown?: string }> {
  try {
    const deployment = await find();
    if (deployment.accountId !== accountId) throw new Error(`the deployment is in account ${deployment.accountId}`);
    return { known: await ledgerOf(deployment) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { known: NOTHING_REMEMBERED, unknown: plain(error.message, LONGEST_WHY) };
  }
}

/** The open incidents are asked for first: whoever may not read these may read nothing of the ledger. */
async function ledgerOf({ accountId, region, prefix }: DeployedParts): Promise<Remembered> {
  const { ledger } = namesOf({ accountId, region, prefix, partition: 'aws' });
  const table = { client: new DynamoDBClient({ region }), name: ledger };
  const open = await Promise.all(OPENING_INCIDENTS.map((one) => incidentLedger(table, one).allOpen(accountId)));
  return {
    leftElsewhere: new Map(open.flat().map(({ principalId }) => [principalId, OPEN_INCIDENT])),
    allOpen: (guardrail, kinds) => recordedLedger(table, guardrail, kinds).allOpen(accountId),
    historyOf: (guardrail, kinds, id) => recordedLedger(table, guardrail, kinds).historyOf(accountId, id),
    holds: (guardrail) => holdLedger(table, guardrail).allOf(accountId),
  };
}
