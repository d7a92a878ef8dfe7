import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Incident } from '../../domain/ledger/incident';
import { incidentOf, type Item } from './items';
import { readable } from './readable';
import type { LedgerTable } from './table';

/**
 * Every incident of a guardrail in an account, open and past. No index has those that are over, so that the whole table is
 * read: a person at a desk may wait for that, and no function does it.
 */
export async function allIncidents(
  table: LedgerTable,
  guardrail: string,
  accountId: string,
): Promise<readonly Incident[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        FilterExpression: 'begins_with(pk, :pk) AND begins_with(sk, :sk)',
        ExpressionAttributeValues: marshall({ ':pk': `${accountId}#`, ':sk': `${guardrail}#incident-` }),
        ExclusiveStartKey: from,
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return readable(items, incidentOf, table);
}
