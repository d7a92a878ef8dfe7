import * as z from 'zod';
import { text } from '../../setting-values/shapes';
import { guardrails } from '../guardrails';

const chosen = (about: string) => z.array(text(/./, 'the name of a channel')).describe(about).optional();

/** The channels of each class, all by themselves: a class that is left out goes by mail, or as it goes for all guardrails. */
const byClass = (of: string) => ({
  incident: chosen(`Who is told of incidents${of}: somebody was denied, or got around it`),
  'action-needed': chosen(`Who is told of what a person must mend${of}; alarms among it`),
  digest: chosen(`Who is told of what a run found and changed${of}`),
  heartbeat: chosen(`Who is told of runs with nothing to report${of}`),
});

/** Who is told of what. */
export const routes = z.strictObject({
  ...byClass(''),
  guardrails: z
    .strictObject(
      Object.fromEntries(
        guardrails.map(({ name }) => [
          name,
          z
            .strictObject(byClass(` of the ${name}`))
            .describe(`Where notices of the ${name} go, by class; default: where those of all guardrails go`)
            .optional(),
        ]),
      ),
    )
    .describe('Guardrails that choose otherwise')
    .optional(),
});
