import { CatalogueReader } from './catalogue-reader.ts';
import type { Catalogue } from './types.ts';

/**
 * Reads courses/ and playgrounds/ of `root`, once. What is wrong is in `problems`, and takes only its own lesson,
 * course or playground out. Throws only when the disk fails.
 */
export const loadCatalogue = (root: string): Promise<Catalogue> => new CatalogueReader(root).read();
