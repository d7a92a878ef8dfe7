import { asffOf } from '../../../src/domain/security-hub/asff';
import { aToldFinding, foundBy } from '../../support/some-findings';

describe('a finding in the AWS Security Finding Format', () => {
  it('belongs to the account, is about the principal and fails while it stands', () => {
    expect(asffOf(aToldFinding(), 'standing', foundBy())).toEqual({
      SchemaVersion: '2018-10-08',
      Id: 'iam-guardrails/unused-service-deny/111122223333/AIDAADA',
      ProductArn: 'arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default',
      GeneratorId: 'iam-guardrails/unused-service-deny',
      AwsAccountId: '111122223333',
      CreatedAt: '2026-05-01T03:00:00.000Z',
      UpdatedAt: '2026-06-01T03:00:00.000Z',
      Title: 'Unused services: user ada',
      Description: 'To be carried out: denied 2 services.',
      FindingProviderFields: {
        Severity: { Label: 'LOW' },
        Types: ['Software and Configuration Checks/AWS Security Best Practices'],
      },
      Remediation: { Recommendation: { Text: 'See docs/runbook.md#unused-service-deny-digest.' } },
      Resources: [
        {
          ...{ Type: 'AwsIamUser', Id: 'arn:aws:iam::111122223333:user/ada', Partition: 'aws', Region: 'us-east-1' },
        },
      ],
      Compliance: { Status: 'FAILED' },
      RecordState: 'ACTIVE',
    });
  });

  it('has the same id when it is resolved, passes and is archived', () => {
    const resolved = asffOf(aToldFinding(), 'resolved', foundBy());
    expect(resolved).toMatchObject({ Compliance: { Status: 'PASSED' }, RecordState: 'ARCHIVED' });
    expect(resolved.Id).toBe(asffOf(aToldFinding(), 'standing', foundBy()).Id);
  });

  it('leaves its workflow to the customer', () => {
    expect(asffOf(aToldFinding(), 'resolved', foundBy())).not.toHaveProperty('Workflow');
  });

  it.each([
    ['another deployment', { prefix: 'other' }],
    ['another guardrail', { guardrail: 'permissions-boundary' }],
    ['another account', { accountId: '999988887777' }],
  ])('is another one by %s', (_, by) => {
    const ids = [foundBy(), foundBy(by)].map((one) => asffOf(aToldFinding(), 'standing', one).Id);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    ['role', 'AwsIamRole'],
    ['group', 'AwsIamGroup'],
  ] as const)('names a %s as a resource of the type %s', (kind, type) => {
    const told = aToldFinding();
    const [resource] = asffOf({ ...told, principal: { ...told.principal, kind } }, 'standing', foundBy()).Resources;
    expect(resource?.Type).toBe(type);
  });

  it('links the article of a runbook that can be linked', () => {
    const article = 'https://wiki.example.com/iam#unused-service-deny-digest';
    expect(asffOf(aToldFinding(), 'standing', foundBy({ article })).Remediation.Recommendation.Url).toBe(article);
  });

  it.each([
    ['Title', 256],
    ['Description', 1024],
  ] as const)('has a %s of %i characters at most, on one line', (field, most) => {
    const text = `a\n${'b'.repeat(2000)}`;
    const told = { ...aToldFinding(), title: text, description: text };
    expect(asffOf(told, 'standing', foundBy())[field]).toHaveLength(most);
    expect(asffOf(told, 'standing', foundBy())[field]).toMatch(/^a b/);
  });
});
