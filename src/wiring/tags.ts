import type { UserTags } from '../aws/iam/user-tags';
import { iam } from './clients';
import { later } from './later';
import type { Place } from './place';

const load = /* @__PURE__ */ later(() => import('../aws/iam/user-tags.js'));

/** Tags of users, for a function whose first work takes none. */
export const tagsLater = (at: Place): UserTags => ({
  of: async (...given) => (await load(at)).userTags(iam(at)).of(...given),
  tag: async (...given) => (await load(at)).userTags(iam(at)).tag(...given),
  untag: async (...given) => (await load(at)).userTags(iam(at)).untag(...given),
});
