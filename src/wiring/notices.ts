import { snsAlert, type Alert } from '../aws/events/alerts';
import { fallbackFunction, type Fallback } from '../aws/events/fallback';
import { releaseFunction, type ReleaseOf } from '../aws/events/release';
import type { TellingLedger } from '../aws/ledger/tellings';
import { messageOf } from '../notify/message';
import { lambda, sns } from './clients';
import { ENV } from './contract';
import { requireEnv } from './environment';
import { tellings } from './ledger';
import type { Place } from './place';

export const alert = (at: Place): Alert => snsAlert(sns(at), requireEnv(ENV.topicArn), messageOf);

/** What telling people once takes. */
export const telling = (at: Place): { readonly ledger: TellingLedger; readonly alert: Alert } => ({
  ledger: tellings(at),
  alert: alert(at),
});

/** The function that denies where a quota is used up. */
export const fallback = (at: Place): Fallback => fallbackFunction(lambda(at), requireEnv(ENV.fallbackFunction));

/** The function that takes back what was put on somebody. @param functionName as the rules name it */
export const release = (at: Place, functionName: string, guardrail: string): ReleaseOf =>
  releaseFunction(lambda(at), functionName, guardrail);
