import { DEPLOY_COMMAND } from '../commands/guard';
import type { TamperingGroup, Watched } from './watched';
import { watchedCallsOf } from './watched-calls';

/** How a message about tampering begins; EventBridge makes no subject. */
export const TAMPERED = 'ACTION NEEDED: a part of the guard was changed';

/** What the lines of a message tell, each after its label. */
export const TAMPERED_LINES = ['Call', 'Part', 'Caller', 'From', 'Time', 'Account', 'Region', 'Event'] as const;
export type TamperedLine = (typeof TAMPERED_LINES)[number];

/** Article of the runbook. */
const TAMPERED_ARTICLE = 'tampering';

export const SAYS_WHAT_IT_MEANS =
  'Somebody changed, disabled or deleted a part of the guard. The guard may fail to see, stop or report what comes next.';
/** Comes before what the guard's names in a list begin with: the caller may have written others beside them. */
export const SAYS_WHOSE =
  'If the part is a list in brackets, it may hold other names as well. Names of the guard begin with';
export const SAYS_IF_MEANT =
  'Ask the people who deploy, and the caller, but not by mail. If it was a deployment, or one of them meant it, nothing is wrong. To get no more mails about deployments, name the role or user that deploys in the setting deployers.';
export const SAYS_IF_NOT = `If nobody can explain it, assume an attacker: take the credentials of the caller away, look at its other calls in CloudTrail, and deploy again (${DEPLOY_COMMAND}), which puts the part back. The runbook says what a deployment does not undo.`;

/** How EventBridge makes the text of a message from an event (EventBridge API reference, InputTransformer). */
export interface Transformation {
  /** Names of the values that are taken from the event, with their paths. */
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

const VALUES: Readonly<Record<Exclude<TamperedLine, 'Part'>, { readonly name: string; readonly path: string }>> = {
  Call: { name: 'call', path: '$.detail.eventName' },
  Caller: { name: 'caller', path: '$.detail.userIdentity.arn' },
  From: { name: 'from', path: '$.detail.sourceIPAddress' },
  Time: { name: 'time', path: '$.detail.eventTime' },
  Account: { name: 'account', path: '$.account' },
  Region: { name: 'region', path: '$.region' },
  Event: { name: 'event', path: '$.detail.eventID' },
};

/**
 * Words the message about a call on a part of a group.
 *
 * Each line stands in quotes, for EventBridge takes a text in no other form, and they are in the mail too. Nothing that
 * a caller may choose freely, such as its user agent, is in it.
 *
 * @param runbook file or URL
 */
export function tamperingMail(group: TamperingGroup, watched: Watched, runbook: string): Transformation {
  const parts = partPathsOf(group, watched);
  const said = (label: TamperedLine) =>
    label === 'Part' ? parts.map(({ name }) => `<${name}>`).join('') : `<${VALUES[label].name}>`;
  const lines = [
    TAMPERED,
    SAYS_WHAT_IT_MEANS,
    ...TAMPERED_LINES.map((label) => `${label}: ${said(label)}`),
    ...whoseOf(group, watched),
    SAYS_IF_MEANT,
    SAYS_IF_NOT,
    `Runbook: ${runbook}#${TAMPERED_ARTICLE}`,
  ];
  return {
    paths: Object.fromEntries([...Object.values(VALUES), ...parts].map(({ name, path }) => [name, path])),
    template: lines.map((line) => JSON.stringify(line)).join('\n'),
  };
}

/** Which names of a list are the guard's: it holds whatever the caller wrote beside them, in any number. */
function whoseOf(group: TamperingGroup, watched: Watched): readonly string[] {
  const listed = watchedCallsOf(watched)[group].find(({ isList }) => isList);
  const [beginning] = (listed?.names ?? []).flatMap((name) =>
    typeof name === 'object' && 'prefix' in name && typeof name.prefix === 'string' ? [name.prefix] : [],
  );
  return beginning === undefined ? [] : [`${SAYS_WHOSE} ${beginning}`];
}

/**
 * Where an event of the group may name the part. Each event has one of them, and what it has not leaves nothing behind. A
 * list stands in brackets, with commas and without quotes (EventBridge user guide, "Common issues with transforming
 * input").
 */
function partPathsOf(group: TamperingGroup, watched: Watched) {
  const paths = watchedCallsOf(watched)[group].map(({ at }) => `$.detail.${at.join('.')}`);
  return [...new Set(paths)].map((path, index) => ({ name: `part${index + 1}`, path }));
}
