import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import { Construct } from 'constructs';

export interface LedgerProps {
  readonly name: string;

  /**
   * Refuses every plan that would delete the table, and every call that would.
   *
   * @default false
   */
  readonly protectData?: boolean;

  /**
   * Key that encrypts the table.
   *
   * @default - a key of DynamoDB
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Index of the entries that are not released yet. */
const OPEN_INDEX = 'open';

/** Index of what one run did. */
const RUNS_INDEX = 'runs';

const TEXT_KEYS = ['pk', 'sk', 'openKey', 'openedAt', 'runKey'];

/**
 * The table that remembers every change, what was there before it, and who was told.
 *
 * Without it nobody knows what stood before a change, and point-in-time recovery begins anew with another table: so
 * neither a destroy nor another name takes it unless the settings let them.
 */
export class Ledger extends Construct {
  public readonly tableName: string;

  public constructor(scope: Construct, id: string, { name, protectData = false, kmsKeyArn }: LedgerProps) {
    super(scope, id);
    const table = new DynamodbTable(this, 'table', {
      name,
      billingMode: 'PAY_PER_REQUEST',
      hashKey: 'pk',
      rangeKey: 'sk',
      attribute: TEXT_KEYS.map((key) => ({ name: key, type: 'S' })),
      globalSecondaryIndex: [
        { name: OPEN_INDEX, hashKey: 'openKey', rangeKey: 'openedAt', projectionType: 'ALL' },
        { name: RUNS_INDEX, hashKey: 'runKey', rangeKey: 'sk', projectionType: 'ALL' },
      ],
      ttl: { enabled: true, attributeName: 'expiresAt' },
      pointInTimeRecovery: { enabled: true },
      // False is written too: Terraform would plan no change where the attribute is only gone.
      deletionProtectionEnabled: protectData,
      ...(protectData && { lifecycle: { preventDestroy: true } }),
      ...(kmsKeyArn !== undefined && { serverSideEncryption: { enabled: true, kmsKeyArn } }),
    });
    this.tableName = table.name;
  }
}
