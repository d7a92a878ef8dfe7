import fc from 'fast-check';
import { Pseudonyms } from '../../../src/cli/snapshot/pseudonyms';
import { policyText } from '../../../src/cli/snapshot/policy-text';

const ACCOUNT = '111122223333';
const some = () => new Pseudonyms({ accountId: ACCOUNT, settings: { namePrefix: 'iam-guardrails' } });

describe('what replaces a name', () => {
  it('is the same for the same, whatever the case, and another for another', () => {
    const known = some();
    expect(known.of('Ada.Lovelace')).toBe('w1.w2');
    expect(known.of('ada')).toBe('w1');
    expect(known.of('lovelace-ada')).toBe('w2-w1');
    expect(some().of('Ada.Lovelace')).toBe('w1.w2');
  });

  it('keeps patterns of whole words matching', () => {
    const known = some();
    const [name, pattern] = [known.of('prod-web-7x'), known.of('prod-web-*')];
    expect(name.startsWith(pattern.slice(0, -1))).toBe(true);
    expect(known.of('${aws:username}')).toBe('${aws:username}');
  });

  it.each([
    'arn:aws:iam::aws:policy/AdministratorAccess',
    'AWSServiceRoleForSupport',
    'AWSReservedSSO_Admin_1a2b',
    'lambda.amazonaws.com',
    '<root_account>',
    '*',
  ])('is nothing for what AWS named: %s', (text) => {
    expect(some().of(text)).toBe(text);
  });

  it('keeps the paths that IAM reserves, and what the deployment is known by', () => {
    const known = some();
    expect(
      known.of(`arn:aws:iam::${ACCOUNT}:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport`),
    ).toBe('arn:aws:iam::100000000001:role/aws-service-role/support.amazonaws.com/AWSServiceRoleForSupport');
    expect(known.of(`arn:aws:iam::${ACCOUNT}:policy/iam-guardrails/iam-guardrails-boundary-0a1b`)).toBe(
      'arn:aws:iam::100000000001:policy/iam-guardrails/iam-guardrails-boundary-0a1b',
    );
    expect(known.of(`iam-guardrails-evidence-${ACCOUNT}`)).toBe('iam-guardrails-evidence-100000000001');
  });

  it('leaves ids their kind and length', () => {
    const known = some();
    expect(known.of('AIDAEXAMPLE0000000001')).toBe(`AIDA${'1'.padStart(17, '0')}`);
    expect(known.of('AKIAEXAMPLE000000')).toBe(`AKIA${'2'.padStart(13, '0')}`);
  });

  it('leaves ARNs well-formed, whatever stands in them', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9+=,.@_-]{1,20}$/);
    fc.assert(
      fc.property(
        fc.constantFrom('user', 'role', 'group'),
        fc.array(word, { minLength: 1, maxLength: 4 }),
        (kind, names) => {
          const made = some().of(`arn:aws:iam::${ACCOUNT}:${kind}/${names.join('/')}`);
          expect(made).toMatch(new RegExp(`^arn:aws:iam::\\d{12}:${kind}/[\\w+=,.@/-]+$`));
          expect(made.split('/')).toHaveLength(names.length + 1);
        },
      ),
    );
  });
});

describe('a policy under other names', () => {
  const policy = {
    Version: '2012-10-17',
    Statement: {
      ...{ Sid: 'Ada', Effect: 'Allow', Action: ['s3:GetObject'] },
      Resource: 'arn:aws:s3:::secret-plans/*',
      Principal: { AWS: ACCOUNT, Service: 'lambda.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:PrincipalTag/team': 'payroll', 'aws:RequestedRegion': 'eu-west-1' },
        Bool: { 'aws:SecureTransport': 'true' },
      },
    },
  };
  const expected = {
    Version: '2012-10-17',
    Statement: {
      ...{ Sid: 'w1', Effect: 'Allow', Action: ['s3:GetObject'] },
      Resource: 'arn:aws:s3:::w2-w3/*',
      Principal: { AWS: '100000000001', Service: 'lambda.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:PrincipalTag/team': 'w4', 'aws:RequestedRegion': 'eu-west-1' },
        Bool: { 'aws:SecureTransport': 'true' },
      },
    },
  };

  it('does the same to others, plain or URL-encoded', () => {
    expect(JSON.parse(policyText(JSON.stringify(policy), some()))).toEqual(expected);
    const encoded = policyText(encodeURIComponent(JSON.stringify(policy)), some());
    expect(JSON.parse(decodeURIComponent(encoded))).toEqual(expected);
  });

  it('that is no policy is a name', () => {
    expect(policyText('no policy', some())).toBe('w1 w2');
  });
});
