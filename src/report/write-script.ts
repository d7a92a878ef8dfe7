import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtScript } from './build-script';

const file = join(__dirname, 'page/script.ts');
const text = `/** The script of the page, made of \`src/report/browser\` by \`npm run page\`. */
export const SCRIPT = ${JSON.stringify(builtScript())};
`;
writeFileSync(file, text);
console.log(`${file} is written`);
