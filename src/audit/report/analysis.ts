import { plain, type List } from '../../domain/notice/notice';
import { listed } from './digest-parts';

interface Row {
  readonly arn: string;
  readonly decision: { readonly analysis?: readonly string[] };
}

/** What analyzers of AWS find of whom. */
export function analysisPart(rows: readonly Row[]): readonly List[] {
  return listed(
    'Found by IAM Access Analyzer',
    rows.filter(({ decision }) => decision.analysis !== undefined),
    ({ arn, decision: { analysis = [] } }) => `${arn}: ${analysis.map((one) => plain(one)).join('; ')}`,
    'Nothing is changed because of these findings alone',
  );
}
