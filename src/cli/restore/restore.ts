import type { IAMClient } from '@aws-sdk/client-iam';
import { anyRegionClient, iamClient } from '../../aws/clients/clients';
import { aroundReader, principalReader } from '../../aws/iam/deletion/reader';
import { principalRestorer } from '../../aws/iam/deletion/restorer';
import { plannedRestoration, restore, type RestorationPorts } from '../../changes/deletion/restore-principal';
import type { PrincipalCopy } from '../../domain/deletion/copy';
import { restorationInWords } from '../../domain/deletion/in-words';
import type { RestorationStep } from '../../domain/deletion/restoration-steps';
import { plain } from '../../domain/notice/notice';
import type { DeployedParts } from '../../foundation/deployment-parameter';
import type { RestoreRequest } from '../requests';
import { copyOf } from './copy';
import { RestorationError } from './error';

/** Paths of policies and keys of tags hold what people chose: nothing of it reaches the terminal but text. */
const say = (line: string) => {
  console.log(plainly(line));
};
const plainly = (line: string) => `${/^ */.exec(line)?.[0] ?? ''}${plain(line, Infinity)}`;

/**
 * Gives a deleted user or role back what its newest copy holds, with the credentials of whoever runs this.
 *
 * @returns whether it is as it was, but for what cannot come back
 * @throws RestorationError for what has no copy, and where IAM refuses a step
 */
export async function restoreHere(
  { principal, copy: chosen, dryRun }: RestoreRequest,
  deployment: DeployedParts,
): Promise<boolean> {
  const { accountId, prefix } = deployment;
  const whom = { accountId, ...principal };
  if (whom.accountId !== accountId) {
    throw new RestorationError(`the deployment ${prefix} is in the account ${accountId}, and not in ${whom.accountId}`);
  }
  const { copy, address } = await copyOf(anyRegionClient(), deployment, whom, chosen);
  say(`Account ${accountId}: ${whom.kind} ${whom.name} (${copy.principal.id}), copied ${copy.copiedAt}`);
  say(`Copy: ${address}`);

  const ports = portsOf(iamClient());
  const plan = await plannedRestoration(copy, ports);
  if (plan.kind === 'refused') {
    console.error(plainly(plan.why));
    return false;
  }
  if (dryRun) show(plan.steps);
  else await carryOut(copy, plan.steps, ports);
  if (plan.losses.length > 0) say('What does not come back:');
  for (const loss of plan.losses) say(`  ${loss}`);
  return true;
}

const portsOf = (iam: IAMClient): RestorationPorts => ({
  read: principalReader(iam),
  around: aroundReader(iam),
  give: principalRestorer(iam),
});

function show(steps: readonly RestorationStep[]): void {
  for (const step of steps) say(`  ${restorationInWords(step)}`);
  say(steps.length === 0 ? NOTHING : 'With --dry-run nothing is changed; without, these steps are taken.');
}

const NOTHING = 'Everything is there again: nothing to do.';

async function carryOut(
  copy: PrincipalCopy,
  steps: readonly RestorationStep[],
  ports: RestorationPorts,
): Promise<void> {
  let under = '';
  const told = (step: RestorationStep) => {
    under = restorationInWords(step);
    say(`  ${under}`);
  };
  try {
    await restore(copy, steps, ports, told);
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const next = 'The same command goes on from there.';
    throw new RestorationError(plainly(`could not ${under} (${why}). ${next}`), { cause: error });
  }
  say(steps.length === 0 ? NOTHING : `${copy.principal.kind} ${copy.principal.name} is restored.`);
}
