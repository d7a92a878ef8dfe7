import { sha256 } from '../../../../src/aws/sha256';
import { waitingLedger } from '../../../../src/aws/ledger/waiting';
import { waitingList } from '../../../../src/aws/ledger/waiting-list';
import { waitingFor } from '../../../../src/guardrails/revoker/apply/remember';
import type { Call } from '../../../../src/guardrails/revoker/judge/parse';
import { ACCOUNT, aCall, aCaller } from '../../../support/revoker';
import { aLedgerTable, type DynaliteTable } from '../../../aws/support/dynalite-table';

let table: DynaliteTable;

beforeAll(async () => {
  table = await aLedgerTable();
});

afterAll(() => {
  table.stop();
});

const START = new Date('2026-06-01T12:00:00Z');
const after = (seconds: number) => new Date(START.getTime() + seconds * 1_000);

/** IAM counts no white space in a document, and takes 131,072 characters of it (IAM API reference, PutRolePolicy). */
const PADDED = `{${' '.repeat(99_000)}}`;

const large = (number: number): Call =>
  aCall({
    ...{ eventId: `large-${number}`, eventName: 'PutRolePolicy' },
    parameters: { roleName: 'lambda', policyName: `policy-${number}`, policyDocument: PADDED },
  });

describe('an attacker who makes large calls that history shows and nobody can judge yet', () => {
  it('hides no call of another that was found between them', async () => {
    const ledger = waitingLedger(table, 'revoker');
    const list = waitingList(table, 'revoker');
    const mole = aCall({ caller: aCaller({ id: 'AIDAMOLE' }) });
    const calls = [...Array.from({ length: 60 }, (_, number) => large(number))];
    calls.splice(30, 0, mole);
    for (const [second, call] of calls.entries()) {
      const one = waitingFor(call, 'found in the event history alone', after(second), { sha256 });
      await ledger.add({ ...one, isUrgent: true });
    }
    for (let look = 0; look < 5; look += 1) {
      const listed = await list.open(ACCOUNT, after(60));
      expect(listed.map(({ principalId }) => principalId)).toContain('AIDAMOLE');
    }
  });
});
