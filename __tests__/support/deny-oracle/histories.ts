import { actionIn } from '../generated-accounts';
import { PAUSES, type UserEvent, type UserHistory } from '../generated-denies';
import { judgedRun } from './run';
import { isGranted, PROBED, PROBED_AT, type DenyScene, type Known, type Town } from './scene';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Lets histories happen in an account, and judges every run by what really happened.
 *
 * @returns what the runs did wrong, in words
 */
export async function judgedDenies(histories: readonly UserHistory[], town: Town): Promise<readonly string[]> {
  const { scene } = town;
  const users = histories.map((history, index): Known => {
    const name = `user-${index}`;
    const arn = scene.add(history, name);
    for (const service of PROBED) scene.use({ ...probe, arn, action: `${service}:DoIt` });
    const createdAt = new Date(scene.now().getTime() - history.ageDays * DAY_MS);
    return {
      ...{ name, arn, history, createdAt, grants: [history.may], isExempt: false },
      grantedAt: new Map(PROBED.filter((one) => isGranted([history.may], one)).map((one) => [one, createdAt])),
      ...{ judgedWith: new Map(), deniedSince: new Map(), takenAway: new Set(), leftOpen: new Set() },
    };
  });
  const wrong: string[] = [];
  for (const [round, pause] of PAUSES.entries()) {
    const runAt = scene.now().getTime() + pause * HOUR_MS;
    const events = users
      .flatMap((user) => (user.history.rounds[round] ?? []).map((event) => ({ user, event })))
      .sort((one, other) => other.event.hoursBefore - one.event.hoursBefore);
    for (const { user, event } of events) {
      const at = runAt - event.hoursBefore * HOUR_MS;
      if (at > scene.now().getTime()) scene.advance(at - scene.now().getTime());
      await happened(event, user, new Date(at), scene);
    }
    scene.advance(runAt - scene.now().getTime());
    wrong.push(...(await judgedRun(`run-${round}`, users, town)));
  }
  return wrong;
}

/** With a credential that nobody has: no date of a key shows it. */
const probe = { credential: 'probe', at: PROBED_AT };

async function happened(event: UserEvent, user: Known, at: Date, scene: DenyScene): Promise<void> {
  if (event.kind === 'use') {
    scene.use({ arn: user.arn, action: actionIn(event.service), at });
    return;
  }
  await scene.act(event, user.name);
  if (event.kind === 'release') user.releasedAt = at;
  else if (event.kind === 'exempt' || event.kind === 'include') user.isExempt = event.kind === 'exempt';
  else {
    const before = PROBED.filter((one) => isGranted(user.grants, one));
    const [own] = user.grants;
    const kept = own === user.history.may ? [own] : [];
    user.grants = event.kind === 'grant' ? [...kept, event.may] : [];
    for (const one of before) if (!isGranted(user.grants, one)) user.takenAway.add(one);
    for (const one of PROBED) if (isGranted(user.grants, one) && !user.grantedAt.has(one)) user.grantedAt.set(one, at);
  }
}
