import type { EvidenceStore } from '../../aws/evidence-store';
import type { ReleasePlace } from '../../domain/commands/release';
import type { Incident } from '../../domain/ledger/incident';
import { plain } from '../../domain/notice/notice';
import type { Sha256 } from '../../domain/policy/content-name';
import { reportPage } from '../../report/page/page';
import type { Report } from '../../report/page/report';
import { KEYS } from '../contract';
import type { Run } from '../payloads/run';
import { incidentsPage } from '../report/incidents-page';
import { noteHistory, type History } from './history';

/** What keeping a page takes. */
export interface ReportPorts extends ReleasePlace {
  readonly accountId: string;
  readonly store: EvidenceStore;
  readonly sha256: Sha256;
  /** Open incidents of the account, of all guardrails that open some. */
  readonly openIncidents: () => Promise<readonly Incident[]>;
}

type ReportedRun = Run & { readonly prefix: string };

const LONGEST_WHY = 400;

/**
 * Writes what a run found and did as a page, beside its summary, with what earlier runs came to and which incidents are open.
 * What of that cannot be read is said, and keeps no run from its end.
 *
 * @param base where the audit keeps its objects
 * @returns its key
 */
export async function keepReport(
  report: Report,
  { prefix, ...run }: ReportedRun,
  base: string,
  ports: ReportPorts,
): Promise<string> {
  const { store, sha256 } = ports;
  const numbers = Object.fromEntries((report.measures ?? []).map(({ key, value }) => [key, value]));
  const compared = withHistory(report, await noteHistory(run, numbers, base, store));
  const key = `${prefix}/${KEYS.report}`;
  const page = reportPage(await withIncidents(compared, run, ports), sha256);
  await store.putText(key, page, 'text/html; charset=utf-8');
  return key;
}

function withHistory(report: Report, history: History): Report {
  return 'runs' in history
    ? { ...report, runs: history.runs }
    : noting(report, `Past runs could not be read: ${history.unread}`);
}

async function withIncidents(report: Report, { startedAt }: Run, ports: ReportPorts): Promise<readonly Report[]> {
  const { accountId, region, releaseFunction, openIncidents } = ports;
  try {
    const open = await openIncidents();
    if (open.length === 0) return [report];
    const place = { region, releaseFunction };
    return [report, incidentsPage(open, { accountId, asOf: startedAt, place, pastUnknown: ONLY_OPEN })];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return [noting(report, `Open incidents could not be read: ${plain(error.message, LONGEST_WHY)}`)];
  }
}

const ONLY_OPEN = 'The page of a run shows open incidents alone. iam-guardrails preview shows past ones as well.';

const noting = (report: Report, note: string): Report => ({ ...report, notes: [...report.notes, note] });
