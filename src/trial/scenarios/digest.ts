import * as z from 'zod';
import { KEYS } from '../../audit/contract';
import type { EmbeddedAccount } from '../../embedded-account/account';
import type { Notice } from '../../domain/notice/notice';
import { RUNBOOK } from '../../domain/notice/runbook';
import { digestOf } from '../../guardrails/permissions-boundary/report/digest';
import type { ReleasePlace } from '../../guardrails/permissions-boundary/report/digest-release';
import type { RunSummary } from '../../guardrails/permissions-boundary/run-summary';

/** What the function that wrote it has checked; the mail shows whether it says the same here. */
const summary = z.custom<RunSummary>((value: unknown) => typeof value === 'object' && value !== null);

/** The digest of a run as data, of which the account mailed one rendering. @param text of the run's summary.json */
export function digestFrom(text: string, account: Pick<EmbeddedAccount, 'accountId'>): Notice {
  const found = summary.parse(JSON.parse(text));
  const run = `accounts/${account.accountId}/permissions-boundary/runs/${found.runId}`;
  return digestOf(found, {
    ...{ ...releasePlace(account), bucket: `iam-guardrails-evidence-${account.accountId}` },
    ...{
      jsonKey: `${run}/${KEYS.summaryJson}`,
      csvKey: `${run}/${KEYS.summaryCsv}`,
      reportKey: `${run}/${KEYS.report}`,
    },
  });
}

/** Where those of the account release. */
export const releasePlace = ({ accountId }: Pick<EmbeddedAccount, 'accountId'>): ReleasePlace => ({
  ...{ region: 'us-east-1', releaseFunction: 'iam-guardrails-release', runbook: RUNBOOK },
  own: {
    ...{ partition: 'aws', accountId, path: '/iam-guardrails/' },
    ...{ namePrefix: 'iam-guardrails-boundary-', denyPolicyName: 'DenyIAMAccess' },
  },
});
