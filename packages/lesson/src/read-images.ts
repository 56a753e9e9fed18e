/** The pictures of a lesson. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Nodes, Root } from 'hast';
import { imageSize } from 'image-size';
import type { LessonText } from './parse-lesson.ts';
import { names } from './read-lesson-folder.ts';
import type { LessonImage, Problem } from './types.ts';

/** Of one picture. */
export const IMAGE_LIMIT_BYTES = 1024 * 1024;
const TYPES: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  jpg: 'image/jpeg',
};
const REMEDY = 'A picture is an svg, png, webp or jpeg of at most 1 MiB, named NAME.svg and so on.';

/** Reads `folder`/images of `root`; `pictures` are those that the text shows. */
export function readImages(
  root: string,
  folder: string,
  pictures: LessonText['pictures'],
): { images: LessonImage[]; problems: Problem[] } {
  const images: LessonImage[] = [];
  const problems: Problem[] = [];
  for (const name of names(path.join(root, folder, 'images'))) {
    const file = `${folder}/images/${name}`;
    const found = readImage(path.join(root, file), name);
    if (typeof found === 'object') images.push(found);
    else problems.push({ file, line: 1, column: 1, message: found, remedy: REMEDY });
  }
  for (const { name, line, column } of pictures) {
    if (images.some((image) => image.name === name)) continue;
    problems.push({
      file: `${folder}/lesson.md`,
      line,
      column,
      message: `There is no picture \`${name}\``,
      remedy: `Put it there as ${folder}/images/${name}.`,
    });
  }
  return { images, problems };
}

/** What is wrong, in words, when it is no picture. */
function readImage(file: string, name: string): LessonImage | string {
  const found = statSync(file);
  if (!found.isFile()) return `\`${name}\` is no file`;
  if (found.size > IMAGE_LIMIT_BYTES)
    return `\`${name}\` has ${found.size} bytes; the limit is 1048576 (1 MiB)`;
  const bytes = readFileSync(file);
  const wanted = /\.(svg|png|webp|jpe?g)$/.exec(name)?.[1]?.replace('jpeg', 'jpg');
  if (wanted === undefined) return `\`${name}\` has another ending than a picture`;
  try {
    const { width, height, type } = imageSize(bytes);
    if (type !== wanted) return `\`${name}\` holds ${type}, not ${wanted}`;
    return { name, bytes, type: TYPES[wanted] ?? '', width: Math.round(width), height: Math.round(height) };
  } catch {
    return `\`${name}\` can't be read as ${wanted}`;
  }
}

/** Tells each `sl-image` of a body its size, so that the page keeps its room. Changes `body`. */
export function sizeImages(body: Root, images: LessonImage[]): void {
  const visit = (node: Nodes) => {
    if (node.type === 'element' && node.tagName === 'sl-image') {
      const image = images.find(({ name }) => name === node.properties.name);
      if (image) Object.assign(node.properties, { width: image.width, height: image.height });
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(body);
}
