import type { RecordedRow } from '../../../../src/audit/recorded/row';
import { countsOf } from '../../../../src/audit/recorded/summary-form';
import { allBut } from '../../../../src/domain/policy/services';
import { denyDocumentsOf } from '../../../../src/guardrails/unused-service-deny/judge/document';
import { DENY_CHANGE_REASONS, DENY_LEAVE_REASONS } from '../../../../src/guardrails/unused-service-deny/judge/reasons';
import type { ServicesDenied } from '../../../../src/guardrails/unused-service-deny/kinds';
import { pageOf } from '../../../../src/guardrails/unused-service-deny/report/page';
import { ADA, aDeny, OWN_DENIES } from '../../../support/some-denies';
import { ACCOUNT } from '../../../support/permissions-boundary';

type Row = RecordedRow<ServicesDenied>;

const page = (...principals: readonly Row[]) =>
  pageOf(
    {
      ...{
        version: 1,
        guardrail: 'unused-service-deny',
        accountId: ACCOUNT,
        runId: 'one',
        purpose: 'change',
        rules: {},
      },
      ...{ startedAt: '2026-06-01T03:00:00.000Z', mode: 'observe', counts: countsOf(principals), principals },
    },
    { region: 'us-east-1', releaseFunction: 'guardrails-release', own: OWN_DENIES },
  );
const changing = (...changes: readonly ServicesDenied[]): Row => ({
  ...{ ...ADA, kind: 'user', decision: { kind: 'change', reason: 'unused' }, changes },
});
const left = (reason: string): Row => ({ ...ADA, kind: 'user', decision: { kind: 'leave', reason }, changes: [] });
const only = (row: Row) => page(row).principals[0];
const inLines = (documents: ReturnType<typeof denyDocumentsOf>) =>
  documents.map((document) => JSON.stringify(document, null, 2));

describe('the page about unused services', () => {
  it('counts what each user loses and gets back, and lists it', () => {
    const shown = only(changing(aDeny(['s3', 'sns', 'sqs'], ['ec2', 's3'])));
    expect(shown?.cells).toEqual([2, 1]);
    expect(shown?.services).toEqual([
      { label: 'To be denied', names: ['sns', 'sqs'] },
      { label: 'To be allowed again', names: ['ec2'] },
      { label: 'Denied before and after', names: ['s3'] },
    ]);
    expect(only(left('stands'))).toMatchObject({ cells: [null, null], services: [] });
  });

  it('calls denied what a change has denied, and nothing that is only observed', () => {
    const change = aDeny(['sns'], ['ec2']);
    const labels = (row: Row) => only(row)?.services.map(({ label }) => label);
    expect(labels({ ...changing(change), outcome: { kind: 'withheld' } })).toEqual([
      'To be denied',
      'To be allowed again',
    ]);
    expect(labels({ ...changing(change), outcome: { kind: 'done' } })).toEqual([
      ...['Denied by the change', 'Allowed again by the change'],
    ]);
    expect(page(changing(change)).charts[0]?.title).toBe('Would be denied most often');
  });

  it('compares with later runs how many are denied something once it has ended', () => {
    const denied = (row: Row) => page(row).measures?.find(({ key }) => key === 'denied')?.value;
    const [more, none] = [aDeny(['s3'], []), aDeny([], ['s3'])];
    const made = (change: ServicesDenied): Row => ({ ...changing(change), outcome: { kind: 'done' } });
    expect([denied(left('stands')), denied(left('too-young'))]).toEqual([1, 0]);
    expect([denied(changing(more)), denied(made(more))]).toEqual([0, 1]);
    expect([denied(changing(none)), denied(made(none))]).toEqual([1, 0]);
  });

  it('counts what was granted of all that is denied but for some', () => {
    const shown = only(changing({ ...aDeny(allBut(['s3'])), granted: ['ec2', 'sqs'] }));
    expect(shown?.cells).toEqual([2, 0]);
    expect(shown?.services).toEqual([{ label: 'To be denied', names: ['ec2', 'sqs'] }]);
  });

  it('draws which services are denied most often', () => {
    const [chart] = page(changing(aDeny(['s3'])), changing(aDeny(['ec2', 's3']))).charts;
    expect(chart?.bars).toEqual([
      { label: 's3', value: 2 },
      { label: 'ec2', value: 1 },
    ]);
  });

  it('shows the policies before and after, each beside the one in its place', () => {
    const many = Array.from({ length: 500 }, (_, index) => `service-${String(index).padStart(3, '0')}`);
    const [one, other] = inLines(denyDocumentsOf(many, OWN_DENIES));
    const [few] = inLines(denyDocumentsOf(['s3'], OWN_DENIES));
    expect(only(changing(aDeny(['s3'])))?.documents).toEqual([{ label: 'Policy of denies', after: few }]);
    expect(only(changing(aDeny(many, ['s3'])))?.documents.slice(0, 2)).toEqual([
      { label: 'Policy of denies, 1 of 2', before: few, after: one },
      { label: 'Policy of denies, 2 of 2', after: other },
    ]);
    expect(only(left('stands'))?.documents).toEqual([]);
  });

  it.each([...DENY_LEAVE_REASONS, ...DENY_CHANGE_REASONS])('says the reason %s in a sentence', (reason) => {
    const decision = only(left(reason))?.decision;
    expect(decision).toMatch(/^[A-Z].{15,}\.$/);
    if (reason.includes('-')) expect(decision).not.toContain(reason);
  });
});
