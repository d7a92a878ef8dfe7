import {
  AddUserToGroupCommand,
  CreateUserCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteRoleCommand,
} from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, daysAgo, READY, rowOf, RUNS, textOf } from '../../support/audit';
import { IAM_FULL_ACCESS, inAccount } from '../../support/deployed';
import { allowing, boundaryOf, enforce, enforcing, release } from '../../support/enforcement';
import { now, planned, putSince } from '../../support/moments';
import { someIt as it } from '../../support/some-it';

const CHANGE = 'iam-guardrails-permissions-boundary-change';
const settings = enforcing();

describe('a boundary that somebody else takes away', () => {
  it('is put again once; then the role is left, reported and untouched until a person releases it', () =>
    inAccount(
      async (account) => {
        const { arn } = aRole(account, 'app');
        aRole(account, 'etl', { used: ['sqs'] });
        const takeAway = () =>
          iamOf(account, account.root).send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'app' }));
        await enforce(account, 'run-1');
        const first = boundaryOf(account, 'app');
        await takeAway();
        await enforce(account, 'run-2', { days: 2 });
        expect(boundaryOf(account, 'app')).toBe(first);

        await takeAway();
        const from = now(account);
        await enforce(account, 'run-3', { days: 2 });
        expect(rowOf(account, 'app', 'run-3')).toMatchObject({ boundary: { kind: 'left' } });
        expect(textOf(account, 'summary.json', 'run-3')).toContain('took the boundary away twice');
        expect(account.published().at(-1)?.message).toMatch(/role\/app/);
        for (const purpose of ['upkeep', 'change'] as const) {
          await enforce(account, `run-4-${purpose}`, { purpose, days: 2 });
          expect(rowOf(account, 'app', `run-4-${purpose}`)).toMatchObject({
            boundary: { kind: 'left', reason: 'flipped' },
          });
        }
        expect([boundaryOf(account, 'app'), putSince(account, from)]).toEqual([undefined, []]);

        await release(account, { principal: arn });
        await enforce(account, 'run-5', { days: 2 });
        expect([boundaryOf(account, 'app'), rowOf(account, 'app', 'run-5').tags.kind]).toEqual([first, 'written']);
      },
      { settings, ...READY },
    ));
});

describe('the function that changes, invoked by somebody else', () => {
  it('changes nothing with forged ids, an old plan, another run, or one whose principals are not those any more', () =>
    inAccount(
      async (account) => {
        const app = aRole(account, 'app');
        const etl = aRole(account, 'etl', { used: ['sqs'] });
        const bystander = aRole(account, 'bystander', { ageDays: 3 });
        const { startedAt } = JSON.parse((await enforce(account, 'run-1'), textOf(account, 'plan.json'))) as {
          startedAt: string;
        };
        const input = (more: object = {}) => ({
          ...{ runId: 'run-1', startedAt, purpose: 'change', prefix: `${RUNS}/run-1`, callsPerSecond: 1 },
          ...more,
        });
        await release(account, { principal: app.arn });
        const iam = iamOf(account, account.root);
        await iam.send(new DeleteRolePolicyCommand({ RoleName: 'etl', PolicyName: 'own' }));
        await iam.send(new DeleteRoleCommand({ RoleName: 'etl' }));
        aRole(account, 'etl', { used: ['sqs'] });

        const before = account.snapshot();
        const invoke = async (BatchInput: object, ...ids: readonly string[]) =>
          (await account.invoke(CHANGE, { BatchInput, Items: ids.map((id) => ({ id })) })).kind;
        await expect(invoke(input(), bystander.id)).resolves.toBe('failed');
        await expect(invoke(input(), app.id, 'AROAFORGED00000000001')).resolves.toBe('failed');
        await expect(invoke(input({ runId: 'run-0', prefix: `${RUNS}/run-0` }), app.id)).resolves.toBe('failed');
        await expect(invoke(input({ prefix: `${RUNS}/run-0` }), app.id)).resolves.toBe('failed');
        await expect(invoke(input({ startedAt: daysAgo(account, 1) }), app.id)).resolves.toBe('failed');
        await expect(invoke(input({ callsPerSecond: 1000 }), app.id)).resolves.toBe('failed');
        // The payload is the run's own: one was released since, and the other's name has another owner.
        await expect(invoke(input(), app.id, etl.id)).resolves.toBe('done');
        account.clock.advance(15 * 86_400_000);
        await expect(invoke(input(), etl.id)).resolves.toBe('failed');
        expect(account.snapshot()).toEqual(before);
        expect([boundaryOf(account, 'app'), boundaryOf(account, 'etl')]).toEqual([undefined, undefined]);
      },
      { settings, ...READY },
    ));
});

describe('somebody whom only another guardrail may hold, or none', () => {
  const aUser = (account: EmbeddedAccount, name: string, more: object = {}) =>
    account.addUser({ name, inline: { own: allowing('s3', 'sqs') }, createdAt: daysAgo(account, 200), ...more });

  it('gets no boundary: a member of an admin group, before the plan or after it', () =>
    inAccount(
      async (account) => {
        const [GroupName = ''] = account.snapshot().users.find(({ name }) => name === 'admin')?.groups ?? [];
        aUser(account, 'old-admin', { groups: [GroupName] });
        aUser(account, 'new-admin');
        aUser(account, 'ada');
        const { carryOut } = await planned(account, 'run-1');
        await iamOf(account, account.root).send(new AddUserToGroupCommand({ GroupName, UserName: 'new-admin' }));
        await carryOut();
        await enforce(account, 'run-2', { days: 2 });
        for (const name of ['admin', 'old-admin', 'new-admin'])
          expect([name, boundaryOf(account, name)]).toEqual([name, undefined]);
        expect(rowOf(account, 'old-admin').decision).toMatchObject({ kind: 'leave', reason: 'admin' });
        expect(rowOf(account, 'new-admin')).toMatchObject({ boundary: { kind: 'left' } });
        expect(boundaryOf(account, 'ada')).toContain('iam-guardrails-boundary-');
      },
      { settings, ...READY },
    ));

  it('keeps the revoker’s boundary, and is left alone while its incident is open, in the plan and after it', () =>
    inAccount(
      async (account) => {
        const denied = `arn:aws:iam::${account.accountId}:policy/iam-guardrails/iam-guardrails-deny-iam-boundary`;
        aUser(account, 'held', { boundary: denied });
        aUser(account, 'ada');
        const rogues = ['early', 'late'].map((name) => aUser(account, name, { policies: [IAM_FULL_ACCESS] }));
        const [early, late] = rogues.map(({ credentials }) => async () => {
          await iamOf(account, credentials).send(new CreateUserCommand({ UserName: `by-${credentials.accessKeyId}` }));
          await account.idle();
        });
        await early?.();
        const { carryOut } = await planned(account, 'run-1');
        await late?.();
        await carryOut();
        expect(rowOf(account, 'early').decision).toMatchObject({ kind: 'leave', reason: 'open-incident' });
        expect(rowOf(account, 'late')).toMatchObject({ decision: { kind: 'bound' }, boundary: { kind: 'left' } });
        expect(textOf(account, 'summary.json')).toContain('the revoker has an open incident about it');
        await enforce(account, 'run-2', { days: 2 });
        expect(['held', 'early', 'late'].map((name) => boundaryOf(account, name))).toEqual([
          denied,
          undefined,
          undefined,
        ]);
        expect(boundaryOf(account, 'ada')).toContain('iam-guardrails-boundary-');
      },
      { settings, ...READY },
    ));
});
