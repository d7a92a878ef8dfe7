import type { EventHistory } from '../aws/cloudtrail/event-history';
import { perPlace, type Place } from './place';

/** Loaded when it is first asked: a deny waits for no client that it does not need. */
const load = /* @__PURE__ */ perPlace({ event: loaded, job: loaded });

async function loaded(): Promise<EventHistory> {
  const [{ eventHistory }, { cloudTrailClient }] = await Promise.all([
    import('../aws/cloudtrail/event-history.js'),
    import('../aws/cloudtrail/client.js'),
  ]);
  return eventHistory(cloudTrailClient());
}

/** CloudTrail's event history of the deployment's Region. */
export const history =
  (at: Place): EventHistory =>
  async (...asked) =>
    (await load(at))(...asked);
