import { servicesTrustedBy } from '../../../src/domain/identity/trusted-services';

const allowing = (...principals: readonly unknown[]) =>
  JSON.stringify({
    Statement: principals.map((Principal) => ({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })),
  });

describe('the services that a trust policy lets in', () => {
  it('are those that it names, each once', () => {
    const trust = allowing(
      { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] },
      { Service: 'lambda.amazonaws.com' },
    );
    expect(servicesTrustedBy(trust)).toEqual(['lambda.amazonaws.com', 'ec2.amazonaws.com']);
  });

  it('are read from a text that is URL-encoded', () => {
    expect(servicesTrustedBy(encodeURIComponent(allowing({ Service: 'ec2.amazonaws.com' })))).toEqual([
      'ec2.amazonaws.com',
    ]);
  });

  it.each([
    ['states.us-east-1.amazonaws.com', 'states.amazonaws.com'],
    ['logs.us-gov-west-1.amazonaws.com', 'logs.amazonaws.com'],
    ['delivery.logs.amazonaws.com', 'delivery.logs.amazonaws.com'],
    ['vpc-flow-logs.amazonaws.com', 'vpc-flow-logs.amazonaws.com'],
  ])('are named without their Regions: %s', (Service, expected) => {
    expect(servicesTrustedBy(allowing({ Service }))).toEqual([expected]);
  });

  it.each([
    ['lets in everybody', allowing('*')],
    ['lets in all but some', JSON.stringify({ Statement: { Effect: 'Allow', NotPrincipal: { AWS: 'x' } } })],
  ])('may be any where it %s', (_, trust) => {
    expect(servicesTrustedBy(trust)).toEqual(['*']);
  });

  it.each([
    ['users, roles and accounts', allowing({ AWS: ['111122223333', 'arn:aws:iam::111122223333:role/x'] })],
    ['providers of identities', allowing({ Federated: 'arn:aws:iam::111122223333:saml-provider/x' })],
    ['whom it denies', JSON.stringify({ Statement: { Effect: 'Deny', Principal: { Service: 'ec2.amazonaws.com' } } })],
  ])('are not %s', (_, trust) => {
    expect(servicesTrustedBy(trust)).toEqual([]);
  });

  it('are unknown where the text is no policy', () => {
    expect(servicesTrustedBy('{')).toBeUndefined();
    expect(servicesTrustedBy('{"Statement":"none"}')).toBeUndefined();
  });
});
