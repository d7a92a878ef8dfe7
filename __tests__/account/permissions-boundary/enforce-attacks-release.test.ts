import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { recordedLedger } from '../../../src/aws/ledger/recorded';
import { BOUNDARY_KINDS } from '../../../src/guardrails/permissions-boundary/kinds';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { aRole, audit, MACHINE, READY } from '../../support/audit';
import { ownArn } from '../../support/boundaries';
import { inAccount, RELEASE } from '../../support/deployed';
import { boundaryOf, boundaryRowsOf, enforce, enforcing, ownPoliciesOf, release } from '../../support/enforcement';

const ANYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const ledgerOf = (account: EmbeddedAccount) => ({
  client: new DynamoDBClient(account.clientFor(account.root)),
  name: 'iam-guardrails-ledger',
});

/** An entry that somebody has put into the ledger by hand, open and without what an entry says. */
async function plant(account: EmbeddedAccount): Promise<void> {
  const { client, name } = ledgerOf(account);
  const keys = { pk: `${account.accountId}#AROAPLANTED`, sk: 'permissions-boundary#boundary-000001' };
  const open = { openKey: `${account.accountId}#permissions-boundary`, openedAt: '2026-01-01T00:00:00.000Z' };
  await client.send(new PutItemCommand({ TableName: name, Item: marshall({ ...keys, ...open }) }));
}

describe('a release', () => {
  it('keeps a run that is under way from bounding whom it freed', () =>
    inAccount(
      async (account) => {
        const app = aRole(account, 'app');
        aRole(account, 'etl');
        account.crashAfter(`${MACHINE}-change`, 1);
        const run = await audit(account, 'run-1', 'change');
        expect(run.status).toBe('FAILED');
        await release(account, { principal: app.arn });
        await account.redrive(run.arn);
        await account.idle();
        expect(run.status).toBe('SUCCEEDED');
        expect([boundaryOf(account, 'app'), boundaryOf(account, 'etl')]).toEqual([
          undefined,
          expect.stringContaining(ownArn('')),
        ]);
        expect(boundaryRowsOf(account, 'run-1').get('app')?.boundary).toMatchObject({ kind: 'left' });

        await enforce(account, 'run-2', { days: 1 });
        expect(boundaryOf(account, 'app')).toBeDefined();
      },
      { settings: enforcing(), ...READY },
    ));

  it('frees everybody else where an entry cannot be read, and names it; runs go on without it', () =>
    inAccount(
      async (account) => {
        const app = aRole(account, 'app');
        aRole(account, 'etl');
        await enforce(account, 'run-1');
        await plant(account);
        await enforce(account, 'run-2', { days: 1 });

        await expect(release(account, { principal: app.arn })).resolves.toMatchObject({ released: [{}] });
        expect([boundaryOf(account, 'app'), boundaryOf(account, 'etl')]).toEqual([undefined, expect.any(String)]);
        await expect(release(account, { all: true })).rejects.toThrow(/AROAPLANTED .*cannot be read/);
        expect(boundaryOf(account, 'etl')).toBeUndefined();
        await expect(ownPoliciesOf(account)).resolves.toEqual([]);
      },
      { settings: enforcing(), ...READY },
    ));

  it('tells people before it deletes what nobody needs any more, for that may fail', () =>
    inAccount(
      async (account) => {
        const app = aRole(account, 'app');
        await enforce(account, 'run-1');
        const told = account.published().length;
        account.failNext('iam', 'ListPolicies', 'AccessDenied', { status: 403 });
        await expect(release(account, { principal: app.arn })).rejects.toThrow('AccessDenied');
        expect(account.published().slice(told)).toEqual([
          expect.objectContaining({ subject: expect.stringContaining('app') as string }),
        ]);
        await expect(ownPoliciesOf(account)).resolves.toHaveLength(1);
        await release(account, { all: true });
        await expect(ownPoliciesOf(account)).resolves.toEqual([]);
      },
      { settings: enforcing(), ...READY },
    ));

  it('takes boundaries away after the guardrail was switched off, and knows no run any more', () =>
    inAccount(
      async (account) => {
        const policyArn = account.addPolicy({
          name: 'iam-guardrails-boundary-1',
          path: '/iam-guardrails/',
          document: ANYTHING,
        });
        const { id, arn } = aRole(account, 'app', { boundary: policyArn });
        const principal = { kind: 'role', accountId: account.accountId, id, arn, name: 'app' } as const;
        const change = { kind: 'boundary-set', principal, policyArn } as const;
        const openedAt = account.clock.now();
        const entry = { change, number: 1, runId: 'run-1', state: 'confirmed', flips: 0, openedAt } as const;
        await recordedLedger(ledgerOf(account), 'permissions-boundary', BOUNDARY_KINDS).record(entry);

        expect(await account.invoke(RELEASE, { run: 'run-2' })).toMatchObject({ kind: 'failed' });
        const { released } = await release(account, { all: true });
        expect(released.map((one) => one.principal)).toEqual([arn]);
        expect(boundaryOf(account, 'app')).toBeUndefined();
        await expect(ownPoliciesOf(account)).resolves.toEqual([]);
      },
      { settings: { permissionsBoundary: { mode: 'off', tags: false } } },
    ));
});
