/** Colours the fences of a body, after it was sanitised. Loads grammars, so import it only where pages are drawn. */

import type { ElementContent, Nodes, Root } from 'hast';
import { createHighlighterCoreSync } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import bash from 'shiki/langs/bash.mjs';
import console from 'shiki/langs/console.mjs';
import diff from 'shiki/langs/diff.mjs';
import dockerfile from 'shiki/langs/dockerfile.mjs';
import go from 'shiki/langs/go.mjs';
import json from 'shiki/langs/json.mjs';
import python from 'shiki/langs/python.mjs';
import yaml from 'shiki/langs/yaml.mjs';
import { codeTheme, DARK, LIGHT } from './code-theme.ts';

const highlighter = createHighlighterCoreSync({
  langs: [bash, console, diff, dockerfile, go, json, python, yaml],
  themes: [codeTheme('light', 'light', LIGHT), codeTheme('dark', 'dark', DARK)],
  engine: createJavaScriptRegexEngine(),
});

/**
 * Fills each `sl-code` with `span.line`s, a newline between two. A span's colours are the CSS variables
 * `--shiki-light` and `--shiki-dark` in its style. Each `{{ name }}` of `names` becomes an `sl-var`. Changes `body`.
 */
export function highlight(body: Root, names: readonly string[] = []): void {
  const visit = (node: Nodes) => {
    if (node.type === 'element' && node.tagName === 'sl-code') {
      node.children = lines(String(node.properties.code), String(node.properties.language), names);
    } else if ('children' in node) for (const child of node.children) visit(child);
  };
  visit(body);
}

/** A bound by time, which is the default, would leave a line half coloured on a busy host. Longer lines stay plain. */
const BOUNDS = { tokenizeTimeLimit: 0, tokenizeMaxLineLength: 2000 };

/** One character for each name while the code is coloured: no grammar splits it. From a plane that nobody writes in. */
const MARKS = 0xf0000;
const MARK = /([\u{F0000}-\u{F0FFF}])/u;

function lines(code: string, language: string, names: readonly string[]): ElementContent[] {
  const marked = code.replaceAll(/\{\{ ([a-z][a-z0-9.-]*) \}\}/g, (written, name) =>
    names.includes(name) ? String.fromCodePoint(MARKS + names.indexOf(name)) : written,
  );
  const root = highlighter.codeToHast(marked, {
    lang: language,
    themes: { light: 'light', dark: 'dark' },
    defaultColor: false,
    ...BOUNDS,
  });
  const pre = root.children[0];
  const inner = pre?.type === 'element' ? pre.children[0] : undefined;
  if (inner?.type !== 'element') return [];
  return inner.children.map((child) =>
    child.type === 'element'
      ? {
          ...child,
          properties: { className: ['line'] },
          children: child.children.flatMap((part) => withVariables(part, names)),
        }
      : child,
  );
}

function withVariables(node: ElementContent, names: readonly string[]): ElementContent[] {
  if (node.type === 'element')
    return [{ ...node, children: node.children.flatMap((child) => withVariables(child, names)) }];
  if (node.type !== 'text') return [node];
  return node.value.split(MARK).flatMap((part): ElementContent[] => {
    const name = MARK.test(part) ? names[(part.codePointAt(0) ?? 0) - MARKS] : undefined;
    if (name === undefined) return part === '' ? [] : [{ type: 'text', value: part }];
    const children: ElementContent[] = [{ type: 'text', value: `{{ ${name} }}` }];
    return [{ type: 'element', tagName: 'sl-var', properties: { name }, children }];
  });
}
