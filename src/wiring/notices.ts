import type { Alert } from '../aws/events/alerts';
import type { Fallback } from '../aws/events/fallback';
import type { ReleaseOf } from '../aws/events/release';
import type { TellingLedger } from '../aws/ledger/tellings';
import { messageOf } from '../notify/message';
import { ENV } from './contract';
import { requireEnv } from './environment';
import { later } from './later';
import { tellings } from './ledger';
import type { Place } from './place';

const alerts = /* @__PURE__ */ later(async () => {
  const [{ snsAlert }, { snsClient }] = await Promise.all([
    import('../aws/events/alerts.js'),
    import('../aws/clients/sns.js'),
  ]);
  return snsAlert(snsClient(), requireEnv(ENV.topicArn), messageOf);
});

const functions = /* @__PURE__ */ later(async () => {
  const [{ fallbackFunction }, { releaseFunction }, { lambdaClient }] = await Promise.all([
    import('../aws/events/fallback.js'),
    import('../aws/events/release.js'),
    import('../aws/clients/lambda.js'),
  ]);
  return { fallbackFunction, releaseFunction, lambda: lambdaClient() };
});

export const alert =
  (at: Place): Alert =>
  async (...said) =>
    (await alerts(at))(...said);

/** What telling people once takes. */
export const telling = (at: Place): { readonly ledger: TellingLedger; readonly alert: Alert } => ({
  ledger: tellings(at),
  alert: alert(at),
});

/** The function that denies where a quota is used up. */
export const fallback =
  (at: Place): Fallback =>
  async (request) => {
    const { fallbackFunction, lambda } = await functions(at);
    return fallbackFunction(lambda, requireEnv(ENV.fallbackFunction))(request);
  };

/** The function that takes back what was put on somebody. @param functionName as the rules name it */
export const release =
  (at: Place, functionName: string, guardrail: string): ReleaseOf =>
  async (principalId) => {
    const { releaseFunction, lambda } = await functions(at);
    return releaseFunction(lambda, functionName, guardrail)(principalId);
  };
