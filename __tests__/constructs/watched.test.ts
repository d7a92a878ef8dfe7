import { Watched, type WatchedProps } from '../../src/constructs/watched';
import { resources, templateWith } from '../support/template';

/** Alarms of a function by name; override only what the test is about. */
function alarmsWith(overrides: Partial<WatchedProps> = {}): Record<string, Record<string, unknown>> {
  const template = templateWith((stack) => {
    new Watched(stack, 'watched', {
      functionName: 'g-job',
      subject: 'job',
      prefix: 'g',
      runbook: 'docs/runbook.md',
      topicArns: ['topic'],
      deadLettersName: 'g-job-dead-letters',
      runawayInvocations: 100,
      ...overrides,
    });
  });
  return Object.fromEntries(
    resources(template, 'aws_cloudwatch_metric_alarm').map((alarm) => [String(alarm['alarm_name']), alarm]),
  );
}

describe('Watched', () => {
  it.each([
    ['g-job-failing', 'AWS/Lambda', 'Errors', 'Sum', 0],
    ['g-job-dead-letters', 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', 0],
    ['g-job-runaway', 'AWS/Lambda', 'Invocations', 'Sum', 100],
  ])(
    '%s alarms above its threshold and stays quiet without data',
    (name, namespace, metric_name, statistic, threshold) => {
      expect(alarmsWith()[name]).toMatchObject({
        namespace,
        metric_name,
        statistic,
        threshold,
        comparison_operator: 'GreaterThanThreshold',
        period: 300,
        treat_missing_data: 'notBreaching',
        alarm_actions: ['topic'],
      });
    },
  );

  it('says in every alarm what the function is for', () => {
    const does = 'It lets the cat out.';
    const alarms = Object.values(alarmsWith({ does, silentMinutes: 15 }));
    expect(alarms).toHaveLength(4);
    for (const alarm of alarms)
      expect(alarm['alarm_description']).toMatch(/^The function g-job .* It lets the cat out\. What/);
  });

  it('names an article of the runbook in every alarm', () => {
    const articles = Object.values(alarmsWith()).map(
      (alarm) => String(alarm['alarm_description']).split('What to do: ')[1],
    );
    expect(articles.sort()).toEqual([
      'docs/runbook.md#job-dead-letters',
      'docs/runbook.md#job-failing',
      'docs/runbook.md#job-runaway',
    ]);
  });

  it('alarms when a function that should run does not, and takes no data for silence', () => {
    expect(alarmsWith({ silentMinutes: 15 })['g-job-not-running']).toMatchObject({
      metric_name: 'Invocations',
      comparison_operator: 'LessThanThreshold',
      threshold: 1,
      period: 900,
      treat_missing_data: 'breaching',
    });
    expect(alarmsWith()).not.toHaveProperty('g-job-not-running');
  });

  it('alarms silently where nobody is told', () => {
    for (const alarm of Object.values(alarmsWith({ topicArns: [] }))) expect(alarm).not.toHaveProperty('alarm_actions');
  });
});
