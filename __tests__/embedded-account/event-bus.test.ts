import { EventBus } from '../../src/embedded-account/events/bus';
import { patternOf } from '../../src/embedded-account/events/pattern';

const ALL = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';

const delivered = (state: string, detail: object, type = 'AWS API Call via CloudTrail') => {
  const bodies: string[] = [];
  const bus = new EventBus();
  bus.rules.push({
    name: 'rule',
    state,
    eventPattern: patternOf({ source: ['aws.iam'] }),
    deliver: (body) => bodies.push(body),
  });
  bus.put({ id: 'event', 'detail-type': type, source: 'aws.iam', resources: [], detail });
  return bodies.length === 1;
};

describe('the bus', () => {
  it.each([
    ['GetUser', false],
    ['ListUsers', false],
    ['DescribeWhatIsToCome', false],
    ['GenerateCredentialReport', true],
    ['GenerateServiceLastAccessedDetails', true],
    ['SimulatePrincipalPolicy', true],
  ])('delivers the read %s to an enabled rule: %s', (eventName, expected) => {
    const read = { eventName, readOnly: true };
    expect(delivered('ENABLED', read)).toBe(expected);
    expect(delivered(ALL, read)).toBe(true);
    expect(delivered('DISABLED', read)).toBe(false);
  });

  it.each([
    ['a call that writes, whatever its name', { eventName: 'GetFederationToken', readOnly: false }],
    ['a call of which the record says nothing', { eventName: 'ListUsers' }],
  ])('delivers %s', (_, detail) => {
    expect(delivered('ENABLED', detail)).toBe(true);
  });

  it('keeps back nothing that is no call', () => {
    expect(delivered('ENABLED', { eventName: 'ListUsers', readOnly: true }, 'A change of status')).toBe(true);
  });
});
