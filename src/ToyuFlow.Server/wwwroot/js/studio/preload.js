// Fetches the designer's files while this page is read, a few at a time and after everything else, so that it opens from the cache.
(() => {
  'use strict';
  if (navigator.connection?.saveData || !document.querySelector('[data-preload]')) {
    return;
  }
  const begin = async () => {
    const answer = await fetch('/designer/preload', { priority: 'low' });
    if (!answer.ok) {
      return;
    }
    const waiting = await answer.json();
    const next = async () => {
      for (let path = waiting.shift(); path; path = waiting.shift()) {
        await fetch('/designer/' + path, { priority: 'low' }).then((file) => file.arrayBuffer(), () => {});
      }
    };
    await Promise.all([next(), next(), next()]);
  };
  addEventListener('load', () => ('requestIdleCallback' in window ? requestIdleCallback(begin, { timeout: 3000 }) : setTimeout(begin, 1500)));
})();
