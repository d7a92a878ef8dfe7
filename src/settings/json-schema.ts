import * as z from 'zod';
import { settingsSchema } from './schema';

type Schema = z.core.JSONSchema.BaseSchema;

/** The settings as JSON Schema, for errors, editors and docs. Comment keys are allowed at every depth. */
export function settingsJsonSchema(): Schema {
  const schema = z.toJSONSchema(settingsSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.properties !== undefined) jsonSchema.patternProperties = { '^//': {} };
    },
  });
  delete schema.$schema;
  return schema;
}

/** What may stand in `context.guardrails`: the settings, and overlays of parts of them. */
export function guardrailsSchema(): Schema {
  const settings = settingsJsonSchema();
  return {
    ...settings,
    properties: {
      ...settings.properties,
      environments: {
        description: 'Overlays by name, merged deep; GUARDRAILS_ENV chooses one',
        type: 'object',
        additionalProperties: { type: 'object' },
      },
    },
  };
}

/** `cdktf.json` as JSON Schema. */
export function fileSchema(): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'cdktf.json with the settings of iam-guardrails',
    type: 'object',
    properties: {
      context: { type: 'object', properties: { guardrails: guardrailsSchema() }, required: ['guardrails'] },
    },
    required: ['context'],
  };
}
