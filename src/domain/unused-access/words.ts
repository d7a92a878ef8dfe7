import { plain } from '../notice/notice';
import type { AnalyzedAccess } from './finding';

/** What people have to know of how complete the findings are, a sentence each; nothing where they are complete. */
export function analysisRemarks({ analyzers, unread }: AnalyzedAccess): readonly string[] {
  const idle = analyzers
    .filter(({ status }) => status !== 'ACTIVE')
    .map(({ arn, status }) => `The analyzer ${arn} is ${status}, so its findings were not counted.`);
  const missing = unread.map(({ what, why }) => `Access Analyzer: ${what} could not be read (${why}).`);
  const none = analyzers.length === 0 && unread.length === 0 ? [NONE] : [];
  return [...none, ...idle, ...missing].map((one) => plain(one, 400));
}

const NONE =
  'No analyzer of IAM Access Analyzer looks for unused access here, so the report goes by the facts of IAM alone.';
