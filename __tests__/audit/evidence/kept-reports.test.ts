import { keptReports } from '../../../src/audit/evidence/kept-reports';
import { aStore } from '../support/memory-store';

describe('an object with evidence of earlier runs that cannot be used', () => {
  it('is named in the log, with why nobody goes by it', () => {
    const lines: object[] = [];
    const kept = {
      accountId: '111122223333',
      guardrail: 'g',
      store: aStore(),
      log: (line: object) => lines.push(line),
    };
    keptReports({ guardrail: 'g', runId: 'one' }, kept).ignored('evidence/1.json', 'it is no JSON');
    expect(lines).toEqual([
      {
        ...{ msgtype: 'ignored-evidence', guardrail: 'g', runId: 'one' },
        ...{ key: 'evidence/1.json', why: 'it is no JSON', message: 'evidence/1.json is ignored: it is no JSON' },
      },
    ]);
  });
});
