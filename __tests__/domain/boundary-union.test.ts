import fc from 'fast-check';
import { boundaryDocumentOf, isCoveredBy } from '../../src/domain/boundary-document';
import { widened } from '../../src/domain/boundary-union';
import { canonical } from '../../src/domain/policy-document';
import { mayWithin, OWN } from '../support/boundaries';

const allowing = (services: readonly string[], actions: readonly string[] = []) =>
  boundaryDocumentOf({ style: 'allowUsed', services, actions }, OWN);
const denying = (unused: readonly string[]) => boundaryDocumentOf({ style: 'denyUnused', unused }, OWN);

describe('widened', () => {
  it.each([
    ['more', allowing(['s3']), allowing(['s3', 'sqs']), allowing(['s3', 'sqs'])],
    ['other things', allowing(['s3'], ['iam:PassRole']), allowing(['sqs']), allowing(['s3', 'sqs'], ['iam:PassRole'])],
    ['denied by none of both', denying(['s3', 'sqs']), denying(['s3', 'sns']), denying(['s3'])],
    ['denied, and used elsewhere', denying(['s3', 'sqs']), allowing(['s3']), denying(['sqs'])],
    ['used, and not denied elsewhere', allowing(['s3']), denying(['s3', 'sqs']), denying(['sqs'])],
    ['of every service', denying(['s3', 'sqs']), allowing([], ['*:Describe*']), denying([])],
  ])('lets through what is %s', (_, standing, meant, expected) => {
    const wider = widened(standing, meant, OWN);
    expect(wider && canonical(wider)).toBe(canonical(expected));
  });

  it.each([
    ['less', allowing(['s3', 'sqs']), allowing(['s3'])],
    ['the same', allowing(['s3']), allowing(['s3'])],
    ['denied, as well as before', denying(['s3']), denying(['s3', 'sqs'])],
  ])('is nothing where what is meant is %s', (_, standing, meant) => {
    expect(widened(standing, meant, OWN)).toBeUndefined();
  });

  const services = fc.subarray(['s3', 'sqs', 'sns', 'ec2']);
  const boundary = fc.oneof(
    fc
      .tuple(services, fc.subarray(['iam:PassRole', 'sts:GetCallerIdentity', 'ec2:Describe*']))
      .map((of) => allowing(...of)),
    services.map(denying),
  );

  it('takes nothing away, and gives nothing that neither of both gives', () => {
    fc.assert(
      fc.property(boundary, boundary, (standing, meant) => {
        const wider = widened(standing, meant, OWN) ?? standing;
        expect(isCoveredBy(standing, wider)).toBe(true);
        expect(isCoveredBy(meant, wider)).toBe(true);
        for (const action of [
          's3:GetObject',
          'sqs:SendMessage',
          'sns:Publish',
          'ec2:RunInstances',
          'iam:PassRole',
          'kms:Decrypt',
        ]) {
          const may = mayWithin(standing, action) || mayWithin(meant, action);
          if (!action.startsWith('iam:') && !action.startsWith('ec2:')) expect(mayWithin(wider, action)).toBe(may);
          else if (may) expect(mayWithin(wider, action)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
