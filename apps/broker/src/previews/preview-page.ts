/** A page in the place of a preview, whole in one answer: it may lean on nothing of the site, nor of the sandbox. */
import { createHash } from 'node:crypto';

export interface PreviewPage {
  status: number;
  title: string;
  /** What is so, and what to do next. */
  text: string;
  /** A command that helps, and what it tells. */
  command?: { text: string; tells: string };
  /** It asks again by itself: what it waits for may come at any moment. */
  again?: boolean;
}

const AGAIN_SECONDS = 2;

/** Names the page that is shown, for the script that waits for another. */
export const PAGE_HEADER = 'x-sandlot-page';

/**
 * Looks whether there is something else by now, and only then loads it: a browser shows a page of its own when the
 * network changes while it loads one, as it does when a machine of this computer is reset.
 */
const SCRIPT = `const here = document.documentElement.dataset.page;
setInterval(async () => {
  try {
    const now = await fetch(location.href, { headers: { accept: 'text/html' }, cache: 'no-store' });
    if (now.headers.get('${PAGE_HEADER}') !== here) location.reload();
  } catch {}
}, ${AGAIN_SECONDS * 1000});`;

/** Only that script runs in it, and nothing is fetched for it. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "connect-src 'self'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What PAGE_HEADER says of a page. */
export const pageName = ({ status, title }: PreviewPage): string => `${status} ${encodeURIComponent(title)}`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Text between backquotes is code, as in the sentences of our errors. */
const sentence = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

// The colours are those of the pages (globals.css of the web app), by the system's choice of light or dark.
const STYLE = `:root{--paper:#faf9f6;--panel:#fff;--sunk:#f3f1eb;--line:#e6e2d9;--ink:#1d1b17;--ink-2:#57534a;--ink-3:#716b5f;
--accent:#0b6e66;--on-accent:#fff;--wait:#9a4a08;--shadow:0 1px 2px rgb(40 33 20/.05),0 4px 16px rgb(40 33 20/.05);color-scheme:light}
@media (prefers-color-scheme:dark){:root{--paper:#0e0f11;--panel:#141619;--sunk:#191b1f;--line:#25282d;--ink:#eceae4;--ink-2:#aeaba2;
--ink-3:#8f8c84;--accent:#4fd1c1;--on-accent:#06211e;--wait:#fbbf24;--shadow:none;color-scheme:dark}}
*{box-sizing:border-box;margin:0}
body{display:flex;flex-direction:column;min-height:100dvh;background:var(--paper);color:var(--ink-2);
font:15.5px/26px Geist,Inter,system-ui,sans-serif;-webkit-font-smoothing:antialiased}
header{display:flex;align-items:center;gap:9px;height:52px;padding:0 16px;border-bottom:1px solid var(--line);background:var(--panel);
color:var(--ink);font-weight:600;font-size:15.5px;letter-spacing:-.01em}
header span{margin-left:auto;font:500 12.5px/18px "Geist Mono",ui-monospace,monospace;color:var(--ink-3);white-space:nowrap}
main{flex:1;display:grid;place-items:center;padding:40px 20px 72px}
article{width:100%;max-width:460px;text-align:center}
.mark{display:grid;place-items:center;width:48px;height:48px;margin:0 auto 20px;border-radius:12px;background:var(--sunk);color:var(--ink-3)}
h1{color:var(--ink);font-size:22px;line-height:28px;font-weight:650;letter-spacing:-.02em;text-wrap:balance}
p{margin-top:8px;text-wrap:balance;overflow-wrap:anywhere}
code{padding:1px 5px;border-radius:5px;background:var(--sunk);color:var(--ink);font:500 .875em "Geist Mono",ui-monospace,monospace}
.command{display:flex;align-items:center;gap:12px;margin-top:22px;padding:11px 14px;border:1px solid var(--line);border-radius:10px;
background:var(--panel);box-shadow:var(--shadow);text-align:left;font-size:13.5px;line-height:20px}
.command code{padding:0;background:none;font-size:13.5px;white-space:nowrap}
.command span{margin-left:auto;color:var(--ink-3);text-align:right}
.again{display:inline-flex;align-items:center;gap:8px;margin-top:22px;color:var(--ink-3);font-size:13.5px;line-height:20px}
.again i{width:7px;height:7px;border-radius:50%;background:var(--wait);animation:breathe 2s ease-in-out infinite}
a{display:inline-block;margin-top:24px;padding:0 16px;border-radius:8px;background:var(--accent);color:var(--on-accent);
font-weight:550;font-size:13.5px;line-height:36px;text-decoration:none}
a:hover{filter:brightness(1.08)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@keyframes breathe{50%{opacity:.25}}
@media (prefers-reduced-motion:reduce){.again i{animation:none}}
@media (max-width:420px){.command{flex-direction:column;align-items:flex-start;gap:2px}.command span{margin:0;text-align:left}}`;

const LOGO =
  '<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><clipPath id="r"><rect width="20" height="20" rx="6"/></clipPath><g clip-path="url(#r)"><path fill="#0b6e66" d="M0 0h20v20H0z"/><path d="M10 10 4.5 20H0V0h11.5Z" fill="#f4d9a8"/><path d="M10 10 4.5 20H0V8Z" fill="#e9b872"/></g></svg>';
const PLUG =
  '<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M12 22v-5M9 8V2m6 6V2m3 6v5a4 4 0 0 1-4 4h-4a4 4 0 0 1-4-4V8Z"/></svg>';

/** The whole document. `place` names the port, `back` is the address of the lesson; each may be unknown. */
export function previewDocument(page: PreviewPage, place: string | null, back: string | null): string {
  const { title, text, command, again } = page;
  return `<!doctype html>
<html lang="en" data-page="${pageName(page)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${again ? `<noscript><meta http-equiv="refresh" content="${AGAIN_SECONDS}"></noscript>` : ''}
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<header>${LOGO}Sandlot${place ? `<span>${escaped(place)}</span>` : ''}</header>
<main><article>
<div class="mark">${PLUG}</div>
<h1>${escaped(title)}</h1>
<p>${sentence(text)}</p>
${command ? `<div class="command"><code>${escaped(command.text)}</code><span>${escaped(command.tells)}</span></div>` : ''}
${again ? `<div class="again" role="status"><i></i>Looking again every ${AGAIN_SECONDS} seconds</div>` : ''}
${back ? `<div><a href="${escaped(back)}">Back to the lesson</a></div>` : ''}
</article></main>
${again ? `<script>${SCRIPT}</script>` : ''}
</body>
</html>
`;
}
