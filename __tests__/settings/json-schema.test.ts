import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSchema, settingsJsonSchema } from '../../src/settings/json-schema';

describe('the JSON schema of the settings', () => {
  it('is the committed one (npm run schema writes it)', () => {
    const committed: unknown = JSON.parse(readFileSync(join(__dirname, '../../docs/settings.schema.json'), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(fileSchema())));
  });

  it('describes every key', () => {
    const { properties = {} } = settingsJsonSchema();
    const undescribed = Object.entries(properties).filter(
      ([, shape]) => typeof shape === 'boolean' || !shape.description,
    );
    expect(undescribed).toEqual([]);
  });

  it('lets an editor accept comments', () => {
    expect(settingsJsonSchema().patternProperties).toHaveProperty('^//');
  });
});
