import type { Construct } from 'constructs';
import { baseOf, evidenceBaseOf, KEYS } from '../audit/contract';
import type { DeploymentProps } from '../foundation/deployment';
import { EvidenceBucket } from '../foundation/evidence-bucket';
import { scheduled } from '../settings/guardrails';
import type { Settings } from '../settings/schema';

/** The bucket that audits write to, and who may. */
export function evidenceBucketOf(
  scope: Construct,
  settings: Settings,
  { names, accountId, kmsKeyArn }: Pick<DeploymentProps, 'names' | 'accountId' | 'kmsKeyArn'>,
): EvidenceBucket {
  const { audit, protectData } = settings;
  const writing = scheduled.filter(({ isOn }) => isOn(settings));
  return new EvidenceBucket(scope, 'evidence', {
    name: names.evidenceBucket,
    forceDestroy: audit.forceDestroy,
    protectData,
    // Evidence that is used is written again much sooner; what expires is about nobody who is still there.
    runPrefixes: [
      ...writing.flatMap(({ name }) => [KEYS.runs, KEYS.evidence].map((key) => `${baseOf(accountId, name)}/${key}/`)),
      `${evidenceBaseOf(accountId)}/`,
    ],
    // The state machine has the guardrail's own name.
    writers: writing.flatMap(({ name, functions }) =>
      [name, ...functions(settings)].map((job) => names.ownRoleArn(names.functionName(job))),
    ),
    kmsKeyArn,
  });
}
