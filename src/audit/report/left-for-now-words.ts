import type { LeftForNow } from '../recorded/plan';

/** Why what is decided was not carried out, as people read it. */
export const LEFT_FOR_NOW_WORDS: Readonly<Record<LeftForNow['reason'], string>> = {
  'next-wave': 'waits for a later run, since one run changes no more than limits.changesPerRun',
  'change-limit': 'waits for a later run, since one run changes no more than limits.maxChangePercent',
  'next-change-run': 'waits for the next change run, since this one only gives back',
  'no-policy-left': "not done, since the account's quota of policies is used up",
  'policy-altered': 'not done, since somebody altered the policy; it gets its text back first',
  flipped: 'not done, since someone else undid it twice; release the principal to begin anew',
  released: 'not done, since a person released the principal',
};
