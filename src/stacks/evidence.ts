import type { Construct } from 'constructs';
import { baseOf, KEYS } from '../audit/contract';
import { EvidenceBucket } from '../foundation/evidence-bucket';
import type { Names } from '../foundation/names';
import { functionsIn, PERMISSIONS_BOUNDARY } from '../guardrails/permissions-boundary/contract';
import type { Settings } from '../settings/schema';

/** The bucket that audits write to, and who may. */
export function evidenceBucketOf(
  scope: Construct,
  { audit, permissionsBoundary, protectData }: Settings,
  {
    names,
    accountId,
    kmsKeyArn,
  }: { readonly names: Names; readonly accountId: string; readonly kmsKeyArn: string | undefined },
): EvidenceBucket {
  return new EvidenceBucket(scope, 'evidence', {
    name: names.evidenceBucket,
    forceDestroy: audit.forceDestroy,
    protectData,
    // Evidence that is used is written again much sooner; what expires is about nobody who is still there.
    runPrefixes: [KEYS.runs, KEYS.evidence].map((key) => `${baseOf(accountId, PERMISSIONS_BOUNDARY)}/${key}/`),
    writers: [PERMISSIONS_BOUNDARY, ...functionsIn(permissionsBoundary.mode)].map((job) =>
      names.ownRoleArn(names.functionName(job)),
    ),
    kmsKeyArn,
  });
}
