import { KEYS } from '../../audit/contract';
import type { Desk } from '../../audit/desk/desk';
import type { Previewed } from '../../audit/desk/guardrail';
import type { Run } from '../../audit/payloads/run';
import { endingLines } from '../../audit/report/digest-parts';
import { incidentsPage } from '../../report/incidents';
import { sha256 } from '../../aws/sha256';
import { systemClock } from '../../aws/system-clock';
import { reasonOf } from '../../domain/notice/notice';
import type { Purpose } from '../../domain/run/purpose';
import { namesOf } from '../../foundation/names';
import type { SCHEDULED } from '../../guardrails/catalogue/names';
import { PREVIEWED } from '../../guardrails/catalogue/preview';
import { missingPage } from '../../report/missing';
import { packed } from '../../report/page/packed';
import { reportPage } from '../../report/page/page';
import type { LongReport } from '../../report/page/report';
import type { Settings } from '../../settings';
import { wholeDeploymentOf } from '../../stacks/whole-deployment';
import { errorKinds } from '../../wiring/iam';
import { countLines, tableLines } from '../words';
import { folderStore, type FolderStore } from './folder-store';
import { onScreen } from './screen';
import type { Reader, Source } from './source';

/** What an operator chose. */
export interface Previewing {
  readonly guardrails: readonly (typeof SCHEDULED)[number][];
  readonly purpose: Purpose;
  /** Folder for what is found. */
  readonly out: string;
}

const say = (line: string) => {
  console.log(line);
};
const warn = (line: string) => {
  console.error(line);
};

/**
 * Looks at an account as the deployed jobs do, by the same steps and rules in one process, and changes nothing: what is found
 * lies in a folder. What goes wrong with one guardrail is said, and keeps no other from its report.
 *
 * @param open opens what is read of the account
 * @returns whether every run succeeded
 */
export async function preview(
  settings: Settings,
  { guardrails, purpose, out }: Previewing,
  open: (reader: Reader) => Promise<Source>,
): Promise<boolean> {
  say('Reading users, roles and groups');
  const screen = onScreen({ say, warn, clock: systemClock });
  const source = await open(screen);
  const desk = { ...source, ...errorKinds, store: folderStore(out), sha256, log: screen.log, warn: screen.warn };
  const startedAt = source.now().toISOString();
  const run = { runId: `preview-${startedAt.replace(/[-:.]/g, '')}`, startedAt, purpose };
  const ended: Ended[] = [];
  for (const one of PREVIEWED) {
    if (!guardrails.some((guardrail) => guardrail === one.name)) continue;
    ended.push(await lookedAt(one, settings, run, desk));
    screen.warnOfUnread();
  }
  const pages: LongReport[] = ended.flatMap(({ page }) => page ?? []);
  if (ended.some(({ isReport }) => isReport)) {
    pages.push(...(await incidentsOf(source, settings, { asOf: startedAt, warn })));
    await desk.store.putText(KEYS.report, reportPage(pages, sha256), 'text/html; charset=utf-8');
    say(`Report:  ${desk.store.pathOf(KEYS.report)}`);
  }
  return ended.every(({ isSuccess }) => isSuccess);
}

/** The desk of a preview. */
type FolderDesk = Omit<Desk, 'store'> & { readonly store: FolderStore };

/** What is kept of a guardrail until all have looked: the rest of what it found is tens of megabytes in a large account. */
interface Ended {
  readonly isSuccess: boolean;
  readonly isReport: boolean;
  /** Absent: there is nothing to look for. */
  readonly page?: LongReport;
}

/** Has a guardrail look, and says what it found. */
async function lookedAt(
  guardrail: (typeof PREVIEWED)[number],
  settings: Settings,
  run: Run,
  desk: FolderDesk,
): Promise<Ended> {
  const found = await previewed(guardrail, settings, run, desk);
  if (found instanceof Error) {
    const why = `${guardrail.name}: there is no report, for something could not be read: ${reasonOf(found)}`;
    warn(why);
    return { isSuccess: false, isReport: false, page: missingPage(guardrail.title, desk.readings.accountId, why) };
  }
  if (found === 'nothing') {
    warn(`${guardrail.name}: the settings leave it nothing to look for`);
    return { isSuccess: true, isReport: false };
  }
  tell(guardrail.name, found, run.startedAt, desk);
  return { isSuccess: found.isSuccess, isReport: true, page: packed(found.page) };
}

/** The incidents that a deployment remembers, if any, for a tab of their own. */
async function incidentsOf(
  { readings, incidents }: Source,
  settings: Settings,
  { asOf, warn: warnOf }: { readonly asOf: string; readonly warn: (line: string) => void },
): Promise<readonly LongReport[]> {
  const found = await incidents?.();
  if (found?.pastUnknown !== undefined) warnOf(found.pastUnknown);
  if (found === undefined || found.incidents.length === 0) return [];
  const { accountId } = readings;
  const { region, releaseFunction } = { ...settings, ...deploymentOf(settings, accountId).whole };
  return [incidentsPage(found.incidents, { accountId, asOf, place: { region, releaseFunction }, ...found })];
}

/** The deployment that the settings describe, whether or not there is one. */
function deploymentOf(settings: Settings, accountId: string) {
  const { namePrefix: prefix, partition, region } = settings;
  const names = namesOf({ partition, region, accountId, prefix });
  return { names, whole: wholeDeploymentOf(settings, names) };
}

async function previewed(
  guardrail: (typeof PREVIEWED)[number],
  settings: Settings,
  run: Run,
  desk: Desk,
): Promise<Previewed | 'nothing' | Error> {
  const deployment = deploymentOf(settings, desk.readings.accountId);
  try {
    return (await guardrail.preview({ settings, ...deployment }, run, desk)) ?? 'nothing';
  } catch (error) {
    if (!(error instanceof Error) || desk.isExpired(error)) throw error;
    return error;
  }
}

function tell(
  guardrail: string,
  { prefix, isSuccess, unplanned, counts, table, remarks, endingExemptions }: Previewed,
  startedAt: string,
  { store, warn: warnOnce }: FolderDesk,
): void {
  for (const line of endingLines(endingExemptions, startedAt)) warnOnce(`Exemption ${line}`);
  for (const remark of remarks) warnOnce(remark);
  if (unplanned !== undefined) warn(`What a run of changes would do first is not known: ${unplanned}`);
  for (const line of [...tableLines(table, 'the summary'), '', ...countLines(counts)]) say(line);
  say(`Summary: ${store.pathOf(`${prefix}/${KEYS.summaryCsv}`)}`);
  say(`         ${store.pathOf(`${prefix}/${KEYS.summaryJson}`)}\n`);
  if (!isSuccess) warn(`${guardrail}: most of those it asked about failed: this run counts as no success`);
}
