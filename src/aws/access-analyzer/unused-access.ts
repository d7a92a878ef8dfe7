import { inLanes } from '../../domain/in-lanes';
import type { AnalyzedAccess, Analyzer, UnreadAnalysis, UnusedAccess } from '../../domain/unused-access/finding';
import { byPrecedence, countedOnce } from '../../domain/unused-access/once';
import { isDenied } from '../clients/error-kinds';
import type { Paced } from '../iam/paced';
import { analyzersIn } from './analyzers';
import { analyzerIn, unreadFor, type RegionalAnalyzer } from './client';
import { detailsOf } from './details';
import { findingsOf } from './findings';

/** What reading the findings takes. */
export interface AnalysisReading {
  readonly accountId: string;
  /** Where analyzers are looked for. What they find is the same in each, and is counted once. */
  readonly regions: readonly string[];
  /** Has a lane for each call in each Region, and ends when the time is over. */
  readonly paced: Paced;
  /** Whether the details of a finding are needed: a call for each, at least. */
  readonly needsDetails: (finding: UnusedAccess) => boolean;
}

/** So many findings are asked for details at a time. */
const LANES = 8;

/**
 * Reads what IAM Access Analyzer finds unused in an account: the active findings of all analyzers of unused access, of the
 * account and of its organization, each counted once.
 *
 * It never fails: what may not be read, or cannot, is said, and the rest comes.
 */
export async function unusedAccess(reading: AnalysisReading): Promise<AnalyzedAccess> {
  const regionals = reading.regions.map((region) => analyzerIn(region, reading.paced));
  try {
    return await analyzed(regionals, reading);
  } finally {
    for (const { client } of regionals) client.destroy();
  }
}

async function analyzed(
  regionals: readonly RegionalAnalyzer[],
  { accountId, needsDetails }: AnalysisReading,
): Promise<AnalyzedAccess> {
  const where = new Map<string, RegionalAnalyzer>();
  const analyzers: Analyzer[] = [];
  const unread: UnreadAnalysis[] = [];
  for (const [regional, read] of await beside(regionals, analyzersIn)) {
    for (const { arn } of read.found) where.set(arn, regional);
    analyzers.push(...read.found);
    unread.push(...read.unread);
  }
  const inOrder = byPrecedence(analyzers.filter(({ status }) => status === 'ACTIVE'));
  const listed = await beside(inOrder, (one) => findingsOf(one, accountId, regionalOf(one.arn, where)));
  unread.push(...listed.flatMap(([, read]) => read.unread));
  const once = countedOnce(listed.map(([, { found }]) => found));
  const detailed = await withDetails(once, { where, needsDetails, unread });
  return { analyzers, findings: detailed, unread };
}

async function beside<T, R>(all: readonly T[], read: (one: T) => Promise<R>): Promise<readonly (readonly [T, R])[]> {
  return Promise.all(all.map(async (one) => [one, await read(one)] as const));
}

function regionalOf(analyzerArn: string, where: ReadonlyMap<string, RegionalAnalyzer>): RegionalAnalyzer {
  const regional = where.get(analyzerArn);
  if (!regional) throw new Error(`nobody has listed the analyzer ${analyzerArn}`);
  return regional;
}

interface Detailing extends Pick<AnalysisReading, 'needsDetails'> {
  readonly where: ReadonlyMap<string, RegionalAnalyzer>;
  readonly unread: UnreadAnalysis[];
}

/** A finding whose details cannot be read stays without; one that is no longer active goes. */
async function withDetails(
  findings: readonly UnusedAccess[],
  { where, needsDetails, unread }: Detailing,
): Promise<readonly UnusedAccess[]> {
  const made = new Map<UnusedAccess, readonly UnusedAccess[]>();
  const failures = new Map<string, { readonly first: unknown; isDenied: boolean; findings: number }>();
  await inLanes(findings.filter(needsDetails), LANES, async (one) => {
    const failure = failures.get(one.analyzerArn);
    // Whoever may not read one finding of an analyzer may read none of them.
    if (failure?.isDenied === true) {
      failure.findings += 1;
      return;
    }
    try {
      const read = await detailsOf(one, regionalOf(one.analyzerArn, where));
      made.set(one, read.kind === 'gone' ? [] : [{ ...one, ...(read.details && { details: read.details }) }]);
    } catch (error) {
      const known = failures.get(one.analyzerArn) ?? { first: error, isDenied: false, findings: 0 };
      known.findings += 1;
      known.isDenied ||= isDenied(error);
      failures.set(one.analyzerArn, known);
    }
  });
  for (const [analyzerArn, { first, findings: many }] of failures) {
    unread.push(unreadFor(`details of findings of ${analyzerArn} (${many} of them)`, first));
  }
  return findings.flatMap((one) => made.get(one) ?? [one]);
}
