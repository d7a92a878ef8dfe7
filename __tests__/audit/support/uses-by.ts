import type { LastUses } from '../../../src/domain/run/last-uses';

/** A credential report that knows everybody. @param seen ISO 8601, by ARN */
export function usesBy(seen: Iterable<readonly [arn: string, lastUsedAt: string]>): LastUses {
  const byArn = new Map(seen);
  return {
    of: ({ arn }) => {
      const lastUsedAt = byArn.get(arn);
      return { known: true, ...(lastUsedAt !== undefined && { lastUsedAt }) };
    },
  };
}
