import { DENY_IAM } from '../../../src/domain/deny';
import { denyDocumentOf } from '../../../src/guardrails/revoker/deny-document';
import { SELF_SERVICE } from '../../../src/guardrails/revoker/settings';
import { someSettings } from '../../support/settings';

const documentWith = (revoker: object) => denyDocumentOf(someSettings({ revoker }).revoker);

describe('the deny policy', () => {
  it.each([
    ['by default', {}],
    ['where there is no self-service to spare', { denySparesSelfService: true, selfService: [] }],
  ])('denies all of IAM %s', (_, revoker) => {
    expect(documentWith(revoker)).toBe(DENY_IAM);
  });

  it('spares the self-service calls on oneself, and nothing on others', () => {
    const [others, oneself] = documentWith({ denySparesSelfService: true, selfService: ['ChangePassword'] }).Statement;
    expect(others).toMatchObject({ Effect: 'Deny', Action: 'iam:*' });
    expect(others?.NotResource).toContain('arn:aws:iam::*:user/${aws:username}');
    expect(oneself).toMatchObject({
      Effect: 'Deny',
      NotAction: ['iam:ChangePassword', 'sts:*'],
      Resource: others?.NotResource,
    });
  });

  it('keeps within the size of a managed policy with every call spared', () => {
    const document = documentWith({ denySparesSelfService: true, selfService: SELF_SERVICE });
    expect(JSON.stringify(document).replaceAll(/\s/g, '').length).toBeLessThan(6144);
  });
});
