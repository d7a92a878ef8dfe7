import { isAdminRole, votersOf } from '../../../../src/guardrails/revoker/judge/voters';
import { adminRolesOf } from '../../../../src/guardrails/revoker/settings';
import { someRules } from '../../../support/revoker';
import { someSettings } from '../../../support/settings';

const role = (path: string, account = '111122223333') => `arn:aws:iam::${account}:role${path}`;
const SSO_PATH = '/aws-reserved/sso.amazonaws.com/';
const rulesWith = (settings: object) => someRules({ adminRoles: [...adminRolesOf(someSettings(settings))] });

describe('a role that may make admins', () => {
  const rules = rulesWith({ assumeRoleArn: role('/ci/deployer') });

  it.each([
    ['the role that Terraform assumes', role('/ci/deployer')],
    ['a role of Identity Center', role(`${SSO_PATH}AWSReservedSSO_Admin_0a1b2c3d4e5f6a7b`)],
    ['one in a Region of its own', role(`${SSO_PATH}eu-central-1/AWSReservedSSO_Admin_0a1b2c3d4e5f6a7b`)],
  ])('is by default %s', (_, arn) => {
    expect(isAdminRole(arn, rules)).toBe(true);
  });

  it.each([
    ['of the same name on another path', role('/deployer')],
    ['whose name begins alike', role('/ci/deployer-2')],
    ['with the reserved path inside its own', role(`/team${SSO_PATH}Admin`)],
    ['of Identity Center in another account', role(`${SSO_PATH}AWSReservedSSO_Admin_0a1b`, '444455556666')],
  ])('is none %s', (_, arn) => {
    expect(isAdminRole(arn, rules)).toBe(false);
  });

  it('is what the settings name, and nothing beside it', () => {
    const named = rulesWith({ assumeRoleArn: role('/deployer'), revoker: { adminRoles: [role('/people')] } });
    const all = [role('/people'), role('/deployer'), role(`${SSO_PATH}Admin`)];
    expect(all.filter((arn) => isAdminRole(arn, named))).toEqual([role('/people')]);
    expect(all.filter((arn) => isAdminRole(arn, rulesWith({ revoker: { adminRoles: [] } })))).toEqual([]);
  });
});

describe('the voters', () => {
  it('are exempt users by their ids, and the roles that may make admins', () => {
    const exempt = [{ arn: 'arn:aws:iam::111122223333:user/break-glass', id: 'AIDAGLASS' }];
    const { exemptIds, isAdminRole: mayMake } = votersOf(someRules({ exempt, adminRoles: [role('/people')] }));
    expect(exemptIds).toEqual(['AIDAGLASS']);
    expect([mayMake(role('/people')), mayMake(role('/others'))]).toEqual([true, false]);
  });
});
