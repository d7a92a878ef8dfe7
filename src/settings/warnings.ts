import { EMAIL } from '../domain/notice/routes';
import { guardrails } from './guardrails';
import { isTold } from './notifications/problems';
import type { Settings } from './schema';

/** Says what a deployment should not be left without. Synthesis works all the same. */
export function warnings(settings: Settings): string[] {
  const { backend, notifications, trail, environments, deployers, assumeRoleArn } = settings;
  return [
    ...(environments?.warnings ?? []),
    ...(guardrails.some(({ isOn }) => isOn(settings)) ? [] : [nothingGuarded()]),
    ...(backend === undefined
      ? [
          'The Terraform state stays on this machine. Add to context.guardrails in cdktf.json: ' +
            '"backend": {"s3": {"bucket": "<bucket>", "key": "iam-guardrails.tfstate"}}, or "backend": "local" to keep it here.',
        ]
      : []),
    ...(notifications.topic === 'create' && notifications.emails.length === 0 && isTold(EMAIL, notifications)
      ? [nobodyMailed(notifications.channels !== undefined)]
      : []),
    ...(trail.use === undefined
      ? [
          'A trail is created. Where another trail of the account or its organization already logs management events, AWS takes ' +
            '2 dollars for every 100,000 events of this second copy. Add to context.guardrails in cdktf.json: ' +
            '"trail": {"use": "existing"} if there is one, or "trail": {"use": "create"} if there is none.',
        ]
      : []),
    ...(notifications.topic !== 'none' && deployers === undefined && assumeRoleArn === undefined
      ? [deployersUnknown()]
      : []),
    ...guardrails.flatMap((one) => one.warnings?.(settings) ?? []),
  ];
}

function nobodyMailed(hasChannels: boolean): string {
  const add = 'Add to context.guardrails in cdktf.json: "notifications": {"emails": ["you@example.com"]}';
  return hasChannels
    ? `Some notices go by mail and reach nobody: the topic has no address. ${add}, or choose other channels in notifications.routes.`
    : `Nobody is told of revocations, audits and alarms: the topic has no subscriber. ${add}.`;
}

function deployersUnknown(): string {
  return (
    'A mail names each caller that changes a part of the guard, unless its user agent is that of Terraform, which anybody can send. ' +
    'Add to context.guardrails in cdktf.json: "deployers": ["<ARN of the role or user that deploys>"] to leave out its calls alone, or "deployers": [] to be told of deployments too.'
  );
}

function nothingGuarded(): string {
  const clauses = guardrails.flatMap(({ offWhen }) => offWhen);
  const all = [clauses.slice(0, -1).join(', '), ...clauses.slice(-1)].join(' and ');
  return `Nothing is guarded: ${all}. Set one of the modes in context.guardrails of cdktf.json to "observe" or "enforce".`;
}
