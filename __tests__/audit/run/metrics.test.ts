import { metricsLine } from '../../../src/audit/run/metrics';

const place = { namespace: 'iam-guardrails', guardrail: 'permissions-boundary' } as const;
const now = new Date('2026-06-01T00:00:00Z');

describe('metricsLine', () => {
  it('words values as CloudWatch takes them from a log', () => {
    expect(metricsLine({ principals: 12, failed: 0 }, place, now)).toEqual({
      _aws: {
        Timestamp: now.getTime(),
        CloudWatchMetrics: [
          {
            Namespace: 'iam-guardrails',
            Dimensions: [['Guardrail']],
            Metrics: [{ Name: 'Principals' }, { Name: 'Failed' }],
          },
        ],
      },
      Guardrail: 'permissions-boundary',
      Principals: 12,
      Failed: 0,
    });
  });

  it('leaves out what has no value today', () => {
    expect(metricsLine({ principals: 1, averageCoverage: undefined }, place, now)).not.toHaveProperty(
      'AverageCoverage',
    );
  });
});
