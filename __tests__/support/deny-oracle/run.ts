import type { ReplayedUse } from '../../../src/embedded-account/replay';
import { namespaceOf, type Use } from '../../../src/embedded-account/iam/reports/usage';
import { faultsOf, faultsOfLater, isDoubtful, LAG_MS, MARGIN_MS, PERIOD_MS, reasonToLeave } from './rules';
import { isGranted, NEVER, PROBED, PROBED_AT, type Known, type Said, type Town } from './scene';
import type { Seen } from '../oracle';

/** Runs the guardrail, and says what it did wrong. */
export async function judgedRun(runId: string, users: readonly Known[], { scene, seen, listsDenied, deniesNew }: Town) {
  await scene.ready();
  const now = scene.now();
  const period = {
    from: new Date(now.getTime() - PERIOD_MS + MARGIN_MS),
    to: new Date(now.getTime() - LAG_MS - MARGIN_MS),
  };
  const before = scene.replay(period);
  const said = await scene.run(runId);
  const after = scene.replay(period);
  const denied = deniedIn(scene.replay({ to: PROBED_AT }));
  const all = scene.replay({}).map(({ use }) => use);

  const wrong: string[] = [];
  for (const user of users) {
    const { name, arn } = user;
    const row = said.get(name);
    const isDenied = (service: string) => denied.has(`${arn} ${service}`);
    const own = all.filter((use) => use.arn === arn && use.at > PROBED_AT);
    const say = (what: string) =>
      wrong.push(`${runId} ${what}: ${name} (${JSON.stringify(row)}) of ${JSON.stringify(user.history)}`);
    if (row === undefined) {
      say('says nothing of');
      continue;
    }
    if (row.outcome !== undefined && row.outcome.kind !== 'done') say('does not do what it meant');
    const reason = reasonToLeave(user, now);
    const isInDoubt = isDoubtful(user, { own, now, listsDenied });
    // Where the trail explains the doubt, what stands goes on to stand, and nothing more is denied.
    const isJudged =
      reason === undefined &&
      !(isInDoubt && IN_DOUBT.includes(row.decision.reason)) &&
      !(deniesNew && isTooMuch(user, row));
    if (!user.isExempt) noteReport(user, isInDoubt);
    if (reason !== undefined) {
      seen.note(`left: ${reason}`);
      if (!row.decision.reason.startsWith(reason) && !(reason === 'young' && isYoungReason(row)))
        say(`is to leave (${reason})`);
      if (PROBED.some(isDenied)) say('denies something to somebody who is to be left');
    } else if (isJudged && !JUDGED.includes(row.decision.reason)) say('leaves');
    for (const service of NEVER) if (isDenied(service)) say(`denies ${service}`);
    if (isJudged) {
      const judging = { own, now, isDenied, deniesNew, row };
      for (const fault of [...faultsOf(user, judging), ...faultsOfLater(user, judging)]) say(fault);
      if (row.decision.grantedSince !== undefined) seen.note('granted since, and denied');
      user.judgedAt ??= now;
      for (const one of PROBED)
        if (isGranted(user.grants, one) && !user.judgedWith.has(one)) user.judgedWith.set(one, now);
    }
    for (const [index, { use, outcome, verdict }] of after.entries()) {
      if (use.arn !== arn || verdict?.kind !== 'explicit-deny') continue;
      if (before[index]?.outcome === 'allowed') say(`takes away ${use.action} of ${use.at.toISOString()}, ${outcome},`);
      else if (isJudged && listsDenied && staysClosed(user, use, own, row, seen)) say(`keeps denying ${use.action}`);
    }
    for (const one of PROBED) {
      if (isDenied(one) || reason !== undefined) user.leftOpen.delete(one);
      else if (isJudged && isGranted(user.grants, one)) user.leftOpen.add(one);
    }
    note(user, { isDenied, now, seen });
  }
  return wrong;
}

/** Who is granted nearly everything has more services left open than one policy can name. */
const isTooMuch = ({ grants }: Known, { decision }: Said) =>
  decision.reason === 'deny-too-large' && grants.some(({ kind }) => kind === 'everything' || kind === 'all-but');

const IN_DOUBT = ['evidence-suspicious', 'stands'];
const JUDGED = ['unused', 'allowed-again', 'stands', 'nothing-unused', 'nothing-granted'];
const isYoungReason = ({ decision: { reason } }: Said) => ['too-young', 'tracked-too-short'].includes(reason);

/** Whether a service is denied still, although its use is known that was made before it was denied. */
function staysClosed(
  { grants, deniedSince }: Known,
  { action }: Use,
  own: readonly Use[],
  row: Said,
  seen: Seen,
): boolean {
  const service = namespaceOf(action);
  // No report names what nobody is granted any more.
  if (!isGranted(grants, service)) return false;
  const since = deniedSince.get(service);
  const isTried = own.some((one) => namespaceOf(one.action) === service && since !== undefined && one.at > since);
  if (!isTried) return true;
  seen.note('needs again');
  return row.decision.needsAgain?.includes(service) !== true;
}

/** Remembers what the first report names that is believed. */
function noteReport(user: Known, isInDoubt: boolean): void {
  if (user.isBelieved) return;
  user.seenFirst = new Set(PROBED.filter((one) => isGranted(user.grants, one) && user.seenFirst?.has(one) !== false));
  if (!isInDoubt) user.isBelieved = true;
}

/** Remembers what is denied, and what that shows. */
function note(
  user: Known,
  { isDenied, now, seen }: { readonly isDenied: (one: string) => boolean; readonly now: Date; readonly seen: Seen },
): void {
  for (const service of PROBED) {
    const was = user.deniedSince.has(service);
    if (isDenied(service) && !was) {
      user.deniedSince.set(service, now);
      seen.note('denied');
    } else if (isDenied(service)) seen.note('still denied');
    else if (was) {
      user.deniedSince.delete(service);
      const why = reasonToLeave(user, now);
      seen.note(why === undefined ? 'given back for a late use' : `given back: ${why}`);
    }
  }
}

/** What an explicit deny refuses, by ARN and service. */
const deniedIn = (uses: readonly ReplayedUse[]): ReadonlySet<string> =>
  new Set(
    uses.flatMap(({ use, verdict }) =>
      verdict?.kind === 'explicit-deny' ? [`${use.arn} ${namespaceOf(use.action)}`] : [],
    ),
  );
