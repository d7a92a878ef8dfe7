import {
  CreatePolicyVersionCommand,
  DeleteUserPermissionsBoundaryCommand,
  ListUsersCommand,
  PutUserPermissionsBoundaryCommand,
} from '@aws-sdk/client-iam';
import { managedPolicies } from '../../../../../src/aws/iam/managed-policies';
import { iamBounder } from '../../../../../src/aws/iam/bounder';
import { recordedLedger } from '../../../../../src/aws/ledger/recorded';
import { BOUNDARY_KINDS } from '../../../../../src/guardrails/permissions-boundary/kinds';
import { makeRecorded } from '../../../../../src/changes/recorded/make';
import { undoRecorded } from '../../../../../src/changes/recorded/undo';
import { boundaryHands } from '../../../../../src/guardrails/permissions-boundary/apply/boundary/hands';
import { contentNameOf } from '../../../../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../../../../src/domain/boundary/document';
import type { Principal } from '../../../../../src/domain/identity/principal';
import { VirtualClock } from '../../../../audit/support/virtual-clock';
import { aLedgerTable, type DynaliteTable } from '../../../../aws/support/dynalite-table';
import { anAccount, iamOf, stopAccounts } from '../../../../embedded-account/support/accounts';
import { OWN, sha256 } from '../../../../support/boundaries';

let table: DynaliteTable;
beforeAll(async () => {
  table = await aLedgerTable();
});
afterAll(async () => {
  table.stop();
  await stopAccounts();
});

describe('an administrator on whom a boundary is put', () => {
  it('keeps IAM, cannot leave the boundary, and is given back what stood before', async () => {
    const account = await anAccount({ accountId: OWN.accountId });
    const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const { id, arn, credentials } = account.addUser({ name: 'ada', policies: [ADMINISTRATOR] });
    const principal: Principal = { kind: 'user', accountId: account.accountId, id, arn, name: 'ada' };
    const own = { ...OWN, accountId: account.accountId };
    const document = boundaryDocumentOf({ style: 'allowUsed', services: ['iam'], actions: [] }, own);
    const policyArn = account.addPolicy({
      name: contentNameOf(document, own.namePrefix, sha256),
      path: own.path,
      document,
    });
    const bounder = iamBounder(iamOf(account, account.root));
    const ledger = recordedLedger(table, 'permissions-boundary', BOUNDARY_KINDS);
    const clock = new VirtualClock();
    const change = { kind: 'boundary-set' as const, principal, policyArn };

    const policies = managedPolicies(iamOf(account, account.root), own);
    const hands = boundaryHands({ bounder, policies, own, sha256, clock });
    const ports = { kinds: BOUNDARY_KINDS, hands, ledger, clock, now: () => new Date('2026-06-01T12:00:00Z') };
    await expect(makeRecorded(change, 'run', ports)).resolves.toEqual({ kind: 'done' });
    await expect(ledger.historyOf(account.accountId, id)).resolves.toMatchObject([{ state: 'confirmed', change }]);
    account.clock.advance(60_000);

    const ada = iamOf(account, credentials);
    await expect(ada.send(new ListUsersCommand({}))).resolves.toBeDefined();
    const UserName = 'ada';
    const denied = { name: 'AccessDenied', message: expect.stringContaining('permissions boundary') as string };
    const shed = new DeleteUserPermissionsBoundaryCommand({ UserName });
    await expect(ada.send(shed)).rejects.toMatchObject(denied);
    const swap = new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary: ADMINISTRATOR });
    await expect(ada.send(swap)).rejects.toMatchObject(denied);
    const edit = new CreatePolicyVersionCommand({
      PolicyArn: policyArn,
      PolicyDocument: JSON.stringify(document),
      SetAsDefault: true,
    });
    await expect(ada.send(edit)).rejects.toMatchObject(denied);

    await expect(undoRecorded(change, ports)).resolves.toBe(true);
    await expect(bounder.boundaryOf(principal)).resolves.toEqual({ id });
  });
});
