import { GUARDRAILS } from '../../../src/guardrails/catalogue/names';
import { HEADLINES, RELEASERS } from '../../support/releasers';

describe('the catalogue of releasers', () => {
  it('has one of each guardrail, in the order in which people are told of them', () => {
    expect(RELEASERS.map(({ guardrail }) => guardrail)).toEqual(GUARDRAILS);
  });

  it.each(['user', 'role'] as const)('has one that holds a %s, so that a request need not name it', (kind) => {
    expect(RELEASERS.some(({ holds }) => holds.includes(kind))).toBe(true);
  });

  it('gives no headline to two', () => {
    expect(HEADLINES).toHaveLength(new Set(HEADLINES).size);
    expect(RELEASERS.filter(({ headlines }) => headlines.length === 0)).toEqual([]);
  });
});
