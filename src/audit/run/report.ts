import type { EvidenceStore } from '../../aws/evidence-store';
import { reasonOf } from '../../domain/notice/notice';
import type { Sha256 } from '../../domain/policy/content-name';
import { reportPage } from '../../report/page/page';
import type { PagesBeside, Report } from '../../report/page/report';
import { KEYS } from '../contract';
import type { Run } from '../payloads/run';
import { noteHistory, type History } from './history';

/** What keeping a page takes. */
export interface ReportPorts {
  readonly store: EvidenceStore;
  readonly sha256: Sha256;
  readonly beside: PagesBeside;
}

type ReportedRun = Run & { readonly prefix: string };

/**
 * Writes what a run found and did as a page, beside its summary, with what earlier runs came to and the pages that
 * stand beside it. What of that cannot be read is said, and keeps no run from its end.
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
  const [history, beside] = await Promise.all([noteHistory(run, numbers, base, store), pagesBeside(run, ports.beside)]);
  const key = `${prefix}/${KEYS.report}`;
  const page = reportPage(withBeside(withHistory(report, history), beside), sha256);
  await store.putText(key, page, 'text/html; charset=utf-8');
  return key;
}

function withHistory(report: Report, history: History): Report {
  return 'runs' in history
    ? { ...report, runs: history.runs }
    : noting(report, `Past runs could not be read: ${history.unread}`);
}

/** Pages beside that of a run, or a sentence of why there are none. */
type Beside = { readonly pages: readonly Report[] } | { readonly unread: string };

async function pagesBeside({ startedAt }: Run, { what, pages }: PagesBeside): Promise<Beside> {
  try {
    return { pages: await pages(startedAt) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { unread: `${what} could not be read: ${reasonOf(error)}` };
  }
}

const withBeside = (report: Report, beside: Beside): readonly Report[] =>
  'pages' in beside ? [report, ...beside.pages] : [noting(report, beside.unread)];

const noting = (report: Report, note: string): Report => ({ ...report, notes: [...report.notes, note] });
