import { BatchImportFindingsCommand, type SecurityHubClient } from '@aws-sdk/client-securityhub';
import type { AsffFinding } from '../../domain/security-hub/asff';

/** What became of findings that Security Hub was told of. */
export interface Told {
  /** Ids of those that it has taken. */
  readonly taken: ReadonlySet<string>;
  /** Why it has not taken all. Absent: it has. */
  readonly why?: string;
}

/** Security Hub in the Region of the function. */
export interface SecurityHub {
  /** Tells of findings, new ones and known ones alike. What goes wrong is an answer: nobody's run has to end for it. */
  tell(findings: readonly AsffFinding[]): Promise<Told>;
}

/** Most findings of one call (Security Hub API reference, BatchImportFindings). */
const BATCH = 100;

/** {@link SecurityHub} backed by the AWS API. The first call that fails is the last: the next run tells the rest. */
export function securityHub(client: Pick<SecurityHubClient, 'send'>): SecurityHub {
  return {
    async tell(findings) {
      const taken = new Set<string>();
      let refused: string | undefined;
      for (let from = 0; from < findings.length; from += BATCH) {
        const batch = findings.slice(from, from + BATCH);
        try {
          const { FailedFindings = [] } = await client.send(new BatchImportFindingsCommand({ Findings: [...batch] }));
          const failed = new Map(
            FailedFindings.map(({ Id, ErrorCode, ErrorMessage }) => [Id, `${ErrorCode}: ${ErrorMessage}`]),
          );
          for (const { Id } of batch) if (!failed.has(Id)) taken.add(Id);
          refused ??= [...failed.values()][0];
        } catch (error) {
          if (!(error instanceof Error)) throw error;
          return { taken, why: `${error.name}: ${error.message}` };
        }
      }
      return { taken, ...(refused !== undefined && { why: refused }) };
    },
  };
}
