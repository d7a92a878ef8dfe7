import type { OwnPolicies } from '../../domain/boundary-self-protection';
import type { Row } from '../../domain/run-summary';
import { PERMISSIONS_BOUNDARY } from './contract';

/** How a person gives somebody back what a boundary took. */
export interface ReleasePlace {
  readonly region: string;
  /** Name of the function that releases. */
  readonly releaseFunction: string;
  /** Tells a boundary of the project from one that is adopted. */
  readonly own: OwnPolicies;
}

/** Characters of an ARN that a shell takes as they are between quotes; a path may hold others. */
const SAFE_ARN = /^[\w+=,.@:/-]+$/;

/** Names of runs that a shell takes as they are between quotes; an execution may be called by others. */
const RELEASABLE_RUN = /^[\w+=@!()-][\w.+=@!()-]*$/;

/** The command that gives one principal back what stood before. */
export function releaseCommand({ arn, id }: Pick<Row, 'arn' | 'id'>, place: ReleasePlace): string {
  const principal = SAFE_ARN.test(arn) ? arn : id;
  return invocation({ principal, guardrail: PERMISSIONS_BOUNDARY }, place);
}

/** The command that gives back what one run took; undefined for a run whose name a shell does not. */
export function releaseRunCommand(runId: string, place: ReleasePlace): string | undefined {
  return RELEASABLE_RUN.test(runId) ? invocation({ run: runId }, place) : undefined;
}

function invocation(payload: Readonly<Record<string, string>>, { region, releaseFunction }: ReleasePlace): string {
  return (
    `aws lambda invoke --region ${region} --function-name ${releaseFunction} --cli-binary-format raw-in-base64-out ` +
    `--payload '${JSON.stringify(payload)}' release.json`
  );
}
