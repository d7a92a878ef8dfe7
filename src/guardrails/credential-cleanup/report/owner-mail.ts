import { runFacts } from '../../../audit/report/run-words';
import { releaseCommand, type ReleasePlace } from '../../../domain/commands/release';
import { restoreCommand } from '../../../domain/deletion/restore-command';
import { few } from '../../../domain/notice/lists';
import { plain, runThread, type Line, type List, type Notice } from '../../../domain/notice/notice';
import type { RecordedRow } from '../../../audit/recorded/row';
import type { SlotSet } from '../../../audit/recorded/slot-set';
import type { RecordedSummary } from '../../../audit/recorded/summary-form';
import { CREDENTIAL_CLEANUP } from '../contract';
import { dueOf, isChanged, type Due, type MailedOwner } from '../judge/owners';
import { isDeletion, isKeyDeletion } from '../kinds';
import { CREDENTIALS } from '../words';

type Row = RecordedRow<SlotSet>;
type Run = Pick<RecordedSummary<SlotSet>, 'accountId' | 'runId' | 'purpose' | 'startedAt' | 'mode'>;

/** How a mail to an owner is worded. */
export interface OwnerMailWords extends ReleasePlace {
  /** Key of the tag that names the owner. */
  readonly ownerTag: string;
}

/** So many rows of a list fit into a mail that somebody reads. */
const LISTED = 50;

/**
 * Tells somebody of what is theirs: what is to be disabled or deleted, and when, and what a run did.
 *
 * They may have no rights in AWS, and may never have heard of this project. Principals are named without the paths of their
 * ARNs, in which a link could stand, and with their dots in brackets.
 */
export function ownerMail({ address, rows }: MailedOwner, run: Run, words: OwnerMailWords): Notice {
  const { accountId, runId, startedAt } = run;
  const changed = rows.filter(isChanged);
  const groups = {
    disabled: changed.flatMap((row) => partOf(row, (one) => !isGone(one))),
    gone: changed.flatMap((row) => partOf(row, isGone)),
    toDisable: dueIn(rows, (does) => does !== DELETED),
    toDelete: dueIn(rows, (does) => does === DELETED),
  };
  const of = { guardrail: CREDENTIAL_CLEANUP, accountId };
  return {
    ...{ class: 'digest', ...of, thread: runThread(of, runId) },
    headline: headlineOf(rows, accountId),
    happened: [
      `You own the users and roles below in AWS account ${accountId}: their tag "${plain(words.ownerTag)}" names ${address}. Nobody has used them, or the access keys listed, for a long time. That is a risk: somebody who steals unused access can use it unnoticed.`,
    ],
    done: [doneIn(groups)],
    actions: actionsOf(groups),
    facts: runFacts({ ...run, guardrail: CREDENTIAL_CLEANUP }, startedAt),
    lists: listsOf(groups, words),
    links: [],
  };
}

/** What is theirs, by what becomes or has become of it. */
interface Groups {
  readonly disabled: readonly Row[];
  readonly gone: readonly Row[];
  readonly toDisable: readonly DueRow[];
  readonly toDelete: readonly DueRow[];
}

interface DueRow extends Due {
  readonly row: Row;
}

/** What is done about something in the end, as reports announce it. */
const DELETED = 'deleted';

const isGone = (change: SlotSet) => isDeletion(change) || isKeyDeletion(change);

/** A row with such changes alone: one run may delete a key and deny its user, which a release gives back. */
function partOf(row: Row, is: (change: SlotSet) => boolean): readonly Row[] {
  const changes = row.changes.filter(is);
  return changes.length > 0 ? [{ ...row, changes }] : [];
}

/** The first day first. */
const dueIn = (rows: readonly Row[], is: (does: string) => boolean): readonly DueRow[] =>
  rows
    .flatMap((row) => dueOf(row).map((one) => ({ ...one, row })))
    .filter(({ due }) => is(due.does))
    .toSorted((one, other) => Date.parse(one.due.on) - Date.parse(other.due.on));

