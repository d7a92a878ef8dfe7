import type { Exemption } from '../../../../domain/exemption/exemption';
import { CREDENTIAL_CLEANUP } from '../../contract';
import type { CredentialCleanupSettings } from '../../settings';
import type { UnusedAccessAnalyzerProps } from './construct';

/** Days that an analyzer may wait before it reports (IAM Access Analyzer API reference, UnusedAccessConfiguration). */
const MOST_DAYS = 365;

/** What an analyzer may be told of tags (IAM Access Analyzer API reference, AnalysisRuleCriteria). */
const TAG_PART = /^[\p{L}\p{N}\p{Z}_./=+-]*$/u;
const [MOST_OF_KEY, MOST_OF_VALUE] = [128, 256];

/** The settings that an analyzer goes by. */
export interface Given {
  readonly credentialCleanup: Pick<CredentialCleanupSettings, 'keys' | 'users' | 'roles'>;
  readonly exemptions: readonly Pick<Exemption, 'match' | 'from' | 'expires'>[];
}

/** What the settings make of an analyzer. */
export const analyzedBy = ({
  credentialCleanup,
  exemptions,
}: Given): Pick<UnusedAccessAnalyzerProps, 'days' | 'exemptTags'> => ({
  days: daysOf(credentialCleanup),
  exemptTags: exemptTagsOf(exemptions),
});

/** As many as until the first report of a user or role, or of a key where neither is reported. */
function daysOf({ keys, users, roles }: Given['credentialCleanup']): number {
  const reported = [users, roles].map(({ report }) => report).filter((days) => days > 0);
  return Math.min(MOST_DAYS, ...(reported.length > 0 ? reported : [keys.report]));
}

/**
 * Tags of those who are exempt for good: an analyzer knows no other way to leave somebody out, and no end of it. Whoever it
 * cannot be told of is analyzed, and the report leaves them out.
 */
function exemptTagsOf(exemptions: Given['exemptions']): UnusedAccessAnalyzerProps['exemptTags'] {
  return exemptions.flatMap(({ match: { tag }, from, expires }) => {
    if (tag === undefined || expires !== undefined || !from.includes(CREDENTIAL_CLEANUP)) return [];
    const colon = tag.indexOf(':');
    // A value of no characters means whatever value.
    const [key, value] = colon === -1 ? [tag, ''] : [tag.slice(0, colon), tag.slice(colon + 1)];
    return isTellable(key, MOST_OF_KEY) && isTellable(value, MOST_OF_VALUE) ? [{ [key]: value }] : [];
  });
}

const isTellable = (part: string, most: number) => part.length <= most && TAG_PART.test(part);
