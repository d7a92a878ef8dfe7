import { contentNameOf } from '../../../../src/domain/policy/content-name';
import { boundaryDocumentOf } from '../../../../src/domain/boundary/document';
import { ownPolicyArnOf } from '../../../../src/domain/policy/own-policies';
import { canonical } from '../../../../src/domain/policy/policy-document';
import { encodedDocument } from '../../../../src/embedded-account/iam/policies/documents';
import { reachesOf } from '../../../../src/guardrails/permissions-boundary/judge/reaches';
import { OWN, ownArn, sha256 } from '../../../support/boundaries';

const policyOf = (...services: readonly string[]) => {
  const document = boundaryDocumentOf({ style: 'allowUsed', services, actions: [] }, OWN);
  const arn = ownPolicyArnOf(contentNameOf(document, OWN.namePrefix, sha256), OWN);
  return { arn, text: encodedDocument(JSON.stringify(document)) };
};

/** A policy of somebody who has worked out its right name. */
const named = (said: object) => {
  const name = `${OWN.namePrefix}${sha256(canonical(said)).slice(0, 32)}`;
  return { arn: ownPolicyArnOf(name, OWN), text: JSON.stringify(said) };
};

describe('reachesOf', () => {
  it('reads what the boundaries of the project let through', () => {
    const [one, other] = [policyOf('s3'), policyOf('ec2', 'sqs')];
    const reaches = reachesOf([one, other], OWN, sha256);
    expect([...reaches].map(([arn, { services }]) => [arn, [...services]])).toEqual([
      [one.arn, ['s3']],
      [other.arn, ['ec2', 'sqs']],
    ]);
  });

  it.each([
    ['was altered', { arn: policyOf('s3').arn, text: policyOf('ec2').text }],
    [
      'says what this project never writes, under the name that stands for it',
      named({ Version: '2012-10-17', Statement: {} }),
    ],
    ['cannot be read', { arn: ownArn('0a1b'), text: 'no policy' }],
    ['is not of the project', { arn: `arn:aws:iam::${OWN.accountId}:policy/other`, text: policyOf('s3').text }],
  ])('knows nothing of one that %s', (_, policy) => {
    expect(reachesOf([policy], OWN, sha256).size).toBe(0);
  });
});
