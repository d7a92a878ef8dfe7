import type { EvidenceStore } from '../../aws/evidence-store';
import type { Sha256 } from '../../domain/policy/content-name';
import { reportPage } from '../../report/page/page';
import type { Report } from '../../report/page/report';
import { KEYS } from '../contract';
import type { Run } from '../payloads/run';
import { noteHistory, type History } from './history';

/**
 * Writes what a run found and did as a page, beside its summary, with what earlier runs came to. The same report gives the
 * same bytes, however often the run is redriven.
 *
 * @param base where the audit keeps its objects
 * @returns its key
 */
export async function keepReport(
  report: Report,
  { prefix, ...run }: Run & { readonly prefix: string },
  base: string,
  { store, sha256 }: { readonly store: EvidenceStore; readonly sha256: Sha256 },
): Promise<string> {
  const numbers = Object.fromEntries((report.measures ?? []).map(({ key, value }) => [key, value]));
  const history = await noteHistory(run, numbers, base, store);
  const key = `${prefix}/${KEYS.report}`;
  await store.putText(key, reportPage([withHistory(report, history)], sha256), 'text/html; charset=utf-8');
  return key;
}

function withHistory(report: Report, history: History): Report {
  if ('runs' in history) return { ...report, runs: history.runs };
  return { ...report, notes: [...report.notes, `Past runs could not be read: ${history.unread}`] };
}
