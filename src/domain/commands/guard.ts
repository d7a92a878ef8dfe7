import { ownCommand } from './command';

/** The command that has a trail log again. */
export const startLoggingCommand = (name: string): string => ownCommand('cloudtrail start-logging', { name });

/** The command that enables a rule of EventBridge. */
export const enableRuleCommand = (name: string): string => ownCommand('events enable-rule', { name });

/** The command that has an alarm tell people again. */
export const enableAlarmCommand = (name: string): string =>
  ownCommand('cloudwatch enable-alarm-actions', { 'alarm-names': name });
