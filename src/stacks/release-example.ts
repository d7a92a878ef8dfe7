import { releaseTemplate } from '../domain/commands/release';

/** The command of an output: who is released stands in it as a placeholder. */
export function releaseExample(region: string, functionName: string): string {
  // An id, since an ARN may hold what a shell runs.
  const principal = { ours: '<id of the user or role, AIDA... or AROA...>' };
  return releaseTemplate({ principal }, { region, releaseFunction: { ours: functionName } });
}
