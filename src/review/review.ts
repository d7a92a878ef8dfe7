import { planIn, resourceChangesIn } from './plan';
import { reviewResources, type ResourceReview } from './resources';
import { releasedBy, settingChangesIn, type SettingChanges } from './settings';

/** What a plan does to the guardrails. */
export interface Review {
  readonly settings: SettingChanges;
  readonly resources: ResourceReview;
  readonly weakens: boolean;
}

/**
 * Says what a plan weakens, and what else it changes.
 *
 * @param text what `terraform show -json` says of the plan
 * @throws ReviewError where it is no plan of a deployment, or one that failed
 */
export function review(text: string): Review {
  const plan = planIn(text);
  const settings = settingChangesIn(plan);
  const resources = reviewResources(resourceChangesIn(plan), releasedBy(settings));
  const ofSettings = settings.others.length > 0 || settings.changes.some(({ weaker }) => weaker);
  const weakens = settings.kind === 'destroyed' || ofSettings || resources.weaker.length > 0;
  return { settings, resources, weakens };
}
