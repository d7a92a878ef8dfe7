import { Alarm, type AlarmProps } from '../../src/constructs/alarm';
import { onlyOne, templateWith } from '../support/template';

/** Synthesises an alarm; override only what the test is about. */
const anAlarm = (overrides: Partial<AlarmProps> = {}) =>
  onlyOne(
    templateWith((stack) => {
      new Alarm(stack, 'alarm', {
        prefix: 'g',
        subject: 'job',
        kind: 'late',
        says: 'The job is late.',
        runbook: 'docs/runbook.md',
        topicArns: ['topic'],
        namespace: 'g',
        metricName: 'Days',
        dimensions: { Guardrail: 'job' },
        statistic: 'Minimum',
        ...overrides,
      });
    }),
    'aws_cloudwatch_metric_alarm',
  );

describe('Alarm', () => {
  it('says what happened, and names its article of the runbook', () => {
    expect(anAlarm()).toMatchObject({
      alarm_name: 'g-job-late',
      alarm_description: 'The job is late. What to do: docs/runbook.md#job-late',
    });
  });

  it.each([
    ['about too little takes no data for wrong', {}, 'LessThanThreshold', 1, 'breaching'],
    ['about too much does not', { above: 8 }, 'GreaterThanThreshold', 8, 'notBreaching'],
    [
      'about too much does where it is told',
      { above: 8, silenceIsWrong: true },
      'GreaterThanThreshold',
      8,
      'breaching',
    ],
  ])('%s', (_, overrides, comparison_operator, threshold, treat_missing_data) => {
    expect(anAlarm(overrides)).toMatchObject({ comparison_operator, threshold, treat_missing_data });
  });

  it('mails nobody when it ends: the first change of every new alarm is to OK', () => {
    expect(anAlarm()).toMatchObject({ alarm_actions: ['topic'] });
    expect(anAlarm()).not.toHaveProperty('ok_actions');
    expect(anAlarm()).not.toHaveProperty('insufficient_data_actions');
  });

  it('looks at five minutes, or as far back as it is told', () => {
    expect(anAlarm()).toMatchObject({ period: 300, evaluation_periods: 1 });
    expect(anAlarm({ seconds: 86_400, periods: 2 })).toMatchObject({ period: 86_400, evaluation_periods: 2 });
  });
});
