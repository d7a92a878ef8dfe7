import type { ChosenChanges } from '../../../../src/audit/recorded/plan';
import { draftPolicies } from '../../../../src/guardrails/unused-service-deny/apply/draft';
import type { Services } from '../../../../src/domain/policy/services';
import type { ServicesDenied } from '../../../../src/guardrails/unused-service-deny/kinds';
import { sha256 } from '../../../support/boundaries';
import { ADA, aDeny, denyArnsOf, denyPoliciesOf, OWN_DENIES } from '../../../support/some-denies';

const user = (name: string) => ({ ...ADA, id: `AIDA${name}`, name, arn: ADA.arn.replace('ada', name) });
const meaning = (...changes: readonly ServicesDenied[]): ChosenChanges<ServicesDenied> => ({
  items: changes.map((change) => ({ principal: change.principal, changes: [change] })),
  left: [],
});
const around = (room: number, existing: readonly Services[] = [], begun: readonly string[] = []) => ({
  existing: existing.flatMap(denyPoliciesOf),
  begun: new Set(begun),
  quotas: {
    ...{ policies: 1450 - room, policiesQuota: 1500, policySizeQuota: 6144 },
    ...{ versionsPerPolicyQuota: 5, attachedPerUserQuota: 10, attachedPerRoleQuota: 10 },
    ...{ groups: 0, groupsQuota: 300, groupsPerUserQuota: 10 },
  },
});
const draft = (of: ChosenChanges<ServicesDenied>, by: ReturnType<typeof around>) =>
  draftPolicies(of, by, { own: OWN_DENIES, sha256 });
const arnsOf = ({ policies }: ReturnType<typeof draft>) => policies.map(({ arn }) => arn);

describe('the policies of a run', () => {
  it('are made once for all who are denied the same', () => {
    const made = draft(meaning(aDeny(['sqs'], [], user('ada')), aDeny(['sqs'], [], user('bob'))), around(10));
    expect(arnsOf(made)).toEqual(denyArnsOf(['sqs']));
    expect(made.items).toHaveLength(2);
  });

  it('are not made where they exist', () => {
    expect(arnsOf(draft(meaning(aDeny(['sqs'])), around(10, [['sqs']])))).toEqual([]);
  });

  it('cost no room again where an earlier attempt has made them', () => {
    const made = draft(meaning(aDeny(['sqs'])), around(0, [], denyArnsOf(['sqs'])));
    expect([arnsOf(made), made.items.length]).toEqual([denyArnsOf(['sqs']), 1]);
  });

  it('deny less where there is no room, and nothing that is not meant', () => {
    const existing = [['sqs'], ['sns', 'sqs'], ['ec2', 'sqs']];
    const made = draft(meaning(aDeny(['s3', 'sns', 'sqs'])), around(0, existing));
    expect(made.items[0]?.changes).toEqual([aDeny(['sns', 'sqs'])]);
    expect(arnsOf(made)).toEqual([]);
  });

  it('deny as much as there is where all but some is meant and there is no room, and name what they deny if they must', () => {
    const meant = meaning(aDeny({ allBut: ['s3'] }));
    const existing = [['sqs'], { allBut: ['ec2', 's3', 'sns'] }, { allBut: ['ec2', 's3'] }, { allBut: [] }];
    expect(draft(meant, around(0, existing)).items[0]?.changes).toEqual([aDeny({ allBut: ['ec2', 's3'] })]);
    expect(draft(meant, around(0, [['sqs'], ['sns', 'sqs']])).items[0]?.changes).toEqual([aDeny(['sns', 'sqs'])]);
  });

  it('never deny less of what is meant than what stands', () => {
    const made = draft(meaning(aDeny(['s3', 'sns', 'sqs'], ['sns'])), around(0, [['sqs'], ['sns']]));
    expect([made.items, made.left]).toEqual([[], [{ principal: ADA, reason: 'no-policy-left' }]]);
  });

  it('leave a user where there is neither room nor one that denies less', () => {
    const made = draft(meaning(aDeny(['sqs'])), around(0, [['ec2']]));
    expect([made.items, made.left]).toEqual([[], [{ principal: ADA, reason: 'no-policy-left' }]]);
  });

  it('are neither attached nor detached where somebody altered one, and what it said is known where it is meant', () => {
    const [policy] = denyPoliciesOf(['sqs']);
    if (policy === undefined) throw new Error('there is no policy');
    const by = { ...around(10), existing: [{ ...policy, text: policy.text.replace('Deny', 'Allow') }] };
    const made = draft(meaning(aDeny(['sqs'], [], user('ada')), aDeny(['sns'], ['sqs'], user('bob'))), by);
    expect(made.left.map(({ reason }) => reason)).toEqual(['policy-altered', 'policy-altered']);
    expect(made.altered.map(({ arn, document }) => [arn, document !== undefined])).toEqual([[policy.arn, true]]);
  });

  it('are none for a user who is allowed everything again', () => {
    const made = draft(meaning(aDeny([], ['sqs'])), around(0, [['sqs']]));
    expect([arnsOf(made), made.items.length]).toEqual([[], 1]);
  });
});
