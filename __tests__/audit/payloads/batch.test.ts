import * as z from 'zod';
import { batchInputOf } from '../../../src/audit/payloads/batch';
import { subject as form, subjectsOf } from '../../../src/audit/payloads/subjects';
import { batchOf, run, scopeAt } from '../support/inputs';
import { aSubject } from '../support/subjects';

// The command makes schemas of zod as well, and the first of them gives zod/mini words: they are not those of a payload.
z.string();

const subject = aSubject({
  protection: 'own-role',
  exemption: { from: ['tags'], reason: 'made by hand' },
  lastUsedAt: '2026-05-01T00:00:00.000Z',
  boundaryArn: 'arn:b',
  ownTags: { Permissions_Used: '1' },
});
const scope = { ...scopeAt('2026-06-15T00:00:00.000Z'), accountId: subject.accountId };

describe('the input of a batch', () => {
  it('is read as it was agreed', () => {
    expect(batchInputOf(batchOf({}, subject), scope, form)).toEqual({
      ...{ ...run, prefix: 'base/runs/one', callsPerSecond: 4, subjects: [subject] },
    });
    expect(subjectsOf([subject], 'manifest.json', form)).toEqual([subject]);
  });

  it.each<[string, object, readonly unknown[], string]>([
    ['nobody', {}, [], 'Items: not allowed (too_small)'],
    ['no rate', { callsPerSecond: 0 }, [subject], 'BatchInput.callsPerSecond: not allowed (too_small)'],
    [
      'somebody of another kind',
      {},
      [{ ...subject, kind: 'robot' }],
      'Items.0.kind: expected one of user, role, group',
    ],
    ['a run among the objects of another', { runId: 'one/results' }, [subject], 'BatchInput.runId: expected the name'],
  ])('is refused with %s, naming the field', (_, input, items, message) => {
    expect(() => batchInputOf(batchOf(input, ...items), scope, form)).toThrow(`input of a batch: ${message}`);
  });

  it.each<[string, object, object, string]>([
    ['another account', {}, { accountId: '999999999999' }, 'Items: '],
    ['the name of somebody else', {}, { name: 'victim' }, 'is no role victim of'],
    ['another kind', {}, { kind: 'user' }, 'is no user'],
    ['the objects of another run', { prefix: 'base/runs/two' }, {}, 'base/runs/two is not that of run one'],
    ['more than the rate', { callsPerSecond: 1e9 }, {}, 'BatchInput.callsPerSecond: more than 10'],
    ['a day to come', { startedAt: '2026-06-15T00:10:01Z' }, {}, 'BatchInput.startedAt: it is to come'],
    ['a day long past', { startedAt: '2026-05-31T23:59:59Z' }, {}, 'more than 14 days ago'],
  ])('is refused where it asks for %s', (_, input, about, message) => {
    expect(() => batchInputOf(batchOf(input, { ...subject, ...about }), scope, form)).toThrow(message);
  });
});
