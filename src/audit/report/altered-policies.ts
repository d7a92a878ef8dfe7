import { plain, type Notice } from '../../domain/notice/notice';
import { articleIn } from '../../domain/notice/runbook';
import { fittingRows } from '../../domain/notice/size';
import { policyNameOf } from '../../domain/policy/own-policies';
import type { Purpose } from '../../domain/run/purpose';
import { aboutRun, runFacts } from './run-words';

/** The run that found something. */
export interface FoundIn {
  readonly accountId: string;
  readonly runId: string;
  readonly purpose: Purpose;
  readonly mode: 'observe' | 'enforce';
  /** File or URL of the runbook. */
  readonly runbook: string;
}

/** What a guardrail's policies are to people. */
export interface AlteredWords {
  /** One of them: `deny policy`. */
  readonly one: string;
  /** More: `deny policies`. */
  readonly many: string;
  /** What altering one means, in a sentence. */
  readonly what: string;
  /** What a run does until the text is back, with its verb: `attaches none of them to anybody`. */
  readonly meanwhile: string;
  /** What becomes of those who have one in observe mode, in a sentence. */
  readonly observed: string;
}

/** All policies of an account, unless its quota was raised far; no more fit into a message of SNS. */
const ALTERED = 1_500;

/** Tells that somebody altered policies of the project (THREATS R3): one notice, however many somebody makes. */
export function alteredNotice(
  arns: readonly string[],
  run: FoundIn & { readonly guardrail: string },
  words: AlteredWords,
): Notice {
  const isOne = arns.length === 1;
  const [first = ''] = arns;
  const which = isOne ? `${words.one} altered: ${policyNameOf(first)}` : `${arns.length} ${words.many} altered`;
  const rows = fittingRows(
    arns.slice(0, ALTERED).map((arn) => ({ say: plain(arn, 300) })),
    (row) => row,
  );
  return {
    ...{ class: 'action-needed', ...aboutRun(run), headline: which },
    happened: [
      `${isOne ? '1 policy of this project no longer matches its name, which is made from its text' : `${arns.length} policies of this project no longer match their names, which are made from their texts`}. ` +
        'Only a function of this project writes such policies: somebody else altered them, or created policies under such names. ' +
        words.what,
    ],
    done: [
      run.mode === 'enforce'
        ? `This run gives the policies their text back, and until that has worked it ${words.meanwhile}. The digest of the run says whether it worked.`
        : `Nothing was done: the guardrail is in observe mode. ${words.observed}`,
    ],
    actions: [
      {
        say: 'Look in CloudTrail for CreatePolicyVersion, SetDefaultPolicyVersion and CreatePolicy on these ARNs, and find out who made the calls. Suspect that caller.',
      },
      { say: 'Then go on as the runbook says.' },
    ],
    facts: runFacts(run),
    lists: [{ heading: 'Altered', rows, total: arns.length }],
    links: [{ label: 'Runbook', href: articleIn(run.runbook, `${run.guardrail}-altered`) }],
  };
}
