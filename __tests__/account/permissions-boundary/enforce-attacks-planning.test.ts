import { CreatePolicyCommand } from '@aws-sdk/client-iam';
import type { EmbeddedAccount } from '../../../src/embedded-account/account';
import { iamOf } from '../../../src/trial/scenarios/cast';
import { aRole, EVIDENCE, READY, RUNS } from '../../support/audit';
import { OWN } from '../../support/boundaries';
import { inAccount, subjects } from '../../support/deployed';
import { boundaryOf, enforce, enforcing, release } from '../../support/enforcement';

const limited = { settings: enforcing({}, { limits: { changesPerRun: 2 } }), ...READY };
const NAMES = ['app1', 'app2', 'app3', 'app4'];
const boundedIn = (account: EmbeddedAccount) => NAMES.filter((name) => boundaryOf(account, name) !== undefined);

describe('a release in the middle of a wave', () => {
  it('of everybody lasts until the next change run', () =>
    inAccount(async (account) => {
      for (const name of NAMES) aRole(account, name);
      await enforce(account, 'run-1');
      expect(boundedIn(account)).toHaveLength(2);
      await release(account, { all: true });
      await enforce(account, 'up-1', { purpose: 'upkeep', days: 1 });
      expect(boundedIn(account)).toEqual([]);
      await enforce(account, 'run-2', { days: 1 });
      expect(boundedIn(account)).toHaveLength(2);
    }, limited));

  it('of one lasts as long, and the others go on', () =>
    inAccount(async (account) => {
      const roles = NAMES.map((name) => aRole(account, name));
      await enforce(account, 'run-1');
      const [first = ''] = boundedIn(account);
      await release(account, { principal: roles.find(({ arn }) => arn.endsWith(`/${first}`))?.arn });
      await enforce(account, 'up-1', { purpose: 'upkeep', days: 1 });
      expect(boundedIn(account)).toEqual(NAMES.filter((name) => name !== first));
    }, limited));
});

describe('policies that somebody makes under the names of the project', () => {
  it('are told of in one mail', () =>
    inAccount(
      async (account) => {
        aRole(account, 'app');
        const PolicyDocument = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';
        for (const junk of ['a', 'b', 'c']) {
          const policy = { PolicyName: `${OWN.namePrefix}${junk}`, Path: OWN.path, PolicyDocument };
          await iamOf(account, account.root).send(new CreatePolicyCommand(policy));
        }
        await enforce(account, 'run-1');
        const told = subjects(account).filter((one) => one.includes('altered'));
        expect(told).toEqual(['ACTION NEEDED: 3 boundary policies altered']);
        expect(account.objects(EVIDENCE).some(({ key }) => key === `${RUNS}/run-1/plan.json`)).toBe(true);
      },
      { settings: enforcing(), ...READY },
    ));
});
