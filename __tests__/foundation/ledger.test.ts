import { Ledger } from '../../src/foundation/ledger';
import { onlyOne, templateWith } from '../support/template';

const aLedger = (kmsKeyArn?: string, protectData = false) =>
  onlyOne(
    templateWith((stack) => {
      new Ledger(stack, 'ledger', { name: 'g-ledger', protectData, kmsKeyArn });
    }),
    'aws_dynamodb_table',
  );

describe('the ledger', () => {
  it('has the keys that are final', () => {
    expect(aLedger()).toMatchObject({
      name: 'g-ledger',
      hash_key: 'pk',
      range_key: 'sk',
      global_secondary_index: [
        { name: 'open', hash_key: 'openKey', range_key: 'openedAt', projection_type: 'ALL' },
        { name: 'runs', hash_key: 'runKey', range_key: 'sk', projection_type: 'ALL' },
      ],
    });
  });

  it('declares exactly the attributes its keys use', () => {
    expect(aLedger()['attribute']).toEqual(
      ['pk', 'sk', 'openKey', 'openedAt', 'runKey'].map((name) => ({ name, type: 'S' })),
    );
  });

  it('forgets what expired, and can be brought back to any second', () => {
    expect(aLedger()).toMatchObject({
      billing_mode: 'PAY_PER_REQUEST',
      ttl: { enabled: true, attribute_name: 'expiresAt' },
      point_in_time_recovery: { enabled: true },
    });
  });

  it('is protected against plans and calls that would delete it', () => {
    expect(aLedger(undefined, true)).toMatchObject({
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it('loses the protection in the account, too, where the settings take it away', () => {
    expect(aLedger()).toMatchObject({ deletion_protection_enabled: false });
    expect(aLedger()).not.toHaveProperty('lifecycle');
  });

  it('is encrypted with the key of the settings', () => {
    expect(aLedger('key')['server_side_encryption']).toEqual({ enabled: true, kms_key_arn: 'key' });
    expect(aLedger()).not.toHaveProperty('server_side_encryption');
  });
});
