import type { Paced } from '../../../aws/iam/paced';
import { counted } from '../../../domain/notice/lists';
import type { AnalyzedAccess, Analyzer, UnusedAccess, UnusedKind } from '../../../domain/unused-access/finding';
import { analysisRemarks, findingInWords } from '../../../domain/unused-access/words';
import type { AnalyzerUse } from '../contract';

/** Whether the details of a finding are needed: a call for each, at least. */
type NeedsDetails = (finding: UnusedAccess) => boolean;

/** Asks IAM Access Analyzer what of the account is unused. It never fails: what cannot be read it says. */
export type AskAnalyzers = (paced: Paced, needsDetails: NeedsDetails) => Promise<AnalyzedAccess>;

/** What the analyzers find. */
export interface Analysis {
  /** What they find of a principal, a phrase each; undefined where that is nothing. @param arn its ARN */
  readonly of: (arn: string) => readonly string[] | undefined;
  /** What people have to know of how it was found out, a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * So many findings of a kind are asked for details, which say the id of a key, and the services of permissions. A run is to
 * take fewer than 250 calls for 5,000 users, and each of these takes one at least.
 */
export const MOST_DETAILED: Readonly<Partial<Record<UnusedKind, number>>> = { 'access-key': 50, permissions: 50 };

const TO_HAVE_ONE =
  'AWS Security Hub brings one at no extra charge; with credentialCleanup.analyzer "create" the deployment makes one, which AWS charges for by user and role.';

/** Asks the analyzers where the settings say so. */
export async function analysisBy(use: AnalyzerUse, ask: AskAnalyzers, paced: Paced): Promise<Analysis> {
  if (use === 'none') return { of: () => undefined, remarks: [] };
  const { needsDetails, withoutDetails } = firstOfEachKind();
  const found = await ask(paced, needsDetails);
  const words = new Map<string, string[]>();
  for (const finding of found.findings) {
    words.set(finding.arn, [...(words.get(finding.arn) ?? []), findingInWords(finding)]);
  }
  const isMade = use === 'create';
  return {
    of: (arn) => words.get(arn),
    remarks: [
      ...analysisRemarks(found, isMade ? 'The one of this deployment is missing: deploy again.' : TO_HAVE_ONE),
      ...(isMade ? paidTwice(found.analyzers) : []),
      ...briefly(withoutDetails()),
    ],
  };
}

/** Asks for details of the first findings of each kind, and counts the others. */
function firstOfEachKind() {
  const asked = new Map<UnusedKind, number>();
  let others = 0;
  const needsDetails: NeedsDetails = ({ kind }) => {
    const most = MOST_DETAILED[kind];
    if (most === undefined) return false;
    const before = asked.get(kind) ?? 0;
    asked.set(kind, before + 1);
    if (before >= most) others += 1;
    return before < most;
  };
  return { needsDetails, withoutDetails: () => others };
}

function briefly(findings: number): readonly string[] {
  if (findings === 0) return [];
  return [
    `Of ${counted(findings, 'finding')} of Access Analyzer the report names no key and no services, for each takes a call: the console shows them.`,
  ];
}

/** Somebody else's analyzer does as well, and Security Hub's costs nothing. */
function paidTwice(analyzers: readonly Analyzer[]): readonly string[] {
  const active = analyzers.filter(({ status }) => status === 'ACTIVE');
  if (active.length < 2) return [];
  return [
    `${active.length} analyzers look for unused access (${active.map(({ name }) => name).join(', ')}), and AWS charges for each but that of Security Hub: credentialCleanup.analyzer "existing" goes by those of others.`,
  ];
}
