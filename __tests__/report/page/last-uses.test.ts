import { byLastUse } from '../../../src/report/page/last-uses';

describe('services by their last use', () => {
  it('come with the latest day first, those of a day together', () => {
    const days = ['2026-05-02', '2026-05-31', '2025-12-24', '2026-05-02'];
    expect(byLastUse({ names: ['kms', 's3', 'sns', 'sqs'], days })).toEqual([
      { day: '2026-05-31', names: ['s3'] },
      { day: '2026-05-02', names: ['kms', 'sqs'] },
      { day: '2025-12-24', names: ['sns'] },
    ]);
  });

  it('are none where nobody knows the days', () => {
    expect(byLastUse({ names: ['s3'] })).toEqual([]);
  });
});
