import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { LEASE_SECONDS } from '../../../src/audit/contract';
import { contentNameOf } from '../../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../../src/domain/boundary/document';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, audit, READY, textOf } from '../../support/audit';
import { OWN, ownArn, sha256 } from '../../support/boundaries';
import { inAccount } from '../../support/deployed';
import { boundaryOf, enforce, enforcing, release } from '../../support/enforcement';

const PLAN = 'iam-guardrails-permissions-boundary-plan';
const settings = enforcing({ reopen: 'automatic' });

/** A boundary of the project that no run of this test means. @returns its ARN */
function aLeftOver(account: EmbeddedAccount, service: string): string {
  const document = boundaryDocumentOf({ style: 'allowUsed', services: [service], actions: [] }, OWN);
  const name = contentNameOf(document, OWN.namePrefix, sha256);
  return account.addPolicy({ name, path: OWN.path, document });
}
const ownIn = (account: EmbeddedAccount) =>
  account
    .snapshot()
    .policies.map(({ arn }) => arn)
    .filter((arn) => arn.startsWith(ownArn('')));
const upkeep = { purpose: 'upkeep', days: 2 } as const;

describe('a policy of the project', () => {
  it('that nobody has and nobody means is deleted by the first run that finds it a day old, and no sooner', () =>
    inAccount(
      async (account) => {
        const left = aLeftOver(account, 'kms');
        await enforce(account, 'run-1', { purpose: 'upkeep' });
        expect(ownIn(account)).toEqual([left]);
        await enforce(account, 'run-2', upkeep);
        expect(ownIn(account)).toEqual([]);
        expect(JSON.parse(textOf(account, 'plan.json', 'run-2'))).toMatchObject({ collected: [left] });
      },
      { settings, ...READY },
    ));

  it('that a run made and was terminated before it put it is put by the next, or deleted where nobody means it any more', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        const { arn } = aRole(account, 'etl', { used: ['sqs'] });
        const calls = () => account.calls({ functionName: PLAN, action: 'CreatePolicy' }).length;
        for (let nth = 1; calls() < 2; nth += 1) {
          account.crashAfter(PLAN, nth, 'changes');
          await audit(account, `run-${nth}`, 'change');
          // It stays the turn of a run that was terminated until its lease is over.
          account.clock.advance((LEASE_SECONDS + 1) * 1_000);
        }
        expect(ownIn(account)).toHaveLength(2);
        expect([boundaryOf(account, 'app'), boundaryOf(account, 'etl')]).toEqual([undefined, undefined]);
        account.use({ arn, action: 'sns:Publish' });
        await enforce(account, 'last', { days: 2 });
        expect(ownIn(account).sort()).toEqual([boundaryOf(account, 'app'), boundaryOf(account, 'etl')].sort());
      },
      { settings, ...READY },
    ));

  it('that somebody has is kept: as a boundary, or attached', () =>
    inAccount(
      async (account) => {
        const [boundary, attached] = [aLeftOver(account, 'kms'), aLeftOver(account, 'ecs')];
        aRole(account, 'young', { ageDays: 1, boundary });
        aRole(account, 'other', { ageDays: 1 });
        const attaching = new AttachRolePolicyCommand({ RoleName: 'other', PolicyArn: attached });
        await iamOf(account, account.root).send(attaching);
        await enforce(account, 'run-1', upkeep);
        await enforce(account, 'run-2', upkeep);
        expect(ownIn(account).sort()).toEqual([boundary, attached].sort());
      },
      { settings, ...READY },
    ));

  it('that somebody else took off a role is kept while the role is there', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        await enforce(account, 'run-1');
        const iam = iamOf(account, account.root);
        await iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: 'app' }));
        const kept = ownIn(account);
        await enforce(account, 'run-2', upkeep);
        expect([kept.length, ownIn(account)]).toEqual([1, kept]);

        await iam.send(new DeleteRolePolicyCommand({ RoleName: 'app', PolicyName: 'own' }));
        await iam.send(new DeleteRoleCommand({ RoleName: 'app' }));
        await enforce(account, 'run-3', upkeep);
        expect(ownIn(account)).toEqual([]);
      },
      { settings, ...READY },
    ));

  it('that a later run replaced is kept for the release of that run', () =>
    inAccount(
      async (account) => {
        const { arn } = aRole(account, 'app');
        await enforce(account, 'run-1');
        const first = boundaryOf(account, 'app');
        account.use({ arn, action: 'sqs:SendMessage' });
        await enforce(account, 'run-2', upkeep);
        const second = boundaryOf(account, 'app');
        await enforce(account, 'run-3', upkeep);
        expect(ownIn(account).sort()).toEqual([first, second].sort());

        await release(account, { run: 'run-2' });
        expect([boundaryOf(account, 'app'), ownIn(account)]).toEqual([first, [first]]);
      },
      { settings, ...READY },
    ));
});
