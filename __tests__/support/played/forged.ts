import type { CloudTrailEvent } from '../../../src/embedded-account/events/cloudtrail';
import { ADMINS } from './days';
import type { PlayedAccount, Player } from './account';

/** An event that CloudTrail never wrote, as whoever may send to the queue words it: somebody puts somebody into the group. */
export function forged(account: PlayedAccount, by: Player, whom: Player, name: string): CloudTrailEvent {
  const [like] = account.events;
  if (like === undefined) throw new Error('there is no event to forge one by');
  return {
    ...like,
    detail: {
      ...like.detail,
      ...{ errorCode: undefined, errorMessage: undefined },
      ...{ eventID: `forged-${name}`, eventName: 'AddUserToGroup', responseElements: null, readOnly: false },
      eventTime: account.clock.now().toISOString().replace(/\.\d+/, ''),
      requestParameters: { userName: whom.name, groupName: ADMINS },
      userIdentity: {
        ...like.detail.userIdentity,
        ...{ type: 'IAMUser', principalId: by.id, arn: `arn:aws:iam::111122223333:user/${by.name}`, userName: by.name },
      },
    },
  };
}

/** The same event, with other details than CloudTrail wrote. */
export const altered = (event: CloudTrailEvent, detail: Partial<CloudTrailEvent['detail']>): CloudTrailEvent => ({
  ...event,
  detail: { ...event.detail, ...detail },
});