function headlineOf(rows: readonly Row[], accountId: string): string {
  const [first] = dueIn(rows, () => true);
  const what = `AWS account ${accountId}: your unused access`;
  return first === undefined
    ? `${what} was disabled or deleted`
    : `${what} will be disabled or deleted from ${first.due.on}`;
}

function doneIn({ disabled, gone }: Groups): string {
  const parts = [
    ...(disabled.length > 0 ? [`disabled access of ${disabled.length} of them`] : []),
    ...(gone.length > 0 ? [`deleted ${gone.length} of them, or their access keys`] : []),
  ];
  return parts.length === 0
    ? 'Nothing was changed today.'
    : `Today an automatic cleanup ${parts.join(', and ')}. They are listed below.`;
}

/** Who to turn to without rights in AWS. */
const ASK = 'If you have no permission to run it, forward this mail to the administrators of the account.';

function actionsOf({ disabled, gone, toDisable, toDelete }: Groups): readonly Line[] {
  const givesBack = disabled.length + toDelete.length > 0;
  return [
    ...(toDisable.length > 0
      ? [
          {
            say: 'If you still need something listed under "To be disabled", use it before the day given: that alone keeps it. If it has to stay although nobody uses it, ask the administrators of the account to exempt it.',
          },
        ]
      : []),
    ...(givesBack
      ? [{ say: `If you need something that is disabled, run the command below its name to get it back. ${ASK}` }]
      : []),
    ...(gone.length > 0
      ? [
          {
            say: 'If you need something that was deleted, ask the administrators of the account to restore it. What cannot be restored is marked below.',
          },
        ]
      : []),
    { say: 'If you need none of it, do nothing, or delete it yourself.' },
  ];
}

function listsOf({ disabled, gone, toDisable, toDelete }: Groups, words: OwnerMailWords): readonly List[] {
  const back = ({ id }: Row) => releaseCommand({ arn: id, id }, words, CREDENTIAL_CLEANUP);
  return [
    ...listed('To be disabled', toDisable, (one) => ({ say: dueInWords(one) })),
    ...listed('Disabled, and to be deleted', toDelete, (one) => ({ say: dueInWords(one), command: back(one.row) })),
    ...listed('Disabled today', disabled, (row) => ({ say: changesInWords(row), command: back(row) })),
    ...listed('Deleted today', gone, goneLine, gone.some(isRestorable) ? RESTORE : undefined),
  ];
}

const isRestorable = ({ changes, name }: Row) => changes.some(isDeletion) && !name.includes('.');

/** Administrators have the operator's command; owners need not. */
const RESTORE = 'Administrators restore a user or role with the command below its name';

function goneLine(row: Row): Line {
  const deletion = row.changes.find(isDeletion);
  if (deletion === undefined)
    return { say: `${changesInWords(row)}; a deleted access key cannot be restored, so create a new one` };
  return row.name.includes('.')
    ? { say: `${changesInWords(row)}; the report of the administrators has the command that restores it` }
    : { say: changesInWords(row), command: restoreCommand(deletion.principal) };
}

/** No mail program makes a link of a name whose dots are in brackets, which stand in no name of IAM. */
const nameOf = ({ kind, name }: Row) => `${kind} ${plain(name).replaceAll('.', '[.]')}`;

const dueInWords = ({ row, say, due }: DueRow) =>
  `${nameOf(row)}: ${plain(say)}; to be ${due.does} on ${due.on} at the earliest`;

const changesInWords = (row: Row) =>
  `${nameOf(row)}: ${few(row.changes.map((one) => plain(CREDENTIALS.words.change(one))))}`;

function listed<T>(heading: string, all: readonly T[], lineOf: (one: T) => Line, about?: string): readonly List[] {
  if (all.length === 0) return [];
  const rows = all.slice(0, LISTED).map(lineOf);
  return [{ heading, ...(about !== undefined && { about }), rows, total: all.length }];
}
