import type { Principal } from '../../../src/domain/identity/principal';
import { deletesOf, deletionPermissions, type Deleting } from '../../../src/audit/deploy/deleting-permissions';
import type { AuditNames } from '../../../src/audit/deploy/names';
import { spares } from '../../../src/audit/deploy/statements';
import type { Statement } from '../../../src/domain/policy/policy-document';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { anAccount, stopAccounts } from '../../embedded-account/support/accounts';
import { aDesk, BUCKET } from '../../support/deletion/desk';
import { EVERYTHING } from '../../support/deletion/generated-dependents';
import { addSurroundings, aPerson } from '../../support/deletion/people';

jest.setTimeout(120_000);

const accountId = '111122223333';
const iam = (resource: string) => `arn:aws:iam::${accountId}:${resource}`;
const change = `arn:aws:lambda:us-east-1:${accountId}:function:g-change`;
const names: AuditNames = {
  ...{ accountId, users: iam('user/*'), groups: iam('group/*'), roles: iam('role/*'), mode: 'enforce', opens: 'Keys' },
  functions: { inventory: '', batch: '', plan: '', change, summary: '', watch: '' },
  ...{ untouchable: [iam('user/break-glass')], reserved: [iam('role/g/*')], bucketArn: `arn:aws:s3:::${BUCKET}` },
  ...{ base: '', evidenceBase: '', ledgerArn: '', queueArn: '' },
};
const deleting: Deleting = {
  ...{ whom: ['users', 'roles'], policies: [iam('policy/*'), 'arn:aws:iam::aws:policy/*'] },
  ...{ instanceProfiles: iam('instance-profile/*'), virtualDevices: iam('mfa/*') },
  untouchableGroups: [iam('group/admins')],
};
const permissions = [...deletionPermissions(names, deleting), spares(names, deletesOf(deleting), names.reserved)];
const actionsOf = ({ Action = [] }: Statement) => [Action].flat();
const allowed = permissions.filter(({ Effect }) => Effect === 'Allow').flatMap(actionsOf);

/** As a person has them: a test is no function. */
const inlineOf = (statements: readonly Statement[]) => ({
  own: JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ Sid, Effect, Action, Resource }) => ({ Sid, Effect, Action, Resource })),
  }),
});
const without = (action: string) =>
  permissions.map((one) =>
    one.Effect === 'Deny'
      ? one
      : { ...one, Action: actionsOf(one).map((other) => (other === action ? 'iam:No' : other)) },
  );

let account: EmbeddedAccount;
let people: readonly Principal[];

beforeEach(async () => {
  account = await anAccount({ withAdmin: false, accountId });
  account.addBucket(BUCKET);
  addSurroundings(account);
  const desk = aDesk(account);
  people = [
    await aPerson(account, desk.iam, 'ada', EVERYTHING.user),
    await aPerson(account, desk.iam, 'etl', EVERYTHING.role),
  ];
  desk.stop();
});
afterEach(stopAccounts);

/** @returns names of those whom somebody with these permissions cannot delete */
async function notDeleted(statements: readonly Statement[], some = people): Promise<readonly string[]> {
  const guard = account.addUser({ name: 'guard', inline: inlineOf(statements) });
  const desk = aDesk(account, guard.credentials);
  const left: string[] = [];
  for (const principal of some) {
    const error = await desk.delete(principal).then(
      () => undefined,
      (failure: unknown) => (failure instanceof Error ? failure.name : 'another'),
    );
    if (error !== undefined) left.push(`${principal.name}: ${error}`);
  }
  desk.stop();
  return left;
}

describe('a function that deletes', () => {
  it('may do whatever a deletion takes, and nothing besides', async () => {
    const back = await account.checkpoint();
    expect(await notDeleted(permissions)).toEqual([]);
    const needless: string[] = [];
    for (const action of allowed) {
      await back();
      const left = await notDeleted(without(action));
      if (!left.some((one) => one.endsWith(': AccessDenied'))) needless.push(action);
    }
    expect(needless).toEqual([]);
  });

  it('creates, attaches and alters nothing in IAM', () => {
    expect(allowed.filter((action) => /^iam:(?!(Get|List|Delete|Detach|Deactivate|Remove))/.test(action))).toEqual([]);
  });

  it('cannot delete the untouchable, reserved roles and members of the groups of admins', async () => {
    account.addGroup({ name: 'admins' });
    const of = (kind: 'user' | 'role', { id, arn }: { id: string; arn: string }, name: string): Principal => ({
      ...{ kind, accountId, id, arn, name },
    });
    const spared = [
      of('user', account.addUser({ name: 'break-glass' }), 'break-glass'),
      of('role', account.addRole({ name: 'own', path: '/g/' }), 'own'),
      of('user', account.addUser({ name: 'admin', groups: ['admins'] }), 'admin'),
    ];
    expect(await notDeleted(permissions, spared)).toEqual(spared.map(({ name }) => `${name}: AccessDenied`));
    expect(account.snapshot().users.map(({ name }) => name)).toEqual(expect.arrayContaining(['break-glass', 'admin']));
  });
});
