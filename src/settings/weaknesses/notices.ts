import { NOTICE_CLASSES, type NoticeClass } from '../../domain/notice/notice';
import { EMAIL } from '../../domain/notice/routes';
import { becomes, grown, shrunk, type WeakerIf } from '../../setting-values/direction';
import { says } from '../../setting-values/says';
import { type KeyWeakness, never, weakens } from '../../setting-values/weakness';
import { guardrails } from '../guardrails';
import { isTold } from '../notifications/problems';
import type { Settings } from '../schema';
import { type Part } from './defaults';

const aPlace = never('describes a channel; who is told of what stands in notifications.routes');

/** Where nothing is chosen, it goes by mail. */
const fewerTold: WeakerIf = (before = [EMAIL], now = [EMAIL]) => shrunk(before, now);

/** Who is told. */
export const notices: Part = {
  byKey: {
    'notifications.topic': weakens(
      ({ notifications: { topic } }) => says(topic === 'none', 'notifications.topic is none: nobody is told'),
      becomes('none'),
    ),
    'notifications.topicKmsKeyArn': never('only lets the guard use a topic that is there'),
    'notifications.emails': weakens(
      ({ notifications }) =>
        says(
          notifications.topic === 'create' && notifications.emails.length === 0 && isTold(EMAIL, notifications),
          'notifications.emails is empty: nobody is told by mail',
        ),
      shrunk,
    ),
    deployers: weakens(
      ({ deployers = [] }) =>
        deployers.map((arn) => `deployers: nobody is told what ${arn} changes of the guard itself`),
      grown,
    ),
    'notifications.channels': never('adds places; who is told of what stands in notifications.routes', shrunk),
    ...Object.fromEntries(
      ['name', 'type', 'addresses', 'slackChannel', 'serviceRegion', 'secret.ssm', 'secret.secretsManager']
        .concat('secret.kmsKeyArn')
        .map((key) => [`notifications.channels[].${key}`, aPlace]),
    ),
    ...Object.fromEntries(NOTICE_CLASSES.map((of) => [`notifications.routes.${of}`, emptied(of)])),
    ...Object.fromEntries(
      guardrails.flatMap(({ name }) =>
        NOTICE_CLASSES.map((of) => [`notifications.routes.guardrails.${name}.${of}`, emptied(of, name)]),
      ),
    ),
  },
};

/** The last channel of a class taken away. */
function emptied(of: NoticeClass, guardrail?: string): KeyWeakness<Settings> {
  const key = `notifications.routes.${guardrail === undefined ? '' : `guardrails.${guardrail}.`}${of}`;
  const whose = guardrail === undefined ? '' : ` of the ${guardrail}`;
  return weakens(({ notifications: { routes } }) => {
    const chosen = guardrail === undefined ? routes : routes?.guardrails?.[guardrail];
    return says(chosen?.[of]?.length === 0, `${key} is empty: nobody is told of ${IN_WORDS[of]}${whose}`);
  }, fewerTold);
}

const IN_WORDS: Readonly<Record<NoticeClass, string>> = {
  incident: 'incidents',
  'action-needed': 'what needs action',
  digest: 'what runs did',
  heartbeat: 'runs without anything to report',
};
