/**
 * A script for each page, run by the browser as it stands: when a script or a style sheet of the page was lost on its way,
 * the page is loaded again, at most three times in a row. A browser on the engine's own host drops what it fetches while a
 * sandbox's network is made, and a page without one of its scripts never comes to life. What is fetched later has
 * `loadAgain`. Of what comes from here, status 0 is a network error; a browser that does not tell it keeps the page as it is.
 * https://developer.mozilla.org/docs/Web/API/PerformanceResourceTiming/responseStatus
 */
export const LOAD_WHOLE = `addEventListener('load', () => {
  const fetched = performance.getEntriesByType('resource');
  const isLost = (address) => {
    const tries = fetched.filter((one) => one.name === address);
    return tries.length > 0 && tries.every((one) => one.responseStatus === 0);
  };
  const needed = [...document.querySelectorAll('script[src], link[rel="stylesheet"]')]
    .map((one) => one.src || one.href)
    .filter((address) => address.startsWith(location.origin + '/'));
  const lost = needed.some(isLost);
  try {
    const key = 'sandlot-loads';
    const loads = lost ? Number(sessionStorage.getItem(key)) + 1 : 0;
    sessionStorage.setItem(key, String(loads));
    if (loads > 0 && loads <= 3) setTimeout(() => location.reload(), 700);
  } catch {}
});`;
