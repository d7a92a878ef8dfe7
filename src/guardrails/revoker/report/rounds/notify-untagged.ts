import { windowEntry } from '../../../../domain/ledger/entry';
import { INCIDENT_TAG } from '../../../../domain/ledger/incident-tag';
import { fittingRows } from '../../../../domain/notice/size';
import { plain } from '../../../../domain/notice/notice';
import type { Retagged } from '../../apply/tag-open';
import type { Rules } from '../../rules';
import type { Announcement } from '../notify';
import { noticeAbout } from './notice-about';

const A_DAY_IN_MINUTES = 24 * 60;

/** Tells once a day of users whom no look can tag. @returns nothing where each could be tagged */
export function untaggedNotices(found: readonly Retagged[], now: Date, rules: Rules): readonly Announcement[] {
  const failed = found.flatMap(({ incident, tagging }) =>
    typeof tagging === 'object' ? [{ say: `${plain(incident.principalArn)}: ${plain(tagging.failed)}` }] : [],
  );
  if (failed.length === 0) return [];
  const entryId = windowEntry('untagged', now, A_DAY_IN_MINUTES);
  const users = failed.length === 1 ? 'a denied user' : `${failed.length} denied users`;
  return [
    noticeAbout(
      { principalId: 'incident-tags', entryId },
      'revoked',
      {
        class: 'action-needed',
        headline: `${users} could not be tagged with ${INCIDENT_TAG}`,
        happened: [
          `A user who lost IAM access gets the tag ${INCIDENT_TAG}, and IAM refuses any change of such a user by the scheduled guardrails. The deny stands without the tag, and the guardrails still leave these users alone, because of the open incident in the ledger.`,
        ],
        done: ['The revoker tries again every five minutes.'],
        actions: [
          {
            say: 'LimitExceeded: the user has 50 tags; remove one that you do not need. AccessDenied: let the role of the revoker call iam:TagUser; a service control policy may forbid it.',
          },
        ],
        lists: [{ heading: 'Not tagged', rows: fittingRows(failed, (row) => row, 1), total: failed.length }],
      },
      rules,
    ),
  ];
}
