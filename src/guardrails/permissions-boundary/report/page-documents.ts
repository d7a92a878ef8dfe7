import { inLines, MANAGED_POLICY_SIZE, textInLines } from '../../../domain/policy/policy-document';
import type { OwnPolicies } from '../../../domain/policy/own-policies';
import type { DocumentChange } from '../../../report/page/report';
import { wantedOf, type WantedBy } from '../apply/draft/wanted';
import type { Row, RunSummary } from '../run-summary';
import { textsIn } from './words';

/** What is known of policies beside what a run decided. */
interface Known {
  readonly own: OwnPolicies;
  /** What boundaries say that stand, by ARN, as the inventory found them. Absent: nobody knows. */
  readonly texts?: ReadonlyMap<string, string> | undefined;
}

/** The boundary that a principal is to have, and the one that stands; none of both where none is meant. */
export function documentsOf(
  row: Row,
  { rules }: Pick<RunSummary, 'rules'>,
  { own, texts = new Map() }: Known,
): readonly DocumentChange[] {
  const by = { ...boundaryRules(rules), own, policySizeQuota: MANAGED_POLICY_SIZE };
  const [wanted] = wantedOf([asMeant(row)], by);
  if (wanted === undefined) return [];
  const { boundary, boundaryArn = boundary?.before } = row;
  const standing = boundaryArn === undefined ? undefined : texts.get(boundaryArn);
  return [
    {
      label: row.decision.would === undefined ? 'Permissions boundary' : OURS_BESIDE_THEIRS,
      ...(standing !== undefined && { before: textInLines(standing) }),
      after: planned(row, texts) ?? inLines(wanted.document),
    },
  ];
}

const OURS_BESIDE_THEIRS = "The boundary that it would have, beside somebody else's that stands and stays";

/** A row as if somebody else's boundary did not stand, where one does. */
function asMeant(row: Row): Row {
  const { would } = row.decision;
  return would === undefined ? row : { ...row, decision: { kind: 'bound', reason: 'used-some', ...would } };
}

/** What the plan has chosen instead of a policy of the principal's own, for which there was no room. */
function planned({ boundary, boundaryArn }: Row, texts: ReadonlyMap<string, string>): string | undefined {
  if (boundary?.widened === undefined) return undefined;
  const text = texts.get(boundary.policyArn ?? boundaryArn ?? '');
  return text === undefined ? undefined : textInLines(text);
}

/** The rules as the summary says them. */
const boundaryRules = ({ style, alwaysAllow }: RunSummary['rules']): Pick<WantedBy, 'style' | 'alwaysAllow'> => ({
  style: style === 'denyUnused' ? style : 'allowUsed',
  alwaysAllow: [...textsIn(alwaysAllow)],
});
