import type { EventHistory } from '../aws/cloudtrail/event-history';
import { later } from './later';
import type { Place } from './place';

const load = /* @__PURE__ */ later(async () => {
  const [{ eventHistory }, { cloudTrailClient }] = await Promise.all([
    import('../aws/cloudtrail/event-history.js'),
    import('../aws/clients/cloudtrail.js'),
  ]);
  return eventHistory(cloudTrailClient());
});

/** CloudTrail's event history of the deployment's Region. */
export const history =
  (at: Place): EventHistory =>
  async (...asked) =>
    (await load(at))(...asked);
