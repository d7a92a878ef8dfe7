import fc from 'fast-check';
import { boundaryDocumentOf, isCoveredBy } from '../../../src/domain/boundary/document';
import { allowsAllBut, isWritten, widened } from '../../../src/domain/boundary/union';
import { canonical, type PolicyDocument, type Statement } from '../../../src/domain/policy/policy-document';
import { mayWithin, OWN } from '../../support/boundaries';

// Properties of many draws: seconds each on a busy machine.
jest.setTimeout(120_000);

const allowing = (services: readonly string[], actions: readonly string[] = []) =>
  boundaryDocumentOf({ style: 'allowUsed', services, actions }, OWN);
const withMore = (document: PolicyDocument, ...more: readonly Statement[]): PolicyDocument => ({
  ...document,
  Statement: [...document.Statement, ...more],
});
const denying = (unused: readonly string[]) => boundaryDocumentOf({ style: 'denyUnused', unused }, OWN);

describe('widened', () => {
  it.each([
    ['more', allowing(['s3']), allowing(['s3', 'sqs']), allowing(['s3', 'sqs'])],
    ['other things', allowing(['s3'], ['iam:PassRole']), allowing(['sqs']), allowing(['s3', 'sqs'], ['iam:PassRole'])],
    ['denied by none of both', denying(['s3', 'sqs']), denying(['s3', 'sns']), denying(['s3'])],
    ['denied, and used elsewhere', denying(['s3', 'sqs']), allowing(['s3']), denying(['sqs'])],
    ['used, and not denied elsewhere', allowing(['s3']), denying(['s3', 'sqs']), denying(['sqs'])],
    [
      'denied, but for an action that is allowed elsewhere',
      denying(['s3', 'sqs']),
      allowing([], ['sqs:Get*']),
      boundaryDocumentOf({ style: 'denyUnused', unused: ['s3', 'sqs'], alwaysAllow: ['sqs:Get*'] }, OWN),
    ],
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

  it('is what is meant itself, where that lets through all that stands', () => {
    const meant = allowing(['s3', 'sqs']);
    expect(widened(allowing(['s3']), meant, OWN)).toBe(meant);
  });

  const foreign: Statement = { Sid: 'Another', Effect: 'Allow', Action: ['ec2:*'], Resource: '*' };
  it.each([
    ['stands', withMore(allowing(['s3']), foreign), allowing(['sqs'])],
    ['is meant', allowing(['s3']), withMore(allowing(['sqs']), foreign)],
  ])('is nothing where what %s allows more than this project writes', (_, standing, meant) => {
    expect(widened(standing, meant, OWN)).toBeUndefined();
  });

  const services = fc.subarray(['s3', 'sqs', 'sns', 'ec2']);
  const boundary = fc.oneof(
    fc
      .tuple(services, fc.subarray(['iam:PassRole', 'sts:GetCallerIdentity', 'ec2:Describe*']))
      .map((of) => allowing(...of)),
    services.map(denying),
    fc
      .tuple(fc.subarray(['s3', 'sqs', 'iam', 'ec2']), fc.subarray(['sqs:*', 'iam:PassRole', 'ec2:RunInstances']))
      .map(([unused, alwaysAllow]) => boundaryDocumentOf({ style: 'denyUnused', unused, alwaysAllow }, OWN)),
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

describe('isWritten', () => {
  const own = allowing(['s3'], ['iam:PassRole']);
  const more: Statement = { Sid: 'Used', Effect: 'Allow', Action: ['sqs:*'], Resource: '*' };

  it.each<[boolean, string, PolicyDocument]>([
    [true, 'of what is used', own],
    [true, 'of nothing', allowing([])],
    [true, 'of all but what is unused', denying(['s3'])],
    [true, 'of everything', denying([])],
    [true, 'of all but IAM', denying(['iam'])],
    [
      true,
      'of all but what is unused, beside what is always allowed',
      boundaryDocumentOf({ style: 'denyUnused', unused: ['lambda', 'sqs'], alwaysAllow: ['lambda:Get*', 's3:*'] }, OWN),
    ],
    [
      false,
      'without what users do with their own credentials',
      { ...own, Statement: own.Statement.filter(({ Sid }) => Sid !== 'OwnCredentials') },
    ],
    [false, 'of actions of every service', allowing(['s3'], ['*:Describe*'])],
    [false, 'of services by a pattern', allowing([], ['e?2:RunInstances'])],
    [false, 'with a second statement of what is used', withMore(own, more)],
    [false, 'with a statement that nobody here writes', withMore(own, { ...more, Sid: 'More' })],
    [false, 'without what protects it', { ...own, Statement: own.Statement.slice(0, 1) }],
    [
      false,
      'with its denies after what protects it',
      withMore(denying([]), { ...more, Sid: 'Unused', Effect: 'Deny' }),
    ],
  ])('is %s for a boundary %s', (expected, _, document) => {
    expect(isWritten(document, OWN)).toBe(expected);
  });
});

describe('allowsAllBut', () => {
  it.each([
    [true, denying(['s3'])],
    [true, denying([])],
    [false, allowing(['s3'])],
  ])('is %s', (expected, document) => {
    expect(allowsAllBut(document)).toBe(expected);
  });
});
