import { serviceAt } from '../../../src/domain/policy/event-sources';

describe('the service whose host CloudTrail names', () => {
  it.each([
    ['sqs.amazonaws.com', 'sqs'],
    ['amazonmq.amazonaws.com', 'mq'],
    ['application-insights.amazonaws.com', 'applicationinsights'],
    ['appstream2.amazonaws.com', 'appstream'],
    ['cloudcontrolapi.amazonaws.com', 'cloudformation'],
    ['email.amazonaws.com', 'ses'],
    ['metering-marketplace.amazonaws.com', 'aws-marketplace'],
    ['monitoring.amazonaws.com', 'cloudwatch'],
    ['mturk-requester.amazonaws.com', 'mechanicalturk'],
    ['pinpoint.amazonaws.com', 'mobiletargeting'],
    ['rdsdata.amazonaws.com', 'rds-data'],
    ['servicecatalog-appregistry.amazonaws.com', 'servicecatalog'],
    ['tagging.amazonaws.com', 'tag'],
    ['sqs.amazonaws.com.cn', 'sqs'],
  ])('is, of %s, %s', (source, service) => {
    expect(serviceAt(source)).toBe(service);
  });

  it.each([
    'brand-new.amazonaws.com',
    'monitoring.rds.amazonaws.com',
    'sqs.example.com',
    'sqs',
    'constructor.amazonaws.com',
  ])('is unknown of %s', (source) => {
    expect(serviceAt(source)).toBeUndefined();
  });
});
