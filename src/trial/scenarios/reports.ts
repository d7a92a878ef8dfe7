import * as z from 'zod';
import { incidentsPage } from '../../report/incidents';
import type { SlotSet } from '../../audit/recorded/slot-set';
import type { RecordedSummary } from '../../audit/recorded/summary-form';
import { incidentOf, type Item } from '../../aws/ledger/items';
import type { EmbeddedAccount } from '../../embedded-account/account';
import { pageOf as cleanupPage } from '../../guardrails/credential-cleanup/report/page';
import { pageOf as boundaryPage } from '../../guardrails/permissions-boundary/report/page';
import type { RunSummary } from '../../guardrails/permissions-boundary/run-summary';
import type { ServicesDenied } from '../../guardrails/unused-service-deny/kinds';
import { pageOf as denyPage } from '../../guardrails/unused-service-deny/report/page';
import type { Report } from '../../report/page/report';
import { releasePlace } from './digest';

type Account = Pick<EmbeddedAccount, 'accountId'>;

/** What the functions that wrote it have checked. */
const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const SUMMARIES = {
  boundary: z.custom<RunSummary>(isObject),
  deny: z.custom<RecordedSummary<ServicesDenied>>(isObject),
  cleanup: z.custom<RecordedSummary<SlotSet>>(isObject),
};

const LEDGER = 'iam-guardrails-ledger';

const ledgerItems = z.object({ Items: z.array(z.custom<Item>(isObject)) });

/** The incidents that the revoker remembers, open and past, for a page. */
export async function incidentsReport(
  account: Pick<EmbeddedAccount, 'accountId' | 'items' | 'clock'>,
): Promise<Report> {
  const { Items } = ledgerItems.parse(await account.items(LEDGER));
  const incidents = Items.filter(({ sk }) => sk?.S?.startsWith('revoker#incident-')).map(incidentOf);
  const { accountId } = account;
  const asOf = account.clock.now().toISOString();
  return incidentsPage(incidents, { accountId, asOf, place: releasePlace(account) });
}

/** What a run found and did, for a page, by the text of its summary.json. */
export const boundaryReport = (text: string, account: Account): Report =>
  boundaryPage(SUMMARIES.boundary.parse(JSON.parse(text)), releasePlace(account));

export const denyReport = (text: string, account: Account): Report =>
  denyPage(SUMMARIES.deny.parse(JSON.parse(text)), releasePlace(account));

export const cleanupReport = (text: string, account: Account): Report =>
  cleanupPage(SUMMARIES.cleanup.parse(JSON.parse(text)), releasePlace(account));
