import type { EmbeddedAccount } from '../embedded-account/account';
import type { Report } from '../report/page/report';
import type { Progress } from './progress';
import { cleanAndRelease } from './scenarios/cleanup';
import { cleanupCast } from './scenarios/cleanup-cast';
import { CLEANUP_LEGEND, cleanupDeviationsOf, cleanupTableOf } from './scenarios/cleanup-report';
import { before, deleteRole, restoreAndRelease, type Before } from './scenarios/deletion';
import { daysOf, deletionDeviationsOf, restorationOf } from './scenarios/deletion-report';
import { cleanupPart, type Part } from './scenarios/parts';

/** Where a part of the trial says how far it is, and where it leaves what its runs found. */
interface Trial {
  readonly progress: Progress;
  readonly reports: Report[];
}

/** Disables what nobody uses and releases the users, then deletes a role and restores it, and prints all of it. */
export async function tryCleanup(account: EmbeddedAccount, { progress, reports }: Trial): Promise<Part> {
  progress.say('unused credentials: reports warn of them, a run disables them, then the users are released');
  const cast = await cleanupCast(account);
  const untouched = await before(account);
  const cleanup = await cleanAndRelease(account, cast);
  reports.push(cleanup.report);
  progress.clear();
  const { cases, announces, subjects } = cleanup;
  console.log(`\nA fourth account, whose unused access keys and roles are disabled\n\n${cleanupTableOf(cleanup)}`);
  console.log(`${CLEANUP_LEGEND}\n\nMails, a day apart:\n  ${subjects.join('\n  ')}\n`);
  console.log(`What the second of them announces:\n${announces.join('\n')}\n`);
  for (const deviation of cases.flatMap(cleanupDeviationsOf)) console.log(`NOT AS EXPECTED  ${deviation}\n`);
  return cleanupPart(cleanup, await tryDeletion(account, untouched, progress));
}

/** @returns what went otherwise than it should */
async function tryDeletion(
  account: EmbeddedAccount,
  untouched: Before,
  progress: Progress,
): Promise<readonly string[]> {
  progress.say('unused credentials: the next runs warn of the deletion of a role, and delete it');
  const deletion = await deleteRole(account);
  progress.clear();
  console.log(`What the mail of each day says of ${deletion.role}\n${daysOf(deletion)}\n`);
  console.log(`Somebody needs it after all, and runs what the last of them says:\n\n$ ${deletion.command}`);
  const restoration = await restoreAndRelease(account, deletion, untouched);
  console.log(`\nThe role, once it is restored by that command, and once it is released by its ARN`);
  console.log(`${restorationOf(restoration)}\n`);
  const deviations = deletionDeviationsOf(deletion, restoration);
  for (const deviation of deviations) console.log(`NOT AS EXPECTED  ${deviation}\n`);
  console.log(
    `IAM is in the end ${restoration.isBack ? "as before, but for the role's id and creation date" : 'NOT AS BEFORE'}`,
  );
  return deviations;
}
