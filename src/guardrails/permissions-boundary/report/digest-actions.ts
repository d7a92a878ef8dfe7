import { releaseRunCommand } from '../../../domain/commands/release';
import { counted } from '../../../domain/notice/lists';
import type { Line } from '../../../domain/notice/notice';
import { isSuccess, type Row, type RunSummary } from '../run-summary';
import { heldBack, isToBeBounded, lacksAdmins } from './digest-boundaries';
import type { ReleasePlace } from './digest-release';

/** What a person does about a run, the most urgent first. */
export function digestActions(summary: RunSummary, open: readonly Row[], place: ReleasePlace): readonly Line[] {
  const { counts, plan, principals, runId } = summary;
  const { needsAgain, changed } = counts;
  const [altered, held] = [(plan?.altered ?? []).length, heldBack(summary).length];
  const when = (is: boolean, say: string): readonly Line[] => (is ? [{ say }] : []);
  const todo = [
    ...when(!isSuccess(counts), 'Find out why most reports failed: this run says little about the account.'),
    ...when(
      principals.some(lacksAdmins),
      'Check the admin groups first. While nobody can tell who is an admin, users are left alone.',
    ),
    ...when(altered > 0, 'Find in CloudTrail who altered the policies of this project that are listed below.'),
    ...when(
      needsAgain > 0,
      `${counted(needsAgain, 'principal')} tried again to use services that the boundary denies (listed below). To give access back, run the command below the name. ${UNTIL}`,
    ),
    ...when(
      held > 0,
      `Rewrite the policies with NotPrincipal, as the mail about them says: ${counted(held, 'principal')} will get a boundary with the next run.`,
    ),
    ...when(open.length > 0, `Look at ${counted(open.length, 'principal')} (listed below under "To look at").`),
    ...when(plan?.mode === 'observe' && principals.some(isToBeBounded), BEFORE_ENFORCE),
  ];
  if (todo.length === 0 && changed === 0) return [{ say: NOTHING }];
  const undo = {
    say: 'If the changes broke something, take back all that this run changed, tags as well:',
    command: releaseRunCommand(runId, place),
  };
  const settled = todo.length === 0 ? [{ say: NOTHING }] : todo;
  return changed === 0 ? settled : [...settled, undo];
}

const NOTHING = 'Nothing is outstanding: every principal was audited, or left alone for a good reason.';

const BEFORE_ENFORCE =
  'Before you switch the guardrail to enforce mode, ask those who would be bounded whether they need what they would lose (the summary names it), and exempt those who do.';

const UNTIL =
  'Released principals stay unbounded until the next change run, which goes by what was used until then; the others keep their boundary.';
