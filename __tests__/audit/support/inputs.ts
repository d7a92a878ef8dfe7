/** What functions are given of a run that began in June 2026, well formed. */

export const run = { runId: 'one', startedAt: '2026-06-01T00:00:00.000Z', purpose: 'audit' };

export const batchOf = (input: object, ...items: readonly unknown[]) => ({
  BatchInput: { ...run, prefix: 'base/runs/one', callsPerSecond: 4, ...input },
  Items: items,
});

export const audited = {
  ...{ ...run, prefix: 'base/runs/one', principals: 1 },
  resultsManifest: { Bucket: 'b', Key: 'base/runs/one/results/m/manifest.json' },
};

/** Whose functions they are given to, some days after. */
export const scopeAt = (now: string) => ({
  ...{ accountId: '111122223333', base: 'base', iamCallsPerSecond: 10, now: new Date(now) },
});
