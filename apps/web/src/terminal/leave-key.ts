/** True for Ctrl+Shift+Enter: it means nothing to shells and to browsers, and is on every keyboard. */
export function isLeaveKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'shiftKey'>): boolean {
  return event.key === 'Enter' && event.ctrlKey && event.shiftKey;
}
