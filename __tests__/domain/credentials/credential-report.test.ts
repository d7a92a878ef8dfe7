import { credentialReportOf } from '../../../src/domain/credentials/credential-report';
import type { ReportLine } from '../../../src/domain/credentials/report-line';
import { aLine, BORN, ROOT_LINE } from '../../support/report-lines';

const made = new Date('2026-06-01T08:00:00Z');
const hours = (count: number) => new Date(made.getTime() + count * 3_600_000);
const ADA = { arn: aLine().arn, createdAt: BORN };

const reportOf = (...lines: readonly ReportLine[]) => credentialReportOf([ROOT_LINE, ...lines], made);
const said = (report: ReturnType<typeof credentialReportOf>, user = ADA, now = hours(1)) => {
  const found = report.credentialsOf(user, now);
  return found.kind === 'unknown' ? found.why : found.kind;
};

describe('what the credential report says of a user', () => {
  it('is what stands in its line, as of when the report was made', () => {
    const found = reportOf(aLine({ mfa_active: 'true' })).credentialsOf(ADA, hours(1));
    expect(found).toMatchObject({ kind: 'known', credentials: { mfa: true }, asOf: made.toISOString() });
  });

  it.each(['a,b', 'a+b=c@d.e', 'Ada', '"ada"'])('is found for a user with the name %s', (user) => {
    const arn = `arn:aws:iam::111122223333:user/${user}`;
    expect(said(reportOf(aLine(), aLine({ user, arn })), { arn, createdAt: BORN })).toBe('known');
  });

  it('is nothing of a user who came after it was made', () => {
    expect(said(reportOf(), { ...ADA, createdAt: '2026-06-01T08:00:01Z' })).toBe('newer');
    expect(said(reportOf(aLine()), { ...ADA, createdAt: '2026-06-01T08:00:01Z' })).toBe('newer');
  });

  it.each<[string, readonly ReportLine[]]>([
    ['is missing from it, though older', []],
    [
      'has the name of somebody who was created at another time',
      [aLine({ user_creation_time: '2025-01-01T00:00:02+00:00' })],
    ],
  ])('is unknown where the user %s', (_, lines) => {
    expect(said(reportOf(...lines))).toBe('the credential report does not know this user by this name');
  });

  it('is unknown of a user whose line cannot be read, and known of the others', () => {
    const bob = aLine({ arn: 'arn:aws:iam::111122223333:user/bob' });
    const report = reportOf(aLine({ access_key_1_last_used_date: 'soon' }), bob);
    expect(said(report)).toBe('the credential report says "soon" in the column access_key_1_last_used_date');
    expect(report.of(ADA)).toEqual({ known: false });
    expect(said(report, { ...ADA, arn: bob.arn })).toBe('known');
  });

  it.each([
    [5, 'known'],
    [5.01, 'the credential report is of 2026-06-01T08:00:00.000Z, which is too old'],
    [-0.1, 'known'],
    [-0.2, 'the credential report is of 2026-06-01T08:00:00.000Z, which is to come'],
  ])('asked for %d hours after it was made is %s', (later, expected) => {
    expect(said(reportOf(aLine()), ADA, hours(later))).toBe(expected);
  });

  it('is unknown where nobody knows when the report was made', () => {
    expect(said(credentialReportOf([ROOT_LINE, aLine()], undefined))).toBe(
      'IAM does not say when it made the credential report',
    );
  });

  it.each<[string, readonly ReportLine[]]>([
    ['is empty', []],
    ['has users alone', [aLine()]],
  ])('is unknown where the report %s', (_, lines) => {
    expect(said(credentialReportOf(lines, made))).toBe('the credential report has no line of the root user');
  });

  it('is unknown of everybody where the report holds nobody but root', () => {
    expect([ADA.arn, 'arn:bob'].map((arn) => said(reportOf(), { ...ADA, arn }))).toEqual([
      expect.stringMatching(/does not know/),
      expect.stringMatching(/does not know/),
    ]);
  });
});
