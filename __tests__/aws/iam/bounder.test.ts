import { IAMClient } from '@aws-sdk/client-iam';
import { iamBounder } from '../../../src/aws/iam/bounder';
import type { Principal } from '../../../src/domain/identity/principal';
import { aPrincipal, ownArn } from '../../support/boundaries';
import { anAccount, iamOf, stopAccounts } from '../../embedded-account/support/accounts';

afterEach(stopAccounts);

describe('the port for boundaries', () => {
  it('reads, puts and deletes the boundary of a user', async () => {
    const account = await anAccount();
    const { id, arn } = account.addUser({ name: 'ada' });
    const principal: Principal = { kind: 'user', accountId: account.accountId, id, arn, name: 'ada' };
    const document = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    const policy = account.addPolicy({ name: 'wide', document });
    const asked: string[] = [];
    const bounder = iamBounder(iamOf(account, account.root), (action, call) => {
      asked.push(action);
      return call();
    });

    expect(await bounder.boundaryOf(principal)).toEqual({ id });
    expect(await bounder.put(principal, `${policy}-of-nobody`)).toBe(false);
    expect(await bounder.put(principal, policy)).toBe(true);
    expect(await bounder.boundaryOf(principal)).toEqual({ id, arn: policy });
    expect(await bounder.delete(principal)).toBe(true);
    expect(await bounder.delete(principal)).toBe(false);
    expect(await bounder.boundaryOf(principal)).toEqual({ id });
    expect([...new Set(asked)]).toEqual(['GetUser', 'PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary']);

    const nobody = { ...principal, name: 'nobody' };
    expect(await bounder.boundaryOf(nobody)).toBeUndefined();
    expect([await bounder.put(nobody, policy), await bounder.delete(nobody)]).toEqual([false, false]);
  });

  it('makes the calls of a role for a role', async () => {
    const iam = new IAMClient({ region: 'us-east-1' });
    const asked: unknown[] = [];
    const boundary = { PermissionsBoundaryArn: ownArn('new'), PermissionsBoundaryType: 'Policy' };
    iam.middlewareStack.add(
      (_, { commandName }) =>
        ({ input }) => {
          asked.push([commandName, input]);
          const role = { RoleId: 'AROA1', PermissionsBoundary: boundary };
          return Promise.resolve({ output: { $metadata: {}, Role: role }, response: {} });
        },
      { step: 'initialize', priority: 'high' },
    );
    const bounder = iamBounder(iam);
    const etl = aPrincipal();
    expect(await bounder.boundaryOf(etl)).toEqual({ id: 'AROA1', arn: ownArn('new') });
    expect(await bounder.put(etl, ownArn('next'))).toBe(true);
    expect(await bounder.delete(etl)).toBe(true);
    expect(asked).toEqual([
      ['GetRoleCommand', { RoleName: 'etl' }],
      ['PutRolePermissionsBoundaryCommand', { RoleName: 'etl', PermissionsBoundary: ownArn('next') }],
      ['DeleteRolePermissionsBoundaryCommand', { RoleName: 'etl' }],
    ]);
    iam.destroy();
  });

  it('reads the boundary of a role', async () => {
    const account = await anAccount();
    const policy = account.addPolicy({
      name: 'wide',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
    });
    const { id } = account.addRole({ name: 'etl', boundary: policy });
    expect(await iamBounder(iamOf(account, account.root)).boundaryOf(aPrincipal())).toEqual({ id, arn: policy });
  });

  it('lets every other refusal out', async () => {
    const account = await anAccount();
    const stranger = account.addUser({ name: 'ada' });
    const principal: Principal = {
      kind: 'user',
      accountId: account.accountId,
      id: stranger.id,
      arn: stranger.arn,
      name: 'ada',
    };
    const bounder = iamBounder(iamOf(account, stranger.credentials));
    await expect(bounder.boundaryOf(principal)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(bounder.put(principal, ownArn('new'))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(bounder.delete(principal)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
