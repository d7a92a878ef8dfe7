import { servicesToAsk, type AskedRoles } from '../../../src/domain/service-roles/asked';
import { serviceUses } from '../../../src/domain/service-roles/use';

const trusting = (...services: readonly string[]) =>
  JSON.stringify({ Statement: { Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' } });
const ROLE = 'arn:aws:iam::111122223333:role/service-role/worker';
const said = (service: AskedRoles['service'], more: Partial<AskedRoles> = {}): AskedRoles => ({
  ...{ service, used: [], unread: [], ...more },
});
const useOf = (trust: string, ...asked: readonly AskedRoles[]) =>
  serviceUses(asked)({ arn: ROLE, trust, instanceProfiles: [] });
const PROFILE = 'arn:aws:iam::111122223333:instance-profile/web/workers';
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:work';

describe('the services to ask', () => {
  it('are those that the roles in question trust, and no others', () => {
    const trusts = [
      trusting('ecs-tasks.amazonaws.com', 'ecs.amazonaws.com', 'glue.amazonaws.com'),
      trusting('lambda.amazonaws.com'),
    ];
    expect(servicesToAsk(trusts)).toEqual(['lambda', 'ecs']);
    expect(servicesToAsk(['{'])).toEqual([]);
  });
});

describe('a role', () => {
  it.each([
    ['its ARN', ROLE],
    ['its ARN without the path', 'arn:aws:iam::111122223333:role/worker'],
    ['its name', 'worker'],
  ])('is used where a service that it trusts names it by %s', (_, role) => {
    const lambda = said('lambda', { used: [{ role, by: FUNCTION }] });
    expect(useOf(trusting('lambda.amazonaws.com'), lambda)).toEqual({ kind: 'used', by: FUNCTION });
  });

  it('is used by none where those that it trusts name others, or it trusts no service', () => {
    const lambda = said('lambda', { used: [{ role: `${ROLE}-2`, by: FUNCTION }] });
    expect(useOf(trusting('lambda.amazonaws.com'), lambda)).toEqual({ kind: 'none' });
    expect(useOf(trusting(), lambda)).toEqual({ kind: 'none' });
  });

  it('is used by none where only a service names it that it does not trust, and that can thus not have it', () => {
    const lambda = said('lambda', { used: [{ role: ROLE, by: FUNCTION }] });
    expect(useOf(trusting('states.amazonaws.com'), lambda, said('states'))).toEqual({ kind: 'none' });
  });

  it('is unknown where it trusts a service that nobody asks, and the reason names it', () => {
    expect(useOf(trusting('glue.amazonaws.com'))).toEqual({
      ...{ kind: 'unknown', why: 'it trusts glue.amazonaws.com, which is not asked' },
    });
    expect(useOf(trusting('lambda.amazonaws.com'))).toMatchObject({ kind: 'unknown' });
  });

  it('is unknown where a service did not say all, though it said much', () => {
    const unread = ['us-east-1', 'eu-west-1'].map((region) => ({
      what: `lambda in ${region}`,
      why: 'AccessDenied: no',
    }));
    expect(useOf(trusting('lambda.amazonaws.com'), said('lambda', { unread }))).toEqual({
      kind: 'unknown',
      why: 'it trusts lambda.amazonaws.com, and lambda in us-east-1 and 1 more could not be read (AccessDenied: no)',
    });
  });

  it('is used where one service has it, whatever another did not say', () => {
    const lambda = said('lambda', { used: [{ role: ROLE, by: FUNCTION }] });
    expect(useOf(trusting('glue.amazonaws.com', 'lambda.amazonaws.com'), lambda)).toMatchObject({ kind: 'used' });
  });

  it.each([
    ['lets in services without naming them', JSON.stringify({ Statement: { Effect: 'Allow', Principal: '*' } })],
    ['cannot be read', '{'],
  ])('is unknown where its trust policy %s', (_, trust) => {
    expect(useOf(trust)).toMatchObject({ kind: 'unknown', why: expect.stringContaining('trust policy') as string });
  });

  const inProfile = (...asked: readonly AskedRoles[]) =>
    serviceUses(asked)({ arn: ROLE, trust: trusting('ec2.amazonaws.com'), instanceProfiles: [PROFILE] });

  it('is used where an instance has a profile that it is in', () => {
    const used = [{ role: PROFILE, by: 'i-7' }];
    expect(inProfile(said('ec2', { used }))).toEqual({ kind: 'used', by: 'i-7' });
    expect(inProfile(said('ec2', { used: [{ role: `${PROFILE}-2`, by: 'i-7' }] }))).toEqual({ kind: 'none' });
  });

  it('is not used where an instance has a profile of its name that it is not in', () => {
    const used = [{ role: 'arn:aws:iam::111122223333:instance-profile/worker', by: 'i-7' }];
    expect(inProfile(said('ec2', { used }))).toEqual({ kind: 'none' });
  });

  it('is used by no instance where it is in no profile, whatever EC2 did not say', () => {
    const ec2 = said('ec2', { unread: [{ what: 'ec2 in us-east-1', why: 'UnauthorizedOperation: no' }] });
    expect(useOf(trusting('ec2.amazonaws.com'), ec2)).toEqual({ kind: 'none' });
    expect(inProfile(ec2)).toMatchObject({ kind: 'unknown' });
  });
});
