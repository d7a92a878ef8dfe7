import { inventoryInputOf } from '../../../src/audit/payloads/run';
import { PayloadError } from '../../../src/audit/reading';
import { run } from '../support/inputs';

const at = (now: string) => ({ now: new Date(now) });
const soon = at('2026-06-02T00:00:00Z');

describe('the input of the inventory', () => {
  it('is read as it was agreed', () => {
    expect(inventoryInputOf({ ...run, more: true }, soon)).toEqual(run);
  });

  it.each(['0a-1_B', "command-1.2+3=4@5!(6)'7", 'x'.repeat(80)])('may name an execution %s', (runId) => {
    expect(inventoryInputOf({ ...run, runId }, soon).runId).toBe(runId);
  });

  it.each<[string, unknown, string]>([
    ['with nothing', undefined, 'value: missing, or no object'],
    ['with another purpose', { ...run, purpose: 'look' }, 'purpose: expected one of audit, change, upkeep'],
    ['with what is no time', { ...run, startedAt: 'today' }, 'startedAt: expected a time'],
    ...['run-0/results', '', 'a b', '../one', 'a%2fb', 'a\n', 'x'.repeat(81)].map(
      (runId): [string, unknown, string] => [
        `with the run ${JSON.stringify(runId)}`,
        { ...run, runId },
        'runId: expected the name of',
      ],
    ),
  ])('is refused %s, naming the field', (_, event, message) => {
    const read = () => inventoryInputOf(event, soon);
    expect(read).toThrow(PayloadError);
    expect(read).toThrow(`input of the inventory: ${message}`);
  });

  it.each([
    ['2026-05-31T23:50:00Z', '2026-05-31T23:49:59Z', 'startedAt: it is to come'],
    ['2026-06-15T00:00:00Z', '2026-06-15T00:00:01Z', 'startedAt: more than 14 days ago'],
  ])('may be of a run that began so long ago at %s, and not at %s', (still, noMore, message) => {
    expect(inventoryInputOf(run, at(still))).toEqual(run);
    expect(() => inventoryInputOf(run, at(noMore))).toThrow(message);
  });
});
