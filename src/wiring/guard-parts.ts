import type { RuleReader } from '../aws/events/rules';
import type { TrailReader } from '../aws/cloudtrail/trails';
import type { AlarmReader } from '../aws/cloudwatch/alarms';
import { later } from './later';
import type { Place } from './place';

const loadRules = /* @__PURE__ */ later(async () => {
  const [{ ruleReader }, { eventBridgeClient }] = await Promise.all([
    import('../aws/events/rules.js'),
    import('../aws/clients/eventbridge.js'),
  ]);
  return ruleReader(eventBridgeClient());
});

const loadTrails = /* @__PURE__ */ later(async () => {
  const [{ trailReader }, { cloudTrailClient }] = await Promise.all([
    import('../aws/cloudtrail/trails.js'),
    import('../aws/clients/cloudtrail.js'),
  ]);
  return trailReader(cloudTrailClient());
});

const loadAlarms = /* @__PURE__ */ later(async () => {
  const [{ alarmReader }, { cloudWatchClient }] = await Promise.all([
    import('../aws/cloudwatch/alarms.js'),
    import('../aws/clients/cloudwatch.js'),
  ]);
  return alarmReader(cloudWatchClient());
});

interface GuardParts {
  readonly rule: RuleReader;
  readonly trail: TrailReader;
  readonly alarms: AlarmReader;
}

/** What the guard itself is made of, as AWS has it. */
export const guardParts = (at: Place): GuardParts => ({
  rule: async (name) => (await loadRules(at))(name),
  trail: async (name) => (await loadTrails(at))(name),
  alarms: async (names) => (await loadAlarms(at))(names),
});
