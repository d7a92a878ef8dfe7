import { AccessanalyzerAnalyzer } from '@cdktf/provider-aws/lib/accessanalyzer-analyzer';
import type { Construct } from 'constructs';

export interface UnusedAccessAnalyzerProps {
  readonly name: string;

  /** Days without use after which it reports. */
  readonly days: number;

  /** Who is left out: whoever has one of these tags, whatever its value where that is empty. */
  readonly exemptTags: readonly Readonly<Record<string, string>>[];
}

/** An analyzer of unused access, of the account alone. Terraform replaces it where anything but its tags changes. */
export function unusedAccessAnalyzer(
  scope: Construct,
  id: string,
  { name, days, exemptTags }: UnusedAccessAnalyzerProps,
): AccessanalyzerAnalyzer {
  return new AccessanalyzerAnalyzer(scope, id, {
    ...{ analyzerName: name, type: 'ACCOUNT_UNUSED_ACCESS' },
    configuration: {
      unusedAccess: {
        unusedAccessAge: days,
        ...(exemptTags.length > 0 && { analysisRule: { exclusion: [{ resourceTags: [...exemptTags] }] } }),
      },
    },
  });
}
