import { sha256 } from '../../../../../src/aws/sha256';
import type { Waiting } from '../../../../../src/domain/ledger/waiting';
import { waitingFor } from '../../../../../src/guardrails/revoker/apply/remember';
import { waitingNotice } from '../../../../../src/guardrails/revoker/report/rounds/notify-waiting';
import { aCall, aCaller, ACCOUNT, someRules } from '../../../../support/revoker';

const SINCE = new Date('2026-06-01T12:00:00Z');
const later = (minutes: number) => new Date(SINCE.getTime() + minutes * 60_000);

const waits = (why: string, caller = aCaller()) => waitingFor(aCall({ caller }), why, SINCE, { sha256 });
const ann = aCaller({ id: 'AIDAANN', arn: `arn:aws:iam::${ACCOUNT}:user/ann` });

const noticeOf = (...waiting: Waiting[]) => waitingNotice(waiting, later(60), someRules())[0]?.notice;
const rowsOf = (...waiting: Waiting[]) => noticeOf(...waiting)?.lists[0]?.rows.map(({ say }) => say);

describe('the notice of calls that wait', () => {
  it('has a row for each caller, by ARN, with how many calls wait since when and for what', () => {
    expect(rowsOf(waits('Throttling'), waits('newcomer', ann), waits('Throttling'))).toEqual([
      `arn:aws:iam::${ACCOUNT}:user/rogue: 2 calls since 2026-06-01T12:00:00.000Z (Throttling)`,
      `arn:aws:iam::${ACCOUNT}:user/ann: 1 call since 2026-06-01T12:00:00.000Z (in an admin group; the history does not show yet who put the user there)`,
    ]);
  });

  it('says in words that the limit of revocations is reached', () => {
    expect(rowsOf(waits('too-many-revocations'))?.join()).toContain('(the limit of revocations is reached)');
  });

  it('says what the first of several calls of a caller waits for', () => {
    expect(rowsOf(waits('Throttling', ann), waits('AccessDenied'), waits('AccessDenied', ann))).toEqual([
      expect.stringMatching(/user\/ann: 2 calls .*\(Throttling\)$/),
      expect.stringMatching(/user\/rogue: 1 call .*\(AccessDenied\)$/),
    ]);
  });

  it('says that the revoker goes on, and what people do: cut off keys, then mend what keeps it from judging', () => {
    const { done, actions } = noticeOf(waits('Throttling')) ?? {};
    expect(done).toEqual([expect.stringContaining('judges ten of the waiting calls every minute')]);
    expect(actions?.map(({ say }) => say)).toEqual([
      expect.stringMatching(/^Deactivate the access keys/),
      expect.stringMatching(/limit of revocations: .* limits\.revocationsPer10Minutes .* A quota: .* AccessDenied: /),
    ]);
  });

  it('is of nobody who has waited for less than half an hour', () => {
    expect(waitingNotice([waits('Throttling')], later(29), someRules())).toEqual([]);
    expect(waitingNotice([waits('Throttling')], later(30), someRules())).toHaveLength(1);
  });

  it('is of no new admin before it can be sure whom an admin meant', () => {
    expect(waitingNotice([waits('newcomer')], later(59), someRules())).toEqual([]);
  });
});
