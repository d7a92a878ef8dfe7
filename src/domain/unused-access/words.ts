import { counted, few } from '../notice/lists';
import { plain } from '../notice/notice';
import type { AnalyzedAccess, UnusedAccess, UnusedService } from './finding';

/** So many services of a finding are named. */
const SERVICES = 3;

/**
 * What people have to know of how complete the findings are, a sentence each; nothing where they are complete.
 *
 * @param toHaveOne what somebody does who has no analyzer, as a sentence
 */
export function analysisRemarks({ analyzers, unread }: AnalyzedAccess, toHaveOne: string): readonly string[] {
  const idle = analyzers
    .filter(({ status }) => status !== 'ACTIVE')
    .map(({ arn, status }) => `The analyzer ${arn} is ${status}, so its findings were not counted.`);
  const missing = unread.map(({ what, why }) => `Access Analyzer: ${what} could not be read (${why}).`);
  const none = analyzers.length === 0 && unread.length === 0 ? [`${NONE} ${toHaveOne}`] : [];
  return [...none, ...idle, ...missing].map((one) => plain(one, 400));
}

const NONE =
  'No analyzer of IAM Access Analyzer looks for unused access here, so the report goes by the facts of IAM alone.';

/** What a finding says, to people: `access key AKIA…, unused for 90 days or more`. */
export function findingInWords({ kind, details, afterDays }: UnusedAccess): string {
  const unused = `unused${afterDays === undefined ? '' : ` for ${counted(afterDays, 'day')} or more`}`;
  if (kind === 'role' || kind === 'password') return `the ${kind}, ${unused}`;
  if (details?.of === 'access-key') return `access key ${details.keyId}, ${unused}`;
  if (kind === 'access-key') return `an access key, ${unused}`;
  if (details?.of !== 'permissions') return `permissions, ${unused}`;
  return `permissions, ${unused}: ${few(details.services.map(serviceInWords), SERVICES)}`;
}

function serviceInWords({ service, actions }: UnusedService): string {
  return actions === undefined ? service : `${service} (${counted(actions.length, 'action')})`;
}
