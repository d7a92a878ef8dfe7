import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { SERVICE_PREFIXES } from '../../domain/policy/service-prefixes';
import type { EmbeddedAccount } from '../../embedded-account/account';
import type { RecordedCall } from '../../embedded-account/calls';
import type { Notice } from '../../domain/notice/notice';
import { textOf } from '../../notify/render/text';
import type { AuditCast } from './audit-cast';
import type { Report } from '../../report/page/report';
import { digestFrom } from './digest';
import { boundaryReport } from './reports';

/** A principal, and what the audit has to find and decide. */
export interface AuditCase {
  readonly arn: string;
  readonly expected: AuditExpected;
}

export interface AuditExpected {
  /** Kind and reason of the decision. */
  readonly decision: string;
  /** Services it may use, and those of them it used; absent where nobody asked. */
  readonly counts?: readonly [granted: number, used: number];
  /** What became of its tags. */
  readonly tags: 'written' | 'left';
}

const summary = z.object({
  principals: z.array(
    z.object({
      arn: z.string(),
      granted: z.number().nullable(),
      used: z.number().nullable(),
      coveragePercent: z.number().nullable(),
      decision: z.object({ kind: z.string(), reason: z.string() }),
      tags: z.object({ kind: z.string() }),
      wouldChange: z.string(),
    }),
  ),
});

/** One principal of the run's summary. */
export type AuditRow = z.infer<typeof summary>['principals'][number];

/** What came of an audit. */
export interface Audited {
  readonly rows: ReadonlyMap<string, AuditRow>;
  readonly calls: readonly RecordedCall[];
  /** The mail that tells of it. */
  readonly mail: { readonly subject?: string; readonly message: string } | undefined;
  /** The same as data. */
  readonly notice: Notice;
  /** The same for a page to read. */
  readonly report: Report;
  /** Whether the mail says what the notice says. */
  readonly isMailed: boolean;
  /** Whether IAM is but for tags as it was. */
  readonly onlyTagged: boolean;
}

const SCHEDULE = 'iam-guardrails-permissions-boundary';

/** The cases that an audit is judged by. @param revoked ARN of a user with an open incident */
export function auditCases(cast: AuditCast, revoked: string): readonly AuditCase[] {
  const bound = (reason: string, granted: number, used: number): AuditExpected => ({
    ...{ decision: `bound: ${reason}`, counts: [granted, used], tags: 'written' },
  });
  const left = (reason: string): AuditExpected => ({ decision: `leave: ${reason}`, tags: 'left' });
  const tagged = (reason: string, granted: number, used: number): AuditExpected => ({
    ...{ decision: `leave: ${reason}`, counts: [granted, used], tags: 'written' },
  });
  return [
    { arn: cast.orders, expected: bound('used-some', 6, 2) },
    { arn: cast.admin, expected: bound('used-some', SERVICE_PREFIXES.length, 60) },
    { arn: cast.unused, expected: bound('used-nothing', 2, 0) },
    { arn: cast.developers, expected: { decision: 'report: group', counts: [3, 1], tags: 'left' } },
    { arn: cast.dana, expected: bound('used-some', 4, 1) },
    { arn: cast.nothing, expected: tagged('nothing-granted', 0, 0) },
    { arn: cast.tracked, expected: tagged('tracked-too-short', 1, 1) },
    { arn: cast.bounded, expected: tagged('foreign-boundary', 1, 1) },
    { arn: cast.trainee, expected: left('too-young') },
    { arn: cast.exempt, expected: left('exempt') },
    { arn: cast.protected, expected: left('protected-by-setting') },
    { arn: cast.linked, expected: left('service-linked-role') },
    { arn: revoked, expected: left('open-incident') },
    { arn: cast.broken, expected: left('evidence-failed') },
    { arn: cast.shadow, expected: left('evidence-suspicious') },
  ];
}

/** Does what happens at the time of the weekly schedule, to its end. @throws Error for a run that fails */
export async function audit(account: EmbeddedAccount): Promise<Audited> {
  const before = { calls: account.calls().length, mails: account.published().length, iam: untagged(account) };
  const text = await runToSummary(account, SCHEDULE);
  const [notice, mail] = [digestFrom(text, account), account.published()[before.mails]];
  return {
    ...{ rows: rowsIn(text), notice, isMailed: textOf(notice) === mail?.message },
    report: boundaryReport(text, account),
    calls: account.calls().slice(before.calls),
    mail,
    onlyTagged: isDeepStrictEqual(untagged(account), before.iam),
  };
}

/** Does what happens at the time of a schedule, to its end. @returns rows of the summary, by ARN. @throws Error for a run that fails */
export async function runAudit(account: EmbeddedAccount, schedule: string): Promise<ReadonlyMap<string, AuditRow>> {
  return rowsIn(await runToSummary(account, schedule));
}

/** The same for any guardrail. @returns text of the run's summary.json */
export async function runToSummary(
  account: EmbeddedAccount,
  schedule: string,
  guardrail = 'permissions-boundary',
): Promise<string> {
  const execution = await account.runSchedule(schedule);
  await account.idle();
  if (execution.status !== 'SUCCEEDED') {
    throw new Error(`the audit ended as ${execution.status}: ${execution.error ?? ''} ${execution.cause ?? ''}`);
  }
  const key = `accounts/${account.accountId}/${guardrail}/runs/${execution.name}/summary.json`;
  const [written] = account.objects(`iam-guardrails-evidence-${account.accountId}`, key);
  return written?.body.toString() ?? 'null';
}

function rowsIn(text: string): ReadonlyMap<string, AuditRow> {
  const { principals } = summary.parse(JSON.parse(text));
  return new Map(principals.map((row) => [row.arn, row]));
}

function untagged(account: EmbeddedAccount): object {
  const { users, roles, ...others } = account.snapshot();
  const withoutTags = <T extends { readonly tags: object }>(all: readonly T[]) =>
    all.map((one) => ({ ...one, tags: {} }));
  return { ...others, users: withoutTags(users), roles: withoutTags(roles) };
}
