import { WebLinksAddon } from '@xterm/addon-web-links';
import type { Terminal } from '@xterm/xterm';

/** A link's address as it really is, whatever its text says; null when it is none that may be opened. */
export function openableLink(uri: string): string | null {
  try {
    const url = new URL(uri);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

/** Lets links be opened by a click, those that are written and those that a program has put behind a text. */
export function addLinks(terminal: Terminal, onHover: (address: string | null) => void): void {
  const open = (_event: MouseEvent, uri: string) => {
    const address = openableLink(uri);
    // Whoever selects text that is a link does not want to go there.
    if (address && !terminal.hasSelection()) window.open(address, '_blank', 'noopener,noreferrer');
  };
  const hover = (_event: MouseEvent, uri: string) => onHover(openableLink(uri));
  const leave = () => onHover(null);
  terminal.options.linkHandler = { activate: open, hover, leave, allowNonHttpProtocols: false };
  terminal.loadAddon(new WebLinksAddon(open, { hover, leave }));
}
