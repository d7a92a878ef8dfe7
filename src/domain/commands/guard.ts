import { ownCommand } from './command';

/** The command that deploys, as README has it: the package `cdktf` has no command of its own. */
export const DEPLOY_COMMAND = 'npx cdktf-cli@0.21.0 deploy';

/** The command that has a trail log again. */
export const startLoggingCommand = (name: string): string => ownCommand('cloudtrail start-logging', { name });

/** The command that enables a rule of EventBridge. */
export const enableRuleCommand = (name: string): string => ownCommand('events enable-rule', { name });

/** The command that has an alarm tell people again. */
export const enableAlarmCommand = (name: string): string =>
  ownCommand('cloudwatch enable-alarm-actions', { 'alarm-names': name });
