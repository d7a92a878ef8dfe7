import {
  type CloudTrailClient,
  GetEventSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  TrailNotFoundException,
} from '@aws-sdk/client-cloudtrail';

/** A condition on a field of a record (CloudTrail API reference, AdvancedFieldSelector). */
export interface ReadCondition {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  /** Whether it has an operator that is none of these. */
  readonly hasOthers: boolean;
}

/** A trail, as CloudTrail has it. */
export interface ReadTrail {
  readonly isLogging: boolean;
  /** Whether it logs every Region, and the services that belong to none, of which IAM is one. */
  readonly isEverywhere: boolean;
  /** Conditions of each advanced event selector; none where it has selectors of the plain kind. */
  readonly selectors: readonly (readonly ReadCondition[])[];
}

/** Reads a trail of the Region. @returns undefined where there is none of the name */
export type TrailReader = (name: string) => Promise<ReadTrail | undefined>;

/** {@link TrailReader} backed by the AWS API. */
export const trailReader =
  (cloudTrail: CloudTrailClient): TrailReader =>
  async (name) => {
    try {
      const { IsLogging } = await cloudTrail.send(new GetTrailStatusCommand({ Name: name }));
      const { Trail } = await cloudTrail.send(new GetTrailCommand({ Name: name }));
      const { AdvancedEventSelectors = [] } = await cloudTrail.send(new GetEventSelectorsCommand({ TrailName: name }));
      return {
        isLogging: IsLogging === true,
        isEverywhere: Trail?.IsMultiRegionTrail === true && Trail.IncludeGlobalServiceEvents === true,
        selectors: AdvancedEventSelectors.map(({ FieldSelectors = [] }) =>
          FieldSelectors.map(({ Field = '', Equals, NotEquals, ...others }) => ({
            field: Field,
            ...(Equals !== undefined && { equals: Equals }),
            ...(NotEquals !== undefined && { notEquals: NotEquals }),
            hasOthers: Object.keys(others).length > 0,
          })),
        ),
      };
    } catch (error) {
      if (error instanceof TrailNotFoundException) return undefined;
      throw error;
    }
  };
