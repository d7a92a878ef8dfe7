import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSchema } from './json-schema';

const file = join(__dirname, '../../docs/settings.schema.json');
writeFileSync(file, `${JSON.stringify(fileSchema(), null, 2)}\n`);
console.log(`${file} is written`);
