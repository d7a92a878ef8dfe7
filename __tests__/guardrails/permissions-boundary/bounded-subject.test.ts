import { checkListed } from '../../../src/audit/inventory/manifest';
import { subjectsOf } from '../../../src/audit/payloads/subjects';
import { boundedSubject } from '../../../src/guardrails/permissions-boundary/bounded-subject';
import { aStore } from '../../audit/support/memory-store';
import { aSubject } from '../../support/permissions-boundary';

const listed = aSubject({ boundaryArn: 'arn:b', boundedAt: '2026-04-01T00:00:00.000Z', boundaryTaken: 'arn:a' });

describe('somebody whom an audit for boundaries looks at', () => {
  it('travels through the manifest with what the ledger knows of its boundary', () => {
    expect(subjectsOf(JSON.parse(JSON.stringify([listed])), 'manifest.json', boundedSubject)).toEqual([listed]);
  });

  it.each<[string, object]>([
    ['it is bounded since another time', { boundedAt: '2026-05-01T00:00:00.000Z' }],
    ['nobody took its boundary away', { boundaryTaken: undefined }],
  ])('is refused as an item of a batch that says %s', async (_, about) => {
    const store = aStore({ 'base/runs/one/manifest.json': [listed] });
    const checked = checkListed([{ ...listed, ...about }], 'base/runs/one', { store, form: boundedSubject });
    await expect(checked).rejects.toThrow('says something else of');
  });
});
