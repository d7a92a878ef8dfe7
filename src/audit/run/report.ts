import type { EvidenceStore } from '../../aws/evidence-store';
import type { Sha256 } from '../../domain/policy/content-name';
import { reportPage } from '../../report/page/page';
import type { Report } from '../../report/page/report';
import { KEYS } from '../contract';

/** Writes what a run found and did as a page, beside its summary. The same report gives the same bytes. @returns its key */
export async function keepReport(
  report: Report,
  { prefix }: { readonly prefix: string },
  { store, sha256 }: { readonly store: EvidenceStore; readonly sha256: Sha256 },
): Promise<string> {
  const key = `${prefix}/${KEYS.report}`;
  await store.putText(key, reportPage([report], sha256), 'text/html; charset=utf-8');
  return key;
}
