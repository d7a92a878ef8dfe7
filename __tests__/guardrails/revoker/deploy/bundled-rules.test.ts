import { DENY_IAM, DENY_IAM_BOUNDARY } from '../../../../src/domain/policy/deny';
import { adminGroupsOf, bundledRulesOf } from '../../../../src/guardrails/revoker/deploy/bundled-rules';
import { rulesOf } from '../../../../src/guardrails/revoker/rules';
import { someSettings } from '../../../support/settings';

const around = {
  ...{ revocationsPer10Minutes: 20, releaseFunction: 'iam-guardrails-release', runbook: 'docs/runbook.md' },
  ownRoles: { path: '/iam-guardrails/', names: ['iam-guardrails-revoker'] },
  adminRoles: ['arn:aws:iam::111122223333:role/deployer'],
  guard: {
    ...{ prefix: 'iam-guardrails', region: 'us-east-1' },
    told: {
      watched: { prefix: 'iam-guardrails', policies: ['DenyIAMAccess'], restorer: 'role/g', keyArns: [] },
      deployers: [],
    },
    trail: { events: 'writes' as const, excludeSources: [] },
  },
};
const revokerWith = (revoker: object) => someSettings({ revoker }).revoker;

describe('bundledRulesOf', () => {
  it('writes what the function reads', () => {
    const exempt = { arn: 'arn:aws:iam::111122223333:user/break-glass', id: 'AIDAEXAMPLE' };
    const settings = revokerWith({
      mode: 'observe',
      adminGroups: ['Administrators', { name: 'Owners', id: 'AGPAOWNERS' }],
      exempt: [{ ...exempt, reason: 'break-glass' }],
    });
    const deployed = {
      denyPolicyArn: 'deny',
      boundaryPolicyArn: 'boundary',
      adminGroupIds: '{"Administrators":"AGPAADMINS"}',
    };

    expect(rulesOf(JSON.stringify(bundledRulesOf(settings, around)), deployed)).toMatchObject({
      mode: 'observe',
      adminGroups: [
        { name: 'Administrators', id: 'AGPAADMINS' },
        { name: 'Owners', id: 'AGPAOWNERS' },
      ],
      exempt: [exempt],
      selfService: [
        'ChangePassword',
        'CreateVirtualMFADevice',
        'EnableMFADevice',
        'ResyncMFADevice',
        'DeleteVirtualMFADevice',
      ],
      failedCalls: 'revoke',
      viaServices: 'revoke',
      readOnlyCalls: false,
      denyDocument: DENY_IAM,
      inlineDocument: DENY_IAM,
      boundaryDocument: DENY_IAM_BOUNDARY,
      ...around,
    });
  });

  it('names the variable and the group where nobody knows the id of an admin group', () => {
    const deployed = { denyPolicyArn: 'deny', boundaryPolicyArn: 'boundary', adminGroupIds: '{}' };
    const text = JSON.stringify(bundledRulesOf(revokerWith({ adminGroups: ['Administrators'] }), around));
    expect(() => rulesOf(text, deployed)).toThrow('ADMIN_GROUP_IDS has no id for the admin group Administrators');
  });

  it('writes nothing where the guardrail is off', () => {
    expect(bundledRulesOf(revokerWith({ mode: 'off' }), around)).toBeUndefined();
  });

  it('has no admin groups in an account without IAM admins', () => {
    expect(adminGroupsOf(revokerWith({ adminGroups: 'none' }))).toEqual([]);
  });
});
