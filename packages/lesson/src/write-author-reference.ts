/** Run by hand after a change of the schemas: `node packages/lesson/src/write-author-reference.ts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { withReference } from './author-reference.ts';

const page = path.join(import.meta.dirname, '../../../docs/authors.md');
writeFileSync(page, withReference(readFileSync(page, 'utf8')));
